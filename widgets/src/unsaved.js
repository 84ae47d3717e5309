// What was typed and is not on the disk yet. It is kept in the browser until the kernel says that it has saved
// it: the kernel may die and the page be closed before. What is found there later is offered, never put in
// unasked: somebody may have written on in the meantime.
//
// Each view of a field keeps its own entry, so that two tabs do not overwrite each other's.

import { button, make } from "./dom.js";

const PATIENCE = 20000; // the kernel saves within ten seconds, or says why not

const clock = (at) => {
  const time = new Date(at);
  const day = time.toDateString() === new Date().toDateString() ? "" : `${time.getMonth() + 1}月${time.getDate()}日 `;
  return day + [time.getHours(), time.getMinutes(), time.getSeconds()].map((part) => String(part).padStart(2, "0")).join(":");
};

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function names() {
  try {
    return Object.keys(localStorage);
  } catch {
    return []; // forbidden: the field works without
  }
}

export class Unsaved {
  // `page` is the field: text() gives what is to be kept, same(text) whether the field holds it already,
  // preview(text) nodes that show it, restore(text) puts it in, and saved() hears that all is on the disk.
  constructor(model, page) {
    this.model = model;
    this.page = page;
    this.view = Math.random().toString(36).slice(2);
    this.version = 0; // counts the changes
    this.durable = 0; // the last of them that needs no keeping
    this.offers = make("div", "rk-offers");
    this.words = make("span", "rk-saved");
    this.offers.setAttribute("role", "status");
    // Another tab has saved what is offered here.
    this.elsewhere = ({ key, newValue }) => newValue === null && this.withdraw(key);
    this.died = () => {
      this.dead = true;
      if (this.pending) this.lost();
    };
    window.addEventListener("storage", this.elsewhere);
    model.on("comm_live_update", this.died);
  }

  get prefix() {
    return `report-kit/${this.model.get("place")}/`;
  }

  get pending() {
    return this.version !== this.durable;
  }

  // Called after every change a person makes.
  changed() {
    this.version += 1;
    if (!this.applying) this.unheard();
  }

  // What the field holds now is not on the disk, as far as is known here.
  unheard() {
    if (!this.model.get("place")) return;
    this.kept = this.keep(this.view, this.page.text());
    if (this.dead) return this.lost();
    if (!this.words.classList.contains("bad")) this.say("还没有保存");
    this.wait();
  }

  keep(name, text) {
    try {
      localStorage.setItem(this.prefix + name, JSON.stringify({ at: Date.now(), text }));
      return true;
    } catch {
      return false; // full, or forbidden
    }
  }

  drop(key) {
    try {
      localStorage.removeItem(key);
    } catch {
      // forbidden: there is nothing
    }
  }

  wait() {
    this.watch ??= setTimeout(() => this.lost(), PATIENCE);
  }

  rest() {
    clearTimeout(this.watch);
    this.watch = null;
  }

  lost() {
    this.rest();
    this.say(`${this.model.get("lost")}${this.kept ? "" : "（浏览器没有留下这些内容，请先复制到别处。）"}`, true);
  }

  say(text, bad = false) {
    this.words.classList.toggle("bad", bad);
    this.words.setAttribute("role", bad ? "alert" : "none");
    this.words.textContent = text;
  }

  // The kernel says whether what it knows of this view is on the disk.
  receive({ kind, view, version, words, safe }) {
    if (kind !== "saved" || view !== this.view || !this.pending) return;
    this.rest();
    if (!safe) return this.say(words, true);
    this.durable = version;
    if (this.pending) {
      this.say("还没有保存");
      return this.wait();
    }
    this.drop(this.prefix + this.view);
    this.say(words);
    this.page.saved?.();
  }

  // The kernel puts something else into the field; `apply` does it. What was not saved is offered back, unless
  // the kernel knew of it: then what it puts there comes from that, and is as little saved.
  replaced(apply, known = false) {
    const text = this.pending && !known ? this.page.text() : null;
    this.applying = true;
    apply();
    this.applying = false;
    if (known) return this.unheard();
    if (text !== null && this.page.same(text)) return;
    if (text !== null) this.keep(`${this.view}.${this.version}`, text);
    this.rest();
    this.drop(this.prefix + this.view);
    this.durable = this.version;
    this.say("");
    this.page.saved?.();
    this.offer();
  }

  // Show what earlier views of this field could not save.
  offer() {
    if (!this.model.get("place")) return;
    const keys = names().filter((key) => key.startsWith(this.prefix) && key !== this.prefix + this.view);
    const found = keys.map((key) => ({ key, ...read(key) })).filter(({ text }) => typeof text === "string");
    for (const { key } of found.filter(({ text }) => this.page.same(text))) this.drop(key);
    const open = found.filter(({ text }) => !this.page.same(text)).sort((a, b) => b.at - a.at);
    this.offers.replaceChildren(...open.map((item) => this.card(item)));
  }

  card({ key, at, text }) {
    const restore = button("恢复", "rk-restore", () => {
      this.page.restore(text); // kept under this view's own name from now on
      this.drop(key);
      this.withdraw(key);
    });
    const forget = button("不要了", "", () => {
      this.drop(key);
      this.withdraw(key);
    });
    const node = make("div", "rk-offer", `${clock(at)} 写的内容当时没有保存：`, ...this.page.preview(text), make("div", "", restore, forget));
    node.dataset.draft = key;
    return node;
  }

  withdraw(key) {
    [...this.offers.children].find((node) => node.dataset.draft === key)?.remove();
  }

  close() {
    this.rest();
    window.removeEventListener("storage", this.elsewhere);
    this.model.off("comm_live_update", this.died);
  }
}

// What `text` has in place of `current`, with a little of what stands around it.
export function difference(current, text) {
  const [a, b] = [[...current], [...text]];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [gone, come] = [a, b].map((letters) => letters.slice(start, letters.length - end).join(""));
  const [before, after] = [a.slice(Math.max(0, start - 12), start), a.slice(a.length - end, a.length - end + 12)];
  return make("p", "", start > 12 ? "……" : "", before.join(""), make("del", "", gone), make("ins", "", come), after.join(""),
    end > 12 ? "……" : "");
}
