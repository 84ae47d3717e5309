// Between the text on the page and the kernel.
//
// The text goes out soon after the last key, when the focus leaves, and never while an input method
// composes. It goes as a message, not as a state of the widget: those wait for the kernel's answer, and
// a click on 保存 would overtake them. What comes back names the version of the text it is about; marks
// that come early wait until the person has paused, so that nothing flickers between two words.

import { ChangeSet } from "@codemirror/state";
import { carriedAll, setMarks } from "./marks.js";

const PAUSE = 150; // from the last key to the check
const CALM = 400; // from the last key to the marks

export class Link {
  constructor(model, unsaved, settled) {
    this.model = model;
    this.unsaved = unsaved;
    this.settled = settled; // called when the marks are those of the text on the page
    this.edition = model.get("content").edition;
    this.pushed = -1; // the version the kernel knows
    this.since = null; // the changes made after it
    this.held = null; // findings that came too early, or while an input method composed
    this.typed = -CALM; // when the last key came
  }

  get version() {
    return this.unsaved.version;
  }

  attach(view) {
    this.view = view;
    this.push();
  }

  // Called for every change of the text.
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

  receive(message) {
    if (message.kind !== "findings" || message.view !== this.unsaved.view) return;
    this.hold(message);
  }

  hold(message) {
    if (message.version !== this.pushed) return; // stale: an answer to the newer text is on its way
    this.held = message;
    if (this.composing) return;
    const wait = this.typed + CALM - performance.now();
    clearTimeout(this.calm);
    if (wait > 0) this.calm = setTimeout(() => this.held && this.hold(this.held), wait);
    else this.show(message);
  }

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

  put(text) {
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
  }

  close() {
    clearTimeout(this.calm);
    if (this.version !== this.pushed) this.push();
    clearTimeout(this.timer);
  }
}
