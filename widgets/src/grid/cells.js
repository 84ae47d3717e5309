// The cells of a statutory table: built once, as the form prints them; those to fill in are fields.

import { make } from "../dom.js";

/**
 * A cell as Python describes it; one to fill in has a key.
 * @typedef {object} Cell
 * @property {string} key
 * @property {string} text
 * @property {string} label
 * @property {string} help
 * @property {"" | "col" | "row" | "colgroup" | "rowgroup"} scope
 * @property {number} rowspan
 * @property {number} colspan
 */

export class Cells {
  /**
   * @param {string} caption
   * @param {Cell[][]} lines
   */
  constructor(caption, lines) {
    /** @type {Map<string, HTMLInputElement>} */
    this.inputs = new Map();
    /** @type {HTMLInputElement[][]} The cells of each row, left to right: for the arrow keys and for pasting. */
    this.rows = [];
    const body = lines.map((line) => make("tr", "", ...this.line(line)));
    this.table = make("table", "", make("caption", "", caption), ...body);
  }

  /** @param {Cell[]} line */
  line(line) {
    /** @type {HTMLInputElement[]} */
    const row = [];
    const nodes = line.map((cell) => {
      const input = cell.key ? field(cell) : null;
      if (!input) return heading(cell);
      this.inputs.set(cell.key, input);
      row.push(input);
      return spanned(make("td", "", input), cell);
    });
    if (row.length) this.rows.push(row);
    return nodes;
  }

  /**
   * The field an event comes from.
   * @param {EventTarget | null} target
   */
  field(target) {
    return target instanceof HTMLInputElement && this.inputs.get(target.dataset.key ?? "") === target ? target : null;
  }

  /**
   * @param {HTMLInputElement} input
   * @returns {[row: number, column: number]}
   */
  locate(input) {
    const row = this.rows.findIndex((cells) => cells.includes(input));
    return [row, this.rows[row].indexOf(input)];
  }

  /** @param {string} key */
  value(key) {
    return this.inputs.get(key)?.value;
  }

  /**
   * Totals are not typed, and the way from field to field does not stop at them.
   * @param {string[]} keys
   */
  lock(keys) {
    const locked = new Set(keys);
    for (const [key, input] of this.inputs) {
      input.readOnly = locked.has(key);
      input.tabIndex = locked.has(key) ? -1 : 0;
      input.parentElement?.classList.toggle("total", locked.has(key));
    }
  }
}

/** @param {HTMLInputElement} input */
export const name = (input) => input.getAttribute("aria-label") ?? "";

/**
 * @param {HTMLTableCellElement} node
 * @param {Cell} cell
 */
function spanned(node, { rowspan, colspan }) {
  node.rowSpan = rowspan;
  node.colSpan = colspan;
  return node;
}

/** @param {Cell} cell */
function field({ key, label, help }) {
  const input = make("input");
  input.inputMode = "decimal";
  input.autocomplete = "off";
  input.dataset.key = key;
  input.dataset.help = help;
  input.setAttribute("aria-label", label);
  return input;
}

/** @param {Cell} cell */
function heading(cell) {
  const node = spanned(make("th", "", cell.text), cell);
  if (cell.scope) node.scope = cell.scope;
  if (cell.scope.startsWith("col")) node.classList.add("head");
  if (cell.help) {
    node.title = cell.help;
    node.classList.add("help");
  }
  return node;
}
