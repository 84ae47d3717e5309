// A register: rows to edit as in a spreadsheet, fifty on a page. Only the cell one is in is a field, all others
// are text: a register of some hundred rows would else be twenty thousand fields. The rows travel as messages;
// Python judges them and writes the file.

import { make, sealed } from "../dom.js";
import { Outbox } from "../outbox.js";
import { Unsaved } from "../unsaved.js";
import { Caret } from "./caret.js";
import { changes, holds, restore } from "./draft.js";
import { count, faults, next } from "./faults.js";
import { pasted, write } from "./paste.js";
import { Page } from "./page.js";
import { preview } from "./preview.js";
import { Rows } from "./rows.js";
import { Tools } from "./tools.js";
import { Why } from "./why.js";

/**
 * @import { AnyModel } from "@anywidget/types"
 * @import { FieldTraits, SavedMessage } from "../unsaved.js"
 * @import { Problem, Problems } from "./faults.js"
 * @import { RowsMessage } from "./rows.js"
 */

/** @typedef {FieldTraits & { name: string, problems: Problems, general: Problem[], target: { id?: string, turn?: number } }} Traits */

const REMOVED = "已删去一行，点“撤销”可以恢复。";

export class Register {
  /** @param {AnyModel<Traits>} model */
  constructor(model) {
    this.model = model;
    this.turn = 0; // of the last row that Python sent one to
    this.unsaved = new Unsaved(model, this.kept());
    this.outbox = new Outbox(() => this.send());
    this.rows = new Rows(this.unsaved.view, {
      changed: () => {
        this.unsaved.changed();
        this.outbox.later();
      },
      removed: (row, index) => this.caret.gone(row, index),
    });
    this.page = new Page(this.rows, () => model.get("problems"), (row) => {
      this.draw();
      this.caret.go(row, this.caret.at.column);
    });
    this.why = new Why((choice) => this.caret.toggle(choice));
    this.caret = new Caret(this.page, this.why, () => this.draw());
    this.tools = new Tools({
      add: () => this.add(),
      drop: () => this.remove(),
      undo: () => this.undo(),
      fault: (way) => this.nextFault(way),
      look: (wanted) => this.look(wanted),
    });
    const { offers, words } = this.unsaved.notice;
    const { scroller, foot } = this.page;
    this.frame = sealed(make("section", "rk-grid rk-register",
      offers, this.tools.node, this.tools.general, scroller, foot, this.why.node, words));
    this.page.head(model.get("name"));
  }

  /** What is kept of the rows until they are saved. */
  kept() {
    return {
      text: () => JSON.stringify(changes(this.rows, this.model.get("problems"))),
      same: (/** @type {string} */ text) => holds(this.rows, JSON.parse(text)),
      preview: (/** @type {string} */ text) => preview(this.rows.columns, JSON.parse(text)),
      restore: (/** @type {string} */ text) => this.restore(text),
      saved: () => this.rows.before.clear(),
    };
  }

  // ---- what a person does --------------------------------------------------------------------------------

  add() {
    this.show();
    const { row, numbered } = this.rows.add();
    this.caret.go(row, numbered ? 1 : 0);
  }

  remove() {
    const { row } = this.caret.at;
    if (!row || !this.rows.remove(row)) return;
    this.draw();
    this.caret.enter();
    this.why.say(REMOVED);
  }

  undo() {
    this.caret.commit();
    const row = this.rows.undo();
    if (row) this.caret.at.row = row;
    this.draw();
    this.caret.enter();
  }

  /** @param {string} data from a spreadsheet */
  paste(data) {
    const { row, column } = this.caret.at;
    const block = pasted(data, this.rows.columns, column);
    this.caret.field = null; // what stood in the cell is pasted over
    write(this.rows, block, row ? this.rows.all.indexOf(row) : this.rows.all.length);
    this.draw();
    this.caret.enter();
    this.outbox.push();
    this.why.say(`已粘贴 ${block.lines.length} 行。${block.lost ? `有 ${block.lost} 格超出表格，没有粘贴。` : ""}`);
  }

  /** @param {string} text */
  restore(text) {
    const removed = restore(this.rows, JSON.parse(text));
    this.draw();
    this.outbox.push();
    if (removed) this.why.say(REMOVED);
  }

  /** @param {string} wanted */
  look(wanted) {
    this.page.look(wanted);
    this.page.number = 0;
    this.draw();
  }

  /** Show all rows again. */
  show() {
    this.tools.search.value = "";
    this.page.look("");
  }

  /** @param {number} way */
  nextFault(way) {
    this.caret.commit();
    const fault = next(this.rows, faults(this.rows, this.model.get("problems")), this.caret.at, way);
    if (!fault) return;
    if (!this.page.shown.includes(fault.row)) this.show();
    this.caret.go(fault.row, fault.index);
  }

  save() {
    this.leave();
    this.model.send({ kind: "save" });
  }

  /** What stands in the field goes to the kernel. */
  leave() {
    this.caret.commit();
    this.outbox.push();
  }

  // ---- what is shown -------------------------------------------------------------------------------------

  draw() {
    this.caret.field = null;
    this.page.draw();
    this.tally();
  }

  tally() {
    const general = this.model.get("general");
    const counts = count(faults(this.rows, this.model.get("problems")), general);
    this.tools.tell(counts, general, { rows: this.rows.all.length > 0, past: this.rows.past.length > 0 });
  }

  // ---- from and to Python --------------------------------------------------------------------------------

  send() {
    const { edition } = this.rows;
    const operations = this.rows.sent();
    if (!operations.length) return;
    this.model.send({ kind: "edit", view: this.unsaved.view, version: this.unsaved.version, edition, operations });
  }

  /** @param {RowsMessage | SavedMessage} message */
  receive(message) {
    if (message.kind !== "rows" || (message.view && message.view !== this.unsaved.view)) return this.unsaved.receive(message);
    if (message.edition === this.rows.edition) return;
    if (this.rows.edition < 0) this.take(message);
    else this.unsaved.replaced(() => this.take(message));
    this.unsaved.offer();
  }

  /** @param {RowsMessage} message */
  take(message) {
    this.rows.take(message);
    this.caret.at = { row: null, column: 0 };
    this.page.head(this.model.get("name"));
    this.draw();
    this.aim();
  }

  /** Python judged the rows anew. */
  judged() {
    this.caret.judged();
    this.tally();
    if (this.unsaved.pending && this.rows.before.size) this.unsaved.keep(); // without what must not be held
  }

  /** Put the caret where Python wants it: the row somebody asked for at a figure of the report. */
  aim() {
    const { id, turn = 0 } = this.model.get("target");
    const row = this.rows.find(id);
    if (!row || turn === this.turn) return;
    this.turn = turn;
    this.show();
    this.frame.scrollIntoView({ block: "nearest" });
    this.caret.go(row, 0);
  }
}
