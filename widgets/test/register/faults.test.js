import { describe, expect, it } from "vitest";
import { count, faults, next } from "../../src/register/faults.js";
import { register } from "./make.js";

/** @import { Level } from "../../src/levels.js" */

const problem = (/** @type {Level} */ level, rule = "Y01") => ({ rule, level, text: "" });

const { rows } = register([["a", "", ""], ["b", "", ""], ["c", "", ""]]);
const PROBLEMS = {
  r2: { 0: problem("hint") },
  r0: { 3: problem("error"), row: problem("warning") },
  gone: { 0: problem("error") },
};
const found = faults(rows, PROBLEMS);
const where = (/** @type {ReturnType<typeof next>} */ fault) => fault && [fault.row.id, fault.index];
const at = (/** @type {number} */ row, /** @type {number} */ column) => ({ row: rows.all[row], column });

describe("faults", () => {
  it("are those of the rows there are; one of a whole row stands at its first cell", () => {
    expect(found.map(where)).toEqual([["r0", 2], ["r0", 0], ["r2", 0]]);
  });

  it("are counted by level, with those of the register", () => {
    expect(count(found, [problem("error"), problem("error")])).toEqual({ error: 3, warning: 1, hint: 1 });
    expect(count([], [])).toEqual({ error: 0, warning: 0, hint: 0 });
  });
});

describe("the way from fault to fault", () => {
  it("leads on from the cell one is in, and round to the first", () => {
    expect(where(next(rows, found, at(0, 0), 1))).toEqual(["r0", 2]);
    expect(where(next(rows, found, at(0, 2), 1))).toEqual(["r2", 0]);
    expect(where(next(rows, found, at(1, 1), 1))).toEqual(["r2", 0]);
    expect(where(next(rows, found, at(2, 0), 1))).toEqual(["r0", 2]);
  });

  it("leads back, and round to the last", () => {
    expect(where(next(rows, found, at(2, 0), -1))).toEqual(["r0", 0]);
    expect(where(next(rows, found, at(0, 0), -1))).toEqual(["r2", 0]);
  });

  it("begins outside of all cells at the first", () => {
    expect(where(next(rows, found, { row: null, column: 0 }, 1))).toEqual(["r0", 2]);
  });

  it("leads nowhere when nothing is wrong", () => {
    expect(next(rows, [], at(0, 0), 1)).toBeUndefined();
  });
});
