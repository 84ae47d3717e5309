// What was changed in a register since its last save, to be kept in the browser and offered later.

import { own } from "./faults.js";
import { filled } from "./rows.js";

/**
 * @import { Problems } from "./faults.js"
 * @import { Rows, Texts } from "./rows.js"
 */

/** @typedef {[old: Texts | null, now: Texts | null]} Change A row before and after; null where there is none. */

/**
 * Without what a register must not hold.
 * @param {Rows} rows
 * @param {Problems} problems
 * @returns {Change[]}
 */
export function changes(rows, problems) {
  const standing = new Map(rows.all.map((row) => [row.id, row]));
  return [...rows.before].map(([id, old]) => {
    const row = standing.get(id);
    if (!row) return [old, null];
    const now = filled(row);
    for (const [key, problem] of Object.entries(own(problems, row))) {
      const position = Number(key); // NaN for what is wrong with the whole row
      if (problem.private && now[position] !== undefined) now[position] = old?.[position] ?? "";
    }
    return [old, now];
  });
}

/**
 * Whether the rows are already as the changes would make them.
 * @param {Rows} rows
 * @param {Change[]} wanted
 */
export const holds = (rows, wanted) => wanted.every(([old, now]) =>
  now ? rows.all.some((row) => rows.equal(row, now)) : !old || !rows.all.some((row) => rows.equal(row, old)));

/**
 * Make the changes, where the rows they were made to still stand as they were.
 * @param {Rows} rows
 * @param {Change[]} wanted
 * @returns {boolean} whether a row was taken away
 */
export function restore(rows, wanted) {
  let removed = false;
  for (const [old, now] of wanted) {
    const row = old && rows.all.find((one) => rows.equal(one, old));
    if (!now) removed = Boolean(row && rows.remove(row)) || removed;
    else if (row) for (const { position } of rows.columns) rows.set(row, position, now[position] ?? "");
    else if (!rows.all.some((one) => rows.equal(one, now))) rows.insert(now);
  }
  return removed;
}
