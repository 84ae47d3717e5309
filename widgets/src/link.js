// Between the text on the page and the kernel.
//
// The text goes out 400 ms after the last key, when the focus leaves, and never while an input method
// composes. It goes as a message, not as a state of the widget: those wait for the kernel's answer, and
// a click on 保存 would overtake them. What comes back names the version of the text it is about.

import { ChangeSet } from "@codemirror/state";
import { carriedAll, setMarks } from "./marks.js";

const PAUSE = 400;

export class Link {
  constructor(model, settled) {
    this.model = model;
    this.settled = settled; // called when the marks are those of the text on the page
    this.id = Math.random().toString(36).slice(2);
    this.edition = model.get("content").edition;
    this.version = 0;
    this.pushed = -1; // the version the kernel knows
    this.since = null; // the changes made after it
    this.held = null; // findings that came while an input method composed
  }

  attach(view) {
    this.view = view;
    this.push();
  }

  // Called for every change of the text.
  changed(changes) {
    this.version += 1;
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
      kind: "text", view: this.id, edition: this.edition, version: this.version, text: this.text,
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
      if (this.held) this.show(this.held);
      if (this.version !== this.pushed) this.wait();
    }, 60);
  }

  receive(message) {
    if (message.kind !== "findings" || message.view !== this.id) return;
    if (message.version !== this.pushed) return; // stale: an answer to the newer text is on its way
    if (this.composing) this.held = message;
    else this.show(message);
  }

  show(message) {
    this.held = null;
    if (message.version !== this.pushed) return;
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
    const { text, edition } = this.model.get("content");
    this.replacement = false;
    this.edition = edition;
    if (text !== this.text) {
      this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
    }
    this.push();
  }

  close() {
    if (this.version !== this.pushed) this.push();
    clearTimeout(this.timer);
  }
}
