// A field of one line (title, signature, date), kept like all else: see unsaved.js.

import { make, sealed } from "./dom.js";
import { changed } from "./notice.js";
import { Outbox } from "./outbox.js";
import { day } from "./text.js";
import { Unsaved } from "./unsaved.js";

/**
 * @import { AnyModel } from "@anywidget/types"
 * @import { FieldTraits, SavedMessage } from "./unsaved.js"
 */

/**
 * @typedef {FieldTraits & { label: string, placeholder: string, kind: string, problem: string,
 *   content: { text: string, edition: number } }} Traits
 */

class Line {
  /** @param {AnyModel<Traits>} model */
  constructor(model) {
    this.model = model;
    this.edition = -1; // of what Python sent; nothing came yet
    this.input = make("input");
    this.input.autocomplete = "off";
    this.input.placeholder = model.get("placeholder");
    this.problem = make("div", "rk-problem");
    this.problem.setAttribute("role", "status");
    this.unsaved = new Unsaved(model, {
      text: () => this.input.value,
      same: (text) => this.input.value === text,
      preview: (text) => [changed(this.input.value, text)],
      restore: (text) => this.put(text),
    });
    this.outbox = new Outbox(() => this.send());
    const { offers, words } = this.unsaved.notice;
    const label = make("label", "", make("span", "", model.get("label")), this.input);
    this.frame = sealed(make("div", "rk-line-field", offers, label, this.problem, words));
  }

  /** @param {string} text */
  put(text) {
    this.input.value = text;
    this.typed();
    this.outbox.push();
  }

  typed() {
    this.unsaved.changed();
    this.outbox.later();
  }

  send() {
    const { view, version } = this.unsaved;
    this.model.send({ kind: "text", view, version, edition: this.edition, text: this.input.value });
  }

  /** One is done with the field: a day is written as the form prints it. */
  settle() {
    const text = this.model.get("kind") === "date" && day(this.input.value);
    if (text && text !== this.input.value) this.put(text);
    this.outbox.push();
  }

  pull() {
    const { text, edition } = this.model.get("content");
    if (edition === this.edition) return;
    this.edition = edition;
    this.unsaved.replaced(() => {
      this.input.value = text;
    });
  }

  judge() {
    const problem = this.model.get("problem");
    this.problem.textContent = problem;
    this.input.setAttribute("aria-invalid", String(Boolean(problem)));
  }

  listen() {
    this.input.addEventListener("input", () => this.typed());
    this.outbox.watch(this.input, () => this.typed());
    this.input.addEventListener("change", () => this.settle());
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) this.settle();
      if ((event.ctrlKey || event.metaKey) && event.key === "s") {
        event.preventDefault();
        this.settle();
        this.model.send({ kind: "save" });
      }
    });
  }
}

/** @param {{ model: AnyModel<Traits>, el: HTMLElement }} view */
export function render({ model, el }) {
  const line = new Line(model);
  line.listen();
  el.append(line.frame);
  const pull = () => line.pull();
  const judge = () => line.judge();
  const received = (/** @type {SavedMessage} */ message) => line.unsaved.receive(message);
  model.on("change:content", pull);
  model.on("change:problem", judge);
  model.on("msg:custom", received);
  pull();
  judge();
  line.unsaved.offer();
  return () => {
    line.outbox.push();
    line.unsaved.close();
    model.off("change:content", pull);
    model.off("change:problem", judge);
    model.off("msg:custom", received);
  };
}
