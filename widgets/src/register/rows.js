// The rows of a register as they stand on the page, and what a person does to them: no nodes here, and no
// kernel. Each change is noted three times: for the kernel (operations), for 撤销 (past), and for what the file
// held before (before).

import { nextNumber } from "../text.js";

/**
 * @typedef {object} Column
 * @property {number} position of the column in the sheet, from nought
 * @property {string} label
 * @property {string} type
 * @property {boolean} required
 * @property {string[]} values that may be chosen
 * @property {string} note
 */

/**
 * @typedef {object} Row
 * @property {string} id
 * @property {Map<number, string>} texts by the position of the column
 * @property {Set<number>} covered positions whose text is not shown
 * @property {boolean} sum a row of totals
 */

/** @typedef {Record<number, string>} Texts The cells of a row that are not empty, by position. */

/** @typedef {["set", string, number, string] | ["add", string, string | null, Texts] | ["remove", string]} Operation */

/**
 * What undoes a change.
 * @typedef {{ kind: "set", row: Row, position: number, old: string, visit: number }
 *   | { kind: "insert", row: Row } | { kind: "remove", row: Row, index: number }} Undo
 */

/**
 * What Python sends of a register.
 * @typedef {object} RowsMessage
 * @property {"rows"} kind
 * @property {string} view whose question it answers; empty for all
 * @property {number} edition
 * @property {number} first
 * @property {Column[]} columns
 * @property {[id: string, texts: Record<string, string>, covered: number[], sum: boolean][]} rows
 */

export class Rows {
  /**
   * @param {string} view names the rows made here
   * @param {{ changed(): void, removed(row: Row, index: number): void }} listener
   */
  constructor(view, listener) {
    this.view = view;
    this.listener = listener;
    /** @type {Column[]} */
    this.columns = [];
    /** @type {Row[]} */
    this.all = [];
    this.first = 2; // the number of the first row in the sheet
    this.edition = -1; // of what Python sent; nothing came yet
    /** @type {Operation[]} not sent yet */
    this.operations = [];
    /** @type {Undo[]} */
    this.past = [];
    /** @type {Map<string, Texts | null>} rows changed since the last save: what the file holds; null for a new row */
    this.before = new Map();
    this.visit = 0; // counts the cells one has entered
    this.newest = 0; // counts the rows made here
    this.together = false; // in a batch
    this.held = false; // with changes the listener was not told of
  }

  /**
   * Hold what Python sends.
   * @param {Omit<RowsMessage, "kind" | "view">} message
   */
  take({ columns, first, rows, edition }) {
    this.columns = columns;
    this.first = first;
    this.all = rows.map(([id, texts, covered, sum]) => ({ id, sum, covered: new Set(covered), texts: mapped(texts) }));
    this.edition = edition;
    this.operations = [];
    this.past = [];
    this.before.clear();
  }

  /** @param {string | undefined} id */
  find(id) {
    return this.all.find((row) => row.id === id);
  }

  /**
   * The number of a row in the sheet.
   * @param {Row} row
   */
  number(row) {
    return this.first + this.all.indexOf(row);
  }

  /**
   * The rows that hold a text; all for an empty one.
   * @param {string} wanted
   */
  holding(wanted) {
    return wanted ? this.all.filter((row) => [...row.texts.values()].some((value) => value.includes(wanted))) : this.all;
  }

  /**
   * Whether the cells of a row are those of `texts`.
   * @param {Row} row
   * @param {Texts} texts
   */
  equal(row, texts) {
    return this.columns.every(({ position }) => text(row, position) === (texts[position] ?? ""));
  }

  /** Where the next row goes: behind the last one that is no total. */
  get end() {
    let place = this.all.length;
    while (place && this.all[place - 1].sum) place -= 1;
    return place;
  }

  /**
   * @param {Row} row
   * @param {number} position
   * @param {string} value
   */
  set(row, position, value) {
    const old = text(row, position);
    if (old === value) return;
    // What is typed in one visit of a cell is undone at once.
    const last = this.past.at(-1);
    const same = last?.kind === "set" && last.visit === this.visit && last.row === row && last.position === position;
    if (!same) this.past.push({ kind: "set", visit: this.visit, row, position, old });
    this.write(row, position, value);
  }

  /**
   * @param {Texts} texts
   * @param {number} [index] where it goes
   */
  insert(texts, index = this.end) {
    const row = { id: "", texts: new Map(), covered: new Set(), sum: false };
    this.put(row, texts, index);
    this.past.push({ kind: "insert", row });
    return row;
  }

  /** Add a row with the next number in its first column. */
  add() {
    const [key] = this.columns;
    const last = this.all.filter((row) => !row.sum).at(-1);
    const next = last && key.label !== "月份" ? nextNumber(text(last, key.position)) : "";
    return { row: this.insert(next ? { [key.position]: next } : {}), numbered: Boolean(next) };
  }

  /**
   * @param {Row} row
   * @returns {boolean} whether it was there
   */
  remove(row) {
    const index = this.all.indexOf(row);
    if (index < 0) return false;
    this.past.push({ kind: "remove", row, index });
    this.cut(row, index);
    return true;
  }

  /**
   * Take back the last change.
   * @returns {Row | null} the row that is there again
   */
  undo() {
    const last = this.past.pop();
    const index = last ? this.all.indexOf(last.row) : -1;
    if (last?.kind === "remove") {
      this.put(last.row, filled(last.row), Math.min(last.index, this.all.length));
      return last.row;
    }
    if (last?.kind === "insert" && index >= 0) this.cut(last.row, index);
    if (last?.kind === "set" && index >= 0) this.write(last.row, last.position, last.old);
    return null;
  }

  /**
   * Do several changes and tell of them once: each telling keeps all that is not saved.
   * @param {() => void} action
   */
  batch(action) {
    this.together = true;
    try {
      action();
    } finally {
      this.together = false;
      if (this.held) this.changed();
    }
  }

  changed() {
    this.held = this.together;
    if (!this.together) this.listener.changed();
  }

  /** The operations the kernel does not know, which it is now sent. */
  sent() {
    const operations = this.operations;
    this.operations = [];
    return operations;
  }

  /**
   * Change a cell, without the way back.
   * @param {Row} row
   * @param {number} position
   * @param {string} value
   */
  write(row, position, value) {
    this.note(row);
    row.texts.set(position, value);
    row.covered.delete(position);
    // What is typed in one cell is sent as one change.
    const last = this.operations.at(-1);
    if (last?.[0] === "set" && last[1] === row.id && last[2] === position) this.operations.pop();
    this.operations.push(["set", row.id, position, value]);
    this.changed();
  }

  /**
   * Put in a row, a new one or one that was removed. That is another one for Python, with a new id: what it held
   * that is not shown stays in the file's earlier versions. Here it is the same, so that what was done to it before
   * can be taken back too.
   * @param {Row} row
   * @param {Texts} texts
   * @param {number} index
   */
  put(row, texts, index) {
    row.id = `${this.view}-${(this.newest += 1)}`;
    row.texts = mapped(texts);
    row.covered = new Set();
    this.before.set(row.id, null);
    this.operations.push(["add", row.id, this.all[index]?.id ?? null, filled(row)]);
    this.all.splice(index, 0, row);
    this.changed();
  }

  /**
   * Take a row out, without the way back.
   * @param {Row} row
   * @param {number} index where it stands
   */
  cut(row, index) {
    this.note(row);
    this.all.splice(index, 1);
    this.operations.push(["remove", row.id]);
    if (this.before.get(row.id) === null) this.before.delete(row.id);
    this.changed();
    this.listener.removed(row, index);
  }

  /**
   * Remember what the file holds of a row.
   * @param {Row} row
   */
  note(row) {
    if (!this.before.has(row.id)) this.before.set(row.id, filled(row));
  }
}

/**
 * @param {Row} row
 * @param {number} position
 */
export const text = (row, position) => row.texts.get(position) ?? "";

/**
 * The cells that are not empty.
 * @param {Row} row
 * @returns {Texts}
 */
export const filled = (row) => Object.fromEntries([...row.texts].filter(([, value]) => value));

/** @param {Record<string, string>} texts */
const mapped = (texts) => new Map(Object.entries(texts).map(([position, value]) => [Number(position), value]));
