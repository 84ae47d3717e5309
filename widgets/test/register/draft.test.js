import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { changes, holds, restore } from "../../src/register/draft.js";
import { register, shown } from "./make.js";

/** @import { Problems } from "../../src/register/faults.js" */

const SAMPLE = [["Y-1", "李某", "1"], ["Y-2", "", "2"]];

/** A problem as Python tells it. */
const problem = (secret = true) => ({ rule: "P01", level: /** @type {const} */ ("error"), text: "", private: secret });

describe("what is kept of a register", () => {
  it("is each row that was changed, as it was and as it is", () => {
    const { rows } = register(SAMPLE);
    const [first, second] = rows.all;
    rows.set(first, 2, "王某");
    rows.remove(second);
    rows.insert({ 0: "Y-3" });
    expect(changes(rows, {})).toEqual([
      [{ 0: "Y-1", 2: "李某", 3: "1" }, { 0: "Y-1", 2: "王某", 3: "1" }],
      [{ 0: "Y-2", 3: "2" }, null],
      [null, { 0: "Y-3" }],
    ]);
  });

  it("is never what a register must not hold", () => {
    const { rows } = register(SAMPLE);
    const [first] = rows.all;
    rows.set(first, 2, "李某13812345678");
    const added = rows.insert({ 0: "Y-3", 2: "110101199003070000" });
    /** @type {Problems} */
    const told = { r0: { 2: problem(), row: problem() }, [added.id]: { 2: problem() } };
    expect(changes(rows, told)).toEqual([
      [{ 0: "Y-1", 2: "李某", 3: "1" }, { 0: "Y-1", 2: "李某", 3: "1" }],
      [null, { 0: "Y-3", 2: "" }],
    ]);
  });

  it("is what else is wrong, too", () => {
    const { rows } = register(SAMPLE);
    rows.set(rows.all[0], 3, "一");
    expect(changes(rows, { r0: { 3: problem(false) } })[0][1]).toEqual({ 0: "Y-1", 2: "李某", 3: "一" });
  });
});

describe("what was kept", () => {
  it("is put back into the register as it was saved last", () => {
    const before = register(SAMPLE).rows;
    before.set(before.all[0], 2, "王某");
    before.set(before.all[0], 3, "");
    before.remove(before.all[1]);
    before.insert({ 0: "Y-3" });
    const kept = changes(before, {});
    const { rows } = register(SAMPLE);
    expect(holds(rows, kept)).toBe(false);
    expect(restore(rows, kept)).toBe(true);
    expect(shown(rows)).toEqual([["Y-1", "王某", ""], ["Y-3", "", ""]]);
    expect(holds(rows, kept)).toBe(true);
  });

  it("is added where somebody changed the row in the meantime: nobody's work is written over", () => {
    const { rows } = register([["Y-1", "赵某", "1"]]);
    expect(restore(rows, [[{ 0: "Y-1", 2: "李某", 3: "1" }, { 0: "Y-1", 2: "王某", 3: "1" }]])).toBe(false);
    expect(shown(rows)).toEqual([["Y-1", "赵某", "1"], ["Y-1", "王某", "1"]]);
  });

  it("takes no row away that somebody changed in the meantime", () => {
    const { rows } = register([["Y-1", "赵某", "1"]]);
    expect(restore(rows, [[{ 0: "Y-1", 2: "李某", 3: "1" }, null]])).toBe(false);
    expect(shown(rows)).toEqual([["Y-1", "赵某", "1"]]);
  });

  it("is not added twice", () => {
    const { rows } = register(SAMPLE);
    restore(rows, [[null, { 0: "Y-3" }]]);
    restore(rows, [[null, { 0: "Y-3" }]]);
    expect(shown(rows)).toHaveLength(3);
  });

  it("can be taken back like all else", () => {
    const { rows } = register(SAMPLE);
    restore(rows, [[{ 0: "Y-2", 3: "2" }, null], [null, { 0: "Y-3" }]]);
    while (rows.past.length) rows.undo();
    expect(shown(rows)).toEqual(SAMPLE);
  });

  it("makes of the saved register what the page showed, where no two rows are alike", () => {
    const cells = fc.tuple(fc.constantFrom("甲", "乙", "丙"), fc.constantFrom("1", "2", ""));
    fc.assert(fc.property(fc.array(cells, { minLength: 4, maxLength: 4 }), fc.subarray([0, 1, 2, 3]), (texts, removed) => {
      const saved = texts.map((_, number) => [`Y-${number}`, "李某", ""]);
      const page = register(saved).rows;
      const standing = [...page.all];
      standing.forEach((row, number) => {
        page.set(row, 2, texts[number][0]);
        page.set(row, 3, texts[number][1]);
        if (removed.includes(number)) page.remove(row);
      });
      const { rows } = register(saved);
      restore(rows, JSON.parse(JSON.stringify(changes(page, {}))));
      expect(shown(rows)).toEqual(shown(page));
    }));
  });
});
