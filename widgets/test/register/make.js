// Small registers for the tests.

import { Rows } from "../../src/register/rows.js";

/** @import { Column } from "../../src/register/rows.js" */

/**
 * @param {string} label
 * @param {number} position
 * @returns {Column}
 */
export const column = (label, position) => ({ label, position, type: "", required: false, values: [], note: "" });

export const COLUMNS = [column("登记编号", 0), column("申请人", 2), column("件数", 3)]; // what stands in 1 is not shown

/**
 * Rows of three cells each; one that begins with 合计 is a total.
 * @param {string[][]} cells
 */
export function register(cells, columns = COLUMNS) {
  const log = { changed: 0, removed: /** @type {[string, number][]} */ ([]) };
  const rows = new Rows("v", {
    changed: () => {
      log.changed += 1;
    },
    removed: (row, index) => {
      log.removed.push([row.id, index]);
    },
  });
  rows.take({
    edition: 1,
    first: 2,
    columns,
    rows: cells.map((line, number) => {
      const texts = line.map((text, index) => /** @type {[number, string]} */ ([columns[index].position, text]));
      return [`r${number}`, Object.fromEntries(texts.filter(([, text]) => text)), [], line[0] === "合计"];
    }),
  });
  return { rows, log };
}

/** @param {Rows} rows */
export const shown = (rows) => rows.all.map((row) => rows.columns.map(({ position }) => row.texts.get(position) ?? ""));
