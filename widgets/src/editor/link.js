// Between the text on the page and the kernel.
//
// The text goes out soon after the last key, when the focus leaves, and never while an input method
// composes. It goes as a message, not as a state of the widget: those wait for the kernel's answer, and
// a click on 保存 would overtake them. What comes back names the version of the text it is about; marks
// that come early wait until the person has paused, so that nothing flickers between two words.

import { ChangeSet } from "@codemirror/state";
import { carriedAll, setMarks } from "./marks.js";

/**
 * @import { AnyModel } from "@anywidget/types"
 * @import { EditorView } from "@codemirror/view"
 * @import { Unsaved } from "../unsaved.js"
 * @import { Traits } from "./editor.js"
 * @import { Item } from "./marks.js"
 */

/** @typedef {{ kind: "findings", view: string, version: number, items: Item[] }} FindingsMessage */

/** @typedef {ReturnType<typeof setTimeout> | undefined} Timer */

const PAUSE = 150; // from the last key to the check
const CALM = 400; // from the last key to the marks

export class Link {
  /**
   * @param {AnyModel<Traits>} model
   * @param {Unsaved} unsaved
   * @param {EditorView} view
   * @param {(current: boolean) => void} settled called when marks are shown: whether they are those of the text on the page
   */
  constructor(model, unsaved, view, settled) {
    this.model = model;
    this.unsaved = unsaved;
    this.view = view;
    this.settled = settled;
    this.edition = model.get("content").edition;
    this.pushed = -1; // the version the kernel knows
    /** @type {ChangeSet | null} the changes made after it */
    this.since = null;
    /** @type {FindingsMessage | null} */
    this.held = null; // findings that came too early, or while an input method composed
    this.typed = -CALM; // when the last key came
    this.replacement = false; // the kernel has another text, that waits for the input method
    /** @type {Timer} until the text goes out */
    this.timer = undefined;
    /** @type {Timer} until the marks are shown */
    this.calm = undefined;
  }

  get version() {
    return this.unsaved.version;
  }

  /**
   * Called for every change of the text.
   * @param {ChangeSet} changes
   */
  changed(changes) {
    this.unsaved.changed();
    this.typed = performance.now();
    this.since = this.since ? this.since.compose(changes) : changes;
    this.wait();
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.push(), PAUSE);
  }

  push() {
    clearTimeout(this.timer);
    if (this.version === this.pushed || this.composing) return;
    this.pushed = this.version;
    this.since = null;
    this.model.send({
      kind: "text", view: this.unsaved.view, edition: this.edition, version: this.version, text: this.text,
    });
  }

  // The first key of a composition counts, though its text is not in the document yet.
  get composing() {
    return this.view.compositionStarted;
  }

  get text() {
    return this.view.state.doc.toString();
  }

  composed() {
    // CodeMirror reads the composed text a moment after the browser says so.
    setTimeout(() => {
      if (this.composing) return;
      if (this.replacement) this.replace();
      if (this.held) this.hold(this.held);
      if (this.version !== this.pushed) this.wait();
    }, 60);
  }

  /** @param {FindingsMessage} message */
  receive(message) {
    if (message.view === this.unsaved.view) this.hold(message);
  }

  /** @param {FindingsMessage} message */
  hold(message) {
    if (message.version !== this.pushed) return; // stale: an answer to the newer text is on its way
    this.held = message;
    if (this.composing) return;
    const wait = this.typed + CALM - performance.now();
    clearTimeout(this.calm);
    if (wait > 0) this.calm = setTimeout(() => this.held && this.hold(this.held), wait);
    else this.show(message);
  }

  /** @param {FindingsMessage} message */
  show(message) {
    this.held = null;
    const changes = this.since ?? ChangeSet.empty(this.view.state.doc.length);
    this.view.dispatch({ effects: setMarks.of(carriedAll(message.items, changes)) });
    this.settled(!this.since);
  }

  // The kernel gave the field another text: a merge, or an earlier revision.
  renewed() {
    const { edition } = this.model.get("content");
    if (edition === this.edition) return;
    this.replacement = true;
    if (!this.composing) this.replace();
  }

  replace() {
    const { text, edition, made_of: known = {} } = this.model.get("content");
    this.replacement = false;
    this.edition = edition;
    if (text !== this.text) this.unsaved.replaced(() => this.put(text), known[this.unsaved.view] === this.version);
    this.pushed = -1; // of this edition the kernel knows nothing from here
    this.push();
  }

  /** @param {string} text */
  put(text) {
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
  }

  close() {
    clearTimeout(this.calm);
    if (this.version !== this.pushed) this.push();
    clearTimeout(this.timer);
  }
}
