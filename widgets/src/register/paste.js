// A block copied in a spreadsheet, as the rows of a register.

import { block } from "../sheet.js";

/** @import { Column, Rows, Texts } from "./rows.js" */

/**
 * With the headings on top the columns are found by name, and the rows are new ones.
 * @param {string} data what is on the clipboard
 * @param {Column[]} columns
 * @param {number} from the index of the column one is in
 * @returns {{ headed: boolean, lines: Texts[], lost: number }} `lost` cells had no column to go to
 */
export function pasted(data, columns, from) {
  const [top, ...rest] = block(data);
  const named = top.map((cell) => columns.findIndex(({ label }) => label === cell.trim().replace(/[*＊]$/, "")));
  const headed = named.filter((index) => index >= 0).length >= Math.min(3, columns.length);
  let lost = 0;
  const lines = (headed ? rest : [top, ...rest]).map((line) => {
    /** @type {Texts} */
    const texts = {};
    line.forEach((value, right) => {
      const column = columns[headed ? named[right] : from + right];
      if (column) texts[column.position] = value.trim().replace(/\s*\n\s*/g, " ");
      else lost += value.trim() ? 1 : 0;
    });
    return texts;
  });
  return { headed, lines, lost };
}

/**
 * Write a block over the rows from `index` on; what goes past the last of them, or onto a total, is a new row.
 * @param {Rows} rows
 * @param {{ headed: boolean, lines: Texts[] }} block
 * @param {number} index
 */
export function write(rows, { headed, lines }, index) {
  const top = headed ? rows.end : index;
  rows.batch(() => lines.forEach((texts, down) => {
    const row = headed ? undefined : rows.all[top + down];
    if (row && !row.sum) for (const [position, value] of Object.entries(texts)) rows.set(row, Number(position), value);
    else rows.insert(texts, top + down);
  }));
}
