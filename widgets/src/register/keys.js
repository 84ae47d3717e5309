// Where a key leads in a register.

import { step } from "../sheet.js";

export const PAGE = 50; // rows on a page

/**
 * @typedef {object} Target
 * @property {number} line among the rows shown; there may be none
 * @property {number} column
 */

/**
 * @param {KeyboardEvent} event
 * @param {Target} at the cell one is in
 * @param {{ lines: number, columns: number }} size of what is shown
 * @returns {Target | null} null when the key is not the table's
 */
export function target(event, at, size) {
  if (event.key === "Tab" && !event.ctrlKey && !event.altKey) return tabbed(event.shiftKey ? -1 : 1, at, size);
  if (event.key === "PageDown" || event.key === "PageUp") {
    const line = at.line + (event.key === "PageDown" ? PAGE : -PAGE);
    return { line: Math.max(0, Math.min(line, size.lines - 1)), column: at.column };
  }
  const way = step(event);
  return way && { line: at.line + way[0], column: at.column + way[1] };
}

/**
 * From the last cell of a row to the first of the next; from the last of all out of the table.
 * @param {number} right
 * @param {Target} at
 * @param {{ lines: number, columns: number }} size
 * @returns {Target | null}
 */
function tabbed(right, at, size) {
  const column = at.column + right;
  if (column >= 0 && column < size.columns) return { line: at.line, column };
  const line = at.line + right;
  return line >= 0 && line < size.lines ? { line, column: right > 0 ? 0 : size.columns - 1 } : null;
}
