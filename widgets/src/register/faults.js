// What Python found wrong in a register, and the way from one fault to the next.

import { tally } from "../levels.js";

/**
 * @import { Level } from "../levels.js"
 * @import { Row, Rows } from "./rows.js"
 */

/** @typedef {{ rule: string, level: Level, text: string, private?: boolean }} Problem */

/** @typedef {Record<string, Record<string, Problem>>} Problems By row, then by position; "row" for the whole row. */

/** @typedef {{ row: Row, index: number, problem: Problem, place: number }} Fault Where: the column's index and, to compare, the place. */

/**
 * @param {Problems} problems
 * @param {Row} row
 * @returns {Record<string, Problem>}
 */
export const own = (problems, row) => problems[row.id] ?? {};

const place = (/** @type {number} */ line, /** @type {number} */ index) => line * 1000 + index;

/**
 * All faults of the rows, in their order; one of a whole row stands at its first cell.
 * @param {Rows} rows
 * @param {Problems} problems
 * @returns {Fault[]}
 */
export const faults = (rows, problems) => rows.all.flatMap((row, line) => {
  const told = own(problems, row);
  const cells = rows.columns.map(({ position }, index) => ({ row, index, problem: told[position], place: place(line, index) }));
  return [...cells, { row, index: 0, problem: told.row, place: place(line, 0) }].filter(({ problem }) => problem);
});

/**
 * How many there are of each level, with those of the register as a whole.
 * @param {Fault[]} found
 * @param {{ level: Level }[]} general
 */
export const count = (found, general) => tally([...found.map(({ problem }) => problem), ...general].map(({ level }) => level));

/**
 * The fault after a cell (before it, for way -1), round to the first.
 * @param {Rows} rows
 * @param {Fault[]} found
 * @param {{ row: Row | null, column: number }} at
 * @param {number} way
 * @returns {Fault | undefined}
 */
export function next(rows, found, at, way) {
  const here = at.row ? place(rows.all.indexOf(at.row), at.column) : -1;
  const order = way > 0 ? found : [...found].reverse();
  return order.find((fault) => (way > 0 ? fault.place > here : fault.place < here)) ?? order[0];
}
