import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { filled } from "../../src/register/rows.js";
import { COLUMNS, column, register, shown } from "./make.js";

/** @import { Operation, Rows, Texts } from "../../src/register/rows.js" */

const SAMPLE = [["Y-008", "李某", "1"], ["Y-009", "", "2"], ["合计", "", "3"]];

describe("a cell", () => {
  it("is sent as one change, however many keys it took", () => {
    const { rows } = register(SAMPLE);
    const [row] = rows.all;
    for (const value of ["王", "王某", "王某某"]) rows.set(row, 2, value);
    rows.set(row, 3, "5");
    expect(rows.sent()).toEqual([["set", "r0", 2, "王某某"], ["set", "r0", 3, "5"]]);
    expect(rows.sent()).toEqual([]);
  });

  it("that holds the same is no change", () => {
    const { rows, log } = register(SAMPLE);
    rows.set(rows.all[0], 2, "李某");
    rows.set(rows.all[1], 2, "");
    expect(rows.sent()).toEqual([]);
    expect(log.changed).toBe(0);
    expect(rows.before.size).toBe(0);
  });

  it("that was not shown is shown once it is written", () => {
    const { rows } = register(SAMPLE);
    const [row] = rows.all;
    row.covered.add(2);
    row.texts.delete(2);
    rows.set(row, 2, "王某");
    expect(row.covered.has(2)).toBe(false);
  });
});

describe("undo", () => {
  it("takes back what was typed in one visit of a cell at once, and each visit for itself", () => {
    const { rows } = register(SAMPLE);
    const [row] = rows.all;
    rows.visit = 1;
    for (const value of ["王", "王某"]) rows.set(row, 2, value);
    rows.visit = 2; // went away and came back
    for (const value of ["张", "张某"]) rows.set(row, 2, value);
    rows.undo();
    expect(shown(rows)[0]).toEqual(["Y-008", "王某", "1"]);
    rows.undo();
    expect(shown(rows)[0]).toEqual(["Y-008", "李某", "1"]);
    expect(rows.past).toEqual([]);
  });

  it("keeps apart what is written into two cells at once, as a pasted block is", () => {
    const { rows } = register(SAMPLE);
    const [row] = rows.all;
    rows.set(row, 2, "王某");
    rows.set(row, 3, "7");
    rows.undo();
    expect(shown(rows)[0]).toEqual(["Y-008", "王某", "1"]);
    rows.undo();
    expect(shown(rows)[0]).toEqual(["Y-008", "李某", "1"]);
  });

  it("puts a row back where it was, and says which", () => {
    const { rows } = register(SAMPLE);
    const [, second] = rows.all;
    rows.remove(second);
    expect(shown(rows).map(([key]) => key)).toEqual(["Y-008", "合计"]);
    expect(rows.undo()).toBe(second);
    expect(shown(rows)).toEqual(SAMPLE);
  });

  it("reaches behind a row that was removed and put back", () => {
    const { rows } = register(SAMPLE);
    const [, second] = rows.all;
    rows.set(second, 2, "赵某");
    rows.remove(second);
    rows.undo();
    expect(shown(rows)[1]).toEqual(["Y-009", "赵某", "2"]);
    rows.undo();
    expect(shown(rows)).toEqual(SAMPLE);
  });

  it("gives a row back under another id, as the old one is gone for Python", () => {
    const { rows } = register(SAMPLE);
    const [, second] = rows.all;
    rows.remove(second);
    rows.undo();
    expect(rows.sent()).toEqual([["remove", "r1"], ["add", "v-1", "r2", { 0: "Y-009", 3: "2" }]]);
  });

  it("of nothing does nothing", () => {
    const { rows, log } = register(SAMPLE);
    expect(rows.undo()).toBeNull();
    expect(log.changed).toBe(0);
  });
});

describe("a new row", () => {
  it("goes above the totals, with the next number", () => {
    const { rows } = register(SAMPLE);
    const { row, numbered } = rows.add();
    expect(numbered).toBe(true);
    expect(shown(rows).map(([key]) => key)).toEqual(["Y-008", "Y-009", "Y-010", "合计"]);
    expect(rows.number(row)).toBe(4);
    expect(rows.sent()).toEqual([["add", "v-1", "r2", { 0: "Y-010" }]]);
  });

  it("has no number where rows are not counted, nor in an empty register", () => {
    const months = register([["2024-03", "", ""]], [column("月份", 0), ...COLUMNS.slice(1)]).rows;
    expect(months.add().numbered).toBe(false);
    expect(shown(months)[1]).toEqual(["", "", ""]);
    expect(register([]).rows.add().numbered).toBe(false);
    expect(register([["合计", "", "0"]]).rows.add().numbered).toBe(false);
  });

  it("removed again leaves nothing to keep", () => {
    const { rows, log } = register(SAMPLE);
    const { row } = rows.add();
    rows.remove(row);
    expect(rows.before.size).toBe(0);
    expect(log.removed).toEqual([["v-1", 2]]);
  });
});

describe("changes made together", () => {
  it("are told of once", () => {
    const { rows, log } = register(SAMPLE);
    rows.batch(() => SAMPLE.forEach(() => rows.insert({ 0: "新" })));
    expect(log.changed).toBe(1);
    rows.batch(() => {});
    expect(log.changed).toBe(1);
    rows.set(rows.all[0], 2, "王某");
    expect(log.changed).toBe(2);
  });

  it("are told of when one of them fails, too", () => {
    const { rows, log } = register(SAMPLE);
    expect(() => rows.batch(() => {
      rows.insert({});
      throw new Error("on the way");
    })).toThrow("on the way");
    expect(log.changed).toBe(1);
  });
});

describe("what is looked for", () => {
  it("is found in every cell, also in one that is no column", () => {
    const { rows } = register(SAMPLE);
    rows.all[1].texts.set(1, "李村");
    expect(rows.holding("李").map(({ id }) => id)).toEqual(["r0", "r1"]);
    expect(rows.holding("没有")).toEqual([]);
    expect(rows.holding("")).toBe(rows.all);
  });
});

// ---- whatever a person does --------------------------------------------------------------------------------

const value = fc.constantFrom("", "甲", "乙", "12");
const act = fc.oneof(
  fc.record({ do: fc.constant("set"), row: fc.nat(9), column: fc.nat(2), value, visit: fc.boolean() }),
  fc.record({ do: fc.constant("insert"), row: fc.nat(9), value }),
  fc.record({ do: fc.constant("add") }),
  fc.record({ do: fc.constant("remove"), row: fc.nat(9) }),
);
const undo = fc.record({ do: fc.constant("undo") });
const acts = fc.array(fc.oneof({ weight: 4, arbitrary: act }, { weight: 1, arbitrary: undo }), { maxLength: 30 });

/**
 * @param {Rows} rows
 * @param {any} one
 */
function perform(rows, one) {
  const row = rows.all[one.row % Math.max(1, rows.all.length)];
  if (one.visit) rows.visit += 1;
  if (one.do === "set" && row) rows.set(row, COLUMNS[one.column].position, one.value);
  if (one.do === "insert") rows.insert(one.value ? { 0: one.value } : {}, one.row % (rows.all.length + 1));
  if (one.do === "add") rows.add();
  if (one.do === "remove" && row) rows.remove(row);
  if (one.do === "undo") rows.undo();
}

/**
 * The book of Python: what the operations make of it.
 * @param {Rows} rows
 * @returns {(operations: Operation[]) => [string, Texts][]}
 */
function book(rows) {
  /** @type {[string, Texts][]} */
  const lines = rows.all.map((row) => [row.id, filled(row)]);
  return (operations) => {
    for (const [what, id, ...rest] of operations) {
      const at = lines.findIndex(([known]) => known === id);
      if (what === "add") {
        const before = lines.findIndex(([known]) => known === rest[0]);
        lines.splice(before < 0 ? lines.length : before, 0, [id, { .../** @type {Texts} */ (rest[1]) }]);
      } else if (what === "remove") lines.splice(at, 1);
      else lines[at][1] = { ...lines[at][1], [Number(rest[0])]: String(rest[1]) };
    }
    return lines.map(([id, texts]) => [id, Object.fromEntries(Object.entries(texts).filter(([, text]) => text))]);
  };
}

describe("whatever a person does", () => {
  it("Python's book becomes what the page shows, in whatever portions it is sent", () => {
    fc.assert(fc.property(acts, fc.integer({ min: 1, max: 5 }), (done, portion) => {
      const { rows } = register(SAMPLE);
      const apply = book(rows);
      done.forEach((one, number) => {
        perform(rows, one);
        if (number % portion === 0) apply(rows.sent());
      });
      expect(apply(rows.sent())).toEqual(rows.all.map((row) => [row.id, filled(row)]));
    }));
  });

  it("can all be taken back", () => {
    fc.assert(fc.property(acts, (done) => {
      const { rows } = register(SAMPLE);
      for (const one of done) perform(rows, one);
      while (rows.past.length) rows.undo();
      expect(shown(rows)).toEqual(SAMPLE);
    }));
  });

  it("no two rows have one id", () => {
    fc.assert(fc.property(acts, (done) => {
      const { rows } = register(SAMPLE);
      for (const one of done) perform(rows, one);
      expect(new Set(rows.all.map(({ id }) => id)).size).toBe(rows.all.length);
    }));
  });
});
