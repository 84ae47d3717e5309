// What was typed and is not on the disk yet. It is kept in the browser until the kernel says that it has saved
// it: the kernel may die and the page be closed before. What is found there later is offered, never put in
// unasked: somebody may have written on in the meantime.

import { Drafts } from "./drafts.js";
import { Notice } from "./notice.js";

/**
 * @import { AnyModel } from "@anywidget/types"
 * @import { Draft } from "./drafts.js"
 */

/** @typedef {{ place: string, lost: string }} FieldTraits What the model of every field holds. */

/**
 * What a field does for what is unsaved in it.
 * @typedef {object} Page
 * @property {() => string} text gives what is to be kept
 * @property {(text: string) => boolean} same tells whether the field holds it already
 * @property {(text: string) => Node[]} preview shows it
 * @property {(text: string) => void} restore puts it in
 * @property {() => void} [saved] hears that all is on the disk
 */

/** @typedef {{ kind: "saved", view: string, version: number, words: string, safe: boolean }} SavedMessage */

export const PATIENCE = 20000; // the kernel saves within ten seconds, or says why not

export class Unsaved {
  /**
   * @param {AnyModel<any>} model of FieldTraits, and more
   * @param {Page} page
   * @param {Pick<Notice, "say" | "bad" | "offer" | "withdraw" | "words" | "offers">} [notice]
   */
  constructor(model, page, notice = new Notice()) {
    this.model = model;
    this.page = page;
    this.notice = notice;
    this.view = Math.random().toString(36).slice(2);
    this.version = 0; // counts the changes
    this.durable = 0; // the last of them that needs no keeping
    this.applying = false; // the kernel, not a person, changes the field
    this.dead = false; // the kernel is gone
    this.kept = false; // the browser has the draft
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.watch = undefined;
    this.drafts = new Drafts(() => model.get("place"), this.view);
    // Another tab has saved what is offered here.
    this.elsewhere = (/** @type {StorageEvent} */ { key, newValue }) => {
      if (newValue === null) notice.withdraw(key);
    };
    this.died = () => {
      this.dead = true;
      if (this.pending) this.lost();
    };
    window.addEventListener("storage", this.elsewhere);
    model.on("comm_live_update", this.died);
  }

  get pending() {
    return this.version !== this.durable;
  }

  /** Called after every change a person makes. */
  changed() {
    this.version += 1;
    if (!this.applying) this.unheard();
  }

  /** Keep the text anew: the field holds the same, and tells it otherwise. */
  keep() {
    this.kept = this.drafts.keep(this.page.text());
  }

  // What the field holds now is not on the disk, as far as is known here.
  unheard() {
    if (!this.model.get("place")) return;
    this.keep();
    if (this.dead) return this.lost();
    if (!this.notice.bad) this.notice.say("还没有保存");
    this.wait();
  }

  wait() {
    this.watch ??= setTimeout(() => this.lost(), PATIENCE);
  }

  rest() {
    clearTimeout(this.watch);
    this.watch = undefined;
  }

  lost() {
    this.rest();
    this.notice.say(`${this.model.get("lost")}${this.kept ? "" : "（浏览器没有留下这些内容，请先复制到别处。）"}`, true);
  }

  /**
   * The kernel says whether what it knows of this view is on the disk.
   * @param {SavedMessage | { kind: string }} message
   */
  receive(message) {
    if (message.kind !== "saved") return;
    const { view, version, words, safe } = /** @type {SavedMessage} */ (message);
    if (view !== this.view || !this.pending) return;
    this.rest();
    if (!safe) return this.notice.say(words, true);
    this.durable = version;
    if (this.pending) {
      this.notice.say("还没有保存");
      return this.wait();
    }
    this.drafts.drop();
    this.notice.say(words);
    this.page.saved?.();
  }

  /**
   * The kernel puts something else into the field. What was not saved is offered back, unless the kernel knew
   * of it: then what it puts there comes from that, and is as little saved.
   * @param {() => void} apply does it
   * @param {boolean} [known]
   */
  replaced(apply, known = false) {
    const text = this.pending && !known ? this.page.text() : null;
    this.applying = true;
    apply();
    this.applying = false;
    if (known) return this.unheard();
    if (text !== null && this.page.same(text)) return;
    if (text !== null) this.drafts.keep(text, `${this.view}.${this.version}`);
    this.rest();
    this.drafts.drop();
    this.durable = this.version;
    this.notice.say("");
    this.page.saved?.();
    this.offer();
  }

  /** Show what earlier views of this field could not save. */
  offer() {
    if (!this.model.get("place")) return;
    const found = this.drafts.others();
    const held = found.filter(({ text }) => this.page.same(text));
    for (const { key } of held) this.drafts.drop(key);
    const withdraw = (/** @type {Draft} */ { key }) => {
      this.drafts.drop(key);
      this.notice.withdraw(key);
    };
    this.notice.offer(found.filter((draft) => !held.includes(draft)), {
      preview: (text) => this.page.preview(text),
      restore: (draft) => {
        this.page.restore(draft.text); // kept under this view's own name from now on
        withdraw(draft);
      },
      forget: withdraw,
    });
  }

  close() {
    this.rest();
    window.removeEventListener("storage", this.elsewhere);
    this.model.off("comm_live_update", this.died);
  }
}
