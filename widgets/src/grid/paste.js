// A block copied in a spreadsheet, laid over a statutory table.

import { block } from "../sheet.js";
import { plain } from "../text.js";

/**
 * @param {string} data what is on the clipboard
 * @param {number[]} widths how many fields each row has
 * @param {[row: number, column: number]} corner where the block begins
 * @returns {{ cells: { row: number, column: number, value: string }[], outside: number }} `outside` filled cells had no field
 */
export function laid(data, widths, [top, left]) {
  const cells = block(data).flatMap((line, down) =>
    line.map((value, right) => ({ row: top + down, column: left + right, value: plain(value) })));
  const within = (/** @type {{ row: number, column: number }} */ { row, column }) => column < (widths[row] ?? 0);
  return { cells: cells.filter(within), outside: cells.filter((cell) => cell.value && !within(cell)).length };
}
