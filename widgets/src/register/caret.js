// The cell of a register a person is in, and the field that stands in it.

import { toggled } from "../text.js";
import { field } from "./cell.js";
import { own } from "./faults.js";
import { text } from "./rows.js";

/**
 * @import { Target } from "./keys.js"
 * @import { Page } from "./page.js"
 * @import { Row } from "./rows.js"
 * @import { Why } from "./why.js"
 */

export class Caret {
  /**
   * @param {Page} page
   * @param {Why} why
   * @param {() => void} draw draws the page, without a field
   */
  constructor(page, why, draw) {
    this.page = page;
    this.rows = page.rows;
    this.why = why;
    this.draw = draw;
    /** @type {{ row: Row | null, column: number }} */
    this.at = { row: null, column: 0 };
    /** @type {HTMLInputElement | HTMLSelectElement | null} */
    this.field = null;
  }

  get column() {
    return this.rows.columns[this.at.column];
  }

  /** What the rows hold of the cell; null outside of all cells. */
  get text() {
    return this.at.row && text(this.at.row, this.column.position);
  }

  /** Whether the field holds something else than the rows. */
  get edited() {
    return this.field !== null && this.field.value !== this.text;
  }

  commit() {
    if (this.field && this.at.row) this.rows.set(this.at.row, this.column.position, this.field.value.trim());
  }

  leave() {
    if (!this.field) return;
    this.commit();
    const { row, column } = this.at;
    const cell = row && this.page.cell(row, column);
    this.field = null;
    if (row && cell) this.page.fill(cell, row, column);
  }

  /**
   * @param {Row | undefined} row
   * @param {number} column
   */
  go(row, column) {
    const number = row ? this.page.pageOf(row) : -1;
    if (!row || number < 0) return;
    this.leave();
    this.at = { row, column: Math.max(0, Math.min(column, this.rows.columns.length - 1)) };
    if (number !== this.page.number || this.page.stale || !this.page.cell(row, this.at.column)) {
      this.page.number = number;
      this.draw();
    }
    this.enter();
  }

  /** @param {Target} target among the rows shown */
  follow({ line, column }) {
    this.go(this.page.shown[line], column);
  }

  /**
   * A row was taken away: the one that follows has its place.
   * @param {Row} row
   * @param {number} index where it stood
   */
  gone(row, index) {
    const { all } = this.rows;
    if (this.at.row === row) this.at.row = all[Math.min(index, all.length - 1)] ?? null;
  }

  enter() {
    const { row, column } = this.at;
    const cell = row && this.page.cell(row, column);
    if (!row || !cell) return;
    this.rows.visit += 1;
    this.field = field(this.column, this.text ?? "", `第 ${this.rows.number(row)} 行，${this.column.label}`);
    cell.replaceChildren(this.field);
    this.choose();
    this.field.focus({ preventScroll: true });
    this.show(cell);
    this.explain();
  }

  /** @param {HTMLTableCellElement} cell */
  show(cell) {
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    // Not behind the columns that stay on the left.
    const edge = this.page.body.rows[0].cells[1].getBoundingClientRect().right;
    const { left } = cell.getBoundingClientRect();
    if (this.at.column > 0 && left < edge) this.page.scroller.scrollLeft -= edge - left;
  }

  /** Select all the field holds. */
  choose() {
    if (this.field instanceof HTMLInputElement) this.field.select();
  }

  /** Put back what the rows hold. */
  reset() {
    if (this.field) this.field.value = this.text ?? "";
    this.choose();
  }

  /** @param {string} choice of a list */
  toggle(choice) {
    if (!this.field) return;
    this.field.value = toggled(this.field.value, choice);
    this.commit();
    this.field.focus();
  }

  explain() {
    const { row } = this.at;
    if (!row) return this.why.clear();
    const told = own(this.page.problems(), row);
    this.why.explain(this.rows.number(row), this.column, [told[this.column.position], told.row].filter(Boolean));
  }

  /** Colour the cells as they are judged now; the text in the field stays as it is. */
  judged() {
    const problems = this.page.problems();
    for (const line of this.page.lines) {
      const row = this.rows.find(line.dataset.id);
      if (row) this.rows.columns.forEach((_, index) => this.page.paint(line.cells[index + 1], row, index));
    }
    if (!this.field?.isConnected || !this.at.row) return;
    this.field.setAttribute("aria-invalid", String(Boolean(own(problems, this.at.row)[this.column.position])));
    this.explain();
  }
}
