// How the cells of a register look, and the field in the one a person is in.

import { make } from "../dom.js";
import { text } from "./rows.js";

/**
 * @import { Problem } from "./faults.js"
 * @import { Column, Row } from "./rows.js"
 */

/**
 * @param {Column[]} columns
 */
export function headings(columns) {
  const corner = make("th", "head rk-number", "行");
  const cells = columns.map((column, index) => {
    const node = make("th", `head${index ? "" : " rk-first"}`, column.label, column.required ? make("span", "rk-required", "*") : "");
    node.title = column.note;
    return node;
  });
  for (const node of [corner, ...cells]) node.scope = "col";
  return make("thead", "", make("tr", "", corner, ...cells));
}

/**
 * @param {HTMLTableCellElement} cell
 * @param {Row} row
 * @param {Column} column
 */
export function write(cell, row, { position }) {
  cell.replaceChildren(text(row, position) || (row.covered.has(position) ? "（没有读入）" : ""));
}

/**
 * Colour a cell, and say in its title what is wrong with it.
 * @param {HTMLTableCellElement} cell
 * @param {Row} row
 * @param {Column} column
 * @param {Problem | undefined} problem
 */
export function paint(cell, row, { position }, problem) {
  const first = cell.cellIndex === 1;
  const classes = [first ? "rk-first" : "", problem ? `rk-${problem.level}` : "", problem?.rule === "B01" ? "rk-missing" : ""];
  cell.className = classes.filter(Boolean).join(" ");
  const value = text(row, position);
  cell.title = [value.length > 14 ? value : "", problem?.text ?? ""].filter(Boolean).join("\n");
}

/**
 * @param {Column} column
 * @param {string} value
 * @param {string} label
 */
export function field(column, value, label) {
  const node = column.type === "enum" ? choice(column, value) : make("input");
  if (node instanceof HTMLInputElement) node.autocomplete = "off";
  node.value = value;
  node.setAttribute("aria-label", label);
  return node;
}

/**
 * A list to choose from; what the cell holds stays there to be chosen, though it be none of the values.
 * @param {Column} column
 * @param {string} value
 */
function choice({ values }, value) {
  const choices = ["", ...values, ...(value && !values.includes(value) ? [value] : [])];
  return make("select", "", ...choices.map((one) => Object.assign(make("option", "", one), { value: one })));
}
