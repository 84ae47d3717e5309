// An editable statutory table. The texts of the cells travel as they were typed; Python judges them,
// computes the totals and says what is wrong. They go as a message, not as a state of the widget: those
// wait for the kernel's answer, and a click on 保存 would overtake them.

import { button, make, replaced, sealed, spaced } from "../dom.js";
import { Outbox } from "../outbox.js";
import { step } from "../sheet.js";
import { Unsaved } from "../unsaved.js";
import { Behind } from "./behind.js";
import { Cells, name } from "./cells.js";
import { laid } from "./paste.js";

/**
 * @import { AnyModel } from "@anywidget/types"
 * @import { FieldTraits, SavedMessage } from "../unsaved.js"
 * @import { BehindMessage } from "./behind.js"
 * @import { Cell } from "./cells.js"
 */

/** @typedef {Record<string, string>} ByKey Something of each cell. */

/**
 * @typedef {FieldTraits & { caption: string, lines: Cell[][], typed: ByKey, edition: number, locked: string[], problems: ByKey,
 *   last: Record<string, string | undefined>, sourced: boolean }} Traits
 */

export class Grid {
  /** @param {AnyModel<Traits>} model */
  constructor(model) {
    this.model = model;
    this.edition = -1; // of what Python sent; nothing came yet
    this.cells = new Cells(model.get("caption"), model.get("lines"));
    /** @type {Map<string, string>} What a person typed since the last save, by cell. Totals are not typed. */
    this.touched = new Map();
    /** @type {Set<string>} Totals that were pasted and not sent yet: one that is no sum has to be looked at. */
    this.pasted = new Set();
    this.unsaved = new Unsaved(model, this.kept());
    this.outbox = new Outbox(() => this.send());
    this.why = make("div", "rk-why");
    this.why.setAttribute("role", "status");
    this.behind = new Behind((index) => model.send({ kind: "row", index }));
    const { offers, words } = this.unsaved.notice;
    this.frame = sealed(make("div", "rk-grid", offers, make("div", "rk-scroll", this.cells.table), this.why, this.behind.node, words));
  }

  /** What is kept of the cells until they are saved. */
  kept() {
    const changes = (/** @type {string} */ text) => /** @type {[string, string][]} */ (JSON.parse(text));
    return {
      text: () => JSON.stringify([...this.touched]),
      same: (/** @type {string} */ text) => changes(text).every(([key, value]) => this.cells.value(key) === value),
      preview: (/** @type {string} */ text) => changes(text).flatMap(([key, value]) => {
        const input = this.cells.inputs.get(key);
        return input && input.value !== value ? [make("p", "", `${name(input)}：`, ...replaced(input.value, value))] : [];
      }),
      restore: (/** @type {string} */ text) => {
        for (const [key, value] of changes(text)) this.put(key, value);
        this.typed();
        this.outbox.push();
      },
      saved: () => this.touched.clear(),
    };
  }

  /**
   * @param {string} key
   * @param {string} text
   */
  put(key, text) {
    const input = this.cells.inputs.get(key);
    if (!input) return;
    input.value = text;
    this.touched.set(key, text);
  }

  typed() {
    this.unsaved.changed();
    this.outbox.later();
  }

  send() {
    const fields = [...this.cells.inputs].filter(([key, input]) => !input.readOnly || this.pasted.has(key));
    const typed = Object.fromEntries(fields.map(([key, input]) => [key, input.value]));
    this.pasted.clear();
    const { view, version } = this.unsaved;
    this.model.send({ kind: "typed", view, version, edition: this.edition, typed });
  }

  /** Take over what Python made of it. */
  pull() {
    const typed = this.model.get("typed");
    const edition = this.model.get("edition");
    const renewed = edition !== this.edition;
    this.edition = edition;
    this.cells.lock(this.model.get("locked"));
    const take = () => {
      for (const [key, input] of this.cells.inputs) {
        // What was typed since the kernel heard of it stays: only totals, and a new edition, are taken over.
        if ((input.readOnly || renewed) && input.value !== (typed[key] ?? "")) input.value = typed[key] ?? "";
      }
    };
    if (!renewed) return take();
    this.unsaved.replaced(take);
    this.outbox.full ||= this.unsaved.pending; // the kernel does not know that the new table holds it
    this.outbox.push();
  }

  /**
   * Say below the table what belongs into a cell, last year's figure, and what is wrong with it.
   * @param {HTMLInputElement} input
   */
  explain(input) {
    const { key = "", help = "" } = input.dataset;
    const problem = this.model.get("problems")[key];
    const last = this.model.get("last")[key];
    const parts = [
      make("b", "", name(input)),
      problem ? make("span", "bad", problem) : "",
      input.readOnly ? "合计，自动计算" : "",
      last === undefined ? "" : `上年：${last || "空"}`,
      help,
    ];
    this.why.replaceChildren(...spaced(parts.filter(Boolean)));
    if (this.model.get("sourced")) this.why.append("　", button("看来自台账的哪几行（Alt+回车）", "rk-source", () => this.ask(input)));
  }

  /**
   * Ask for the register rows behind a figure.
   * @param {HTMLInputElement} input
   */
  ask(input) {
    this.model.send({ kind: "behind", key: input.dataset.key });
  }

  /** @param {BehindMessage | SavedMessage} message */
  receive(message) {
    if (message.kind !== "behind") return this.unsaved.receive(message);
    const input = this.cells.inputs.get(message.key);
    if (input) this.behind.show(input, message);
  }

  mark() {
    const problems = this.model.get("problems");
    const last = this.model.get("last");
    for (const [key, input] of this.cells.inputs) {
      input.classList.toggle("bad", Boolean(problems[key]));
      input.setAttribute("aria-invalid", String(Boolean(problems[key])));
      input.title = [problems[key], last[key] === undefined ? "" : `上年：${last[key] || "空"}`].filter(Boolean).join("\n");
    }
    const field = this.cells.field(document.activeElement);
    if (field) this.explain(field);
  }

  /**
   * @param {HTMLInputElement} input in which the block begins
   * @param {string} data
   */
  paste(input, data) {
    const { rows } = this.cells;
    const { cells, outside } = laid(data, rows.map(({ length }) => length), this.cells.locate(input));
    for (const { row, column, value } of cells) {
      const { key = "" } = rows[row][column].dataset;
      this.put(key, value);
      this.pasted.add(key);
    }
    this.typed();
    this.outbox.push();
    this.why.textContent = outside ? `有 ${outside} 格超出表格，没有粘贴；请从左上角对齐的格子开始粘贴。` : "已粘贴。";
  }

  /**
   * @param {HTMLInputElement} input
   * @param {KeyboardEvent} event
   */
  press(input, event) {
    if (event.isComposing) return;
    if (event.key === "Enter" && event.altKey && this.model.get("sourced")) {
      event.preventDefault();
      this.ask(input);
      return;
    }
    const way = step(event);
    if (!way) return;
    const [row, column] = this.cells.locate(input);
    this.cells.rows[row + way[0]]?.[column + way[1]]?.focus();
    event.preventDefault();
  }
}
