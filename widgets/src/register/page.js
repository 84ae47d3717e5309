// The rows of a register that are shown: those looked for, fifty at a time. All cells are text here; the one a
// person is in is turned into a field by the caret.

import { button, make } from "../dom.js";
import { headings, paint, write } from "./cell.js";
import { own } from "./faults.js";
import { PAGE } from "./keys.js";

/**
 * @import { Problems } from "./faults.js"
 * @import { Row, Rows } from "./rows.js"
 */

export class Page {
  /**
   * @param {Rows} rows
   * @param {() => Problems} problems
   * @param {(row: Row | undefined) => void} turned called with the first row of a page that was turned to
   */
  constructor(rows, problems, turned) {
    this.rows = rows;
    this.problems = problems;
    this.turned = turned;
    this.wanted = ""; // what is looked for
    this.number = 0;
    this.stale = true; // not drawn as it is now
    this.table = make("table");
    this.body = make("tbody");
    this.scroller = make("div", "rk-scroll", this.table);
    this.scroller.tabIndex = 0;
    this.scroller.setAttribute("aria-label", "台账的行；按回车进入");
    this.scroller.setAttribute("role", "region");
    this.foot = make("div", "rk-pages");
  }

  get shown() {
    return this.rows.holding(this.wanted);
  }

  /** The first row of this page. */
  get top() {
    return this.shown[this.number * PAGE];
  }

  /** @param {string} wanted */
  look(wanted) {
    this.stale ||= wanted !== this.wanted;
    this.wanted = wanted;
  }

  /** @param {string} name of the register */
  head(name) {
    this.table.setAttribute("aria-label", name);
    this.table.replaceChildren(headings(this.rows.columns), this.body);
  }

  /**
   * The page that a row is on; -1 for one that is not looked for.
   * @param {Row} row
   */
  pageOf(row) {
    return Math.floor(this.shown.indexOf(row) / PAGE);
  }

  /**
   * @param {Row} row
   * @param {number} index of the column
   * @returns {HTMLTableCellElement | undefined}
   */
  cell(row, index) {
    return this.lines.find((line) => line.dataset.id === row.id)?.cells[index + 1];
  }

  get lines() {
    return [...this.body.rows];
  }

  /** @param {Node | null} node in a cell */
  rowOf(node) {
    return this.rows.find(node instanceof Element ? node.closest("tr")?.dataset.id : undefined);
  }

  /**
   * Show what a cell holds.
   * @param {HTMLTableCellElement} cell
   * @param {Row} row
   * @param {number} index of the column
   */
  fill(cell, row, index) {
    write(cell, row, this.rows.columns[index]);
    this.paint(cell, row, index);
  }

  /**
   * Show how it is judged.
   * @param {HTMLTableCellElement} cell
   * @param {Row} row
   * @param {number} index
   */
  paint(cell, row, index) {
    const column = this.rows.columns[index];
    paint(cell, row, column, own(this.problems(), row)[column.position]);
  }

  draw() {
    const { shown } = this;
    const last = Math.max(0, Math.ceil(shown.length / PAGE) - 1);
    this.number = Math.min(this.number, last);
    this.stale = false;
    this.body.replaceChildren(...shown.slice(this.number * PAGE, (this.number + 1) * PAGE).map((row) => this.line(row)));
    this.turners(shown.length, last);
  }

  /** @param {Row} row */
  line(row) {
    const label = make("th", "rk-number", String(this.rows.number(row)));
    label.scope = "row";
    const cells = this.rows.columns.map(() => make("td"));
    const line = make("tr", row.sum ? "rk-sum" : "", label, ...cells);
    line.dataset.id = row.id;
    cells.forEach((cell, index) => this.fill(cell, row, index));
    return line;
  }

  /**
   * @param {number} count of rows shown
   * @param {number} last page
   */
  turners(count, last) {
    const all = this.rows.all.length;
    const earlier = button("上一页", "", () => this.turn(this.number - 1));
    const following = button("下一页", "", () => this.turn(this.number + 1));
    earlier.disabled = this.number === 0;
    following.disabled = this.number === last;
    this.foot.replaceChildren(this.wanted ? `找到 ${count} 行，共 ${all} 行` : `共 ${all} 行`,
      ...(last ? [earlier, `第 ${this.number + 1} / ${last + 1} 页`, following] : []));
    if (!all) this.foot.append("　还没有内容。点“添加一行”，或者从 Excel、WPS 复制以后在这里粘贴。");
  }

  /** @param {number} number */
  turn(number) {
    this.number = number;
    this.stale = true;
    this.turned(this.top);
  }
}
