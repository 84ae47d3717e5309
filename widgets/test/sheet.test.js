import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { block, step } from "../src/sheet.js";

describe("a block from a spreadsheet", () => {
  it.each([
    ["one cell", "12", [["12"]]],
    ["nothing", "", [[""]]],
    ["cells and rows", "a\tb\nc\td", [["a", "b"], ["c", "d"]]],
    ["the line end Excel puts last", "a\tb\r\n", [["a", "b"]]],
    ["line ends of an old Mac", "a\rb", [["a"], ["b"]]],
    ["empty cells", "\ta\t\n\t\t", [["", "a", ""], ["", "", ""]]],
    ["an empty row inside", "a\n\nb", [["a"], [""], ["b"]]],
    ["a line end in a cell", '"甲\n乙"\tb', [["甲\n乙", "b"]]],
    ["a tab in a cell", '"甲\t乙"\tb', [["甲\t乙", "b"]]],
    ["quotes in a quoted cell", '"说""好"""\tb', [['说"好"', "b"]]],
    ["an empty cell in quotes", '""\tb', [["", "b"]]],
    ["quotes that quote no cell", 'a"b"\t"c" d', [['a"b"', '"c" d']]],
    ["a quote that is never closed", '"a\tb', [['"a', "b"]]],
  ])("%s", (_, text, rows) => expect(block(text)).toEqual(rows));

  it("gives back every table a spreadsheet copied", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "甲", '"', "\t", "\n", " ", "𠮷") });
    const table = fc.integer({ min: 1, max: 4 }).chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1 }));
    const quoted = (/** @type {string} */ text) => (/["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    fc.assert(fc.property(table, (rows) => {
      expect(block(`${rows.map((row) => row.map(quoted).join("\t")).join("\n")}\n`)).toEqual(rows);
    }));
  });
});

describe("where a key leads", () => {
  const field = (/** @type {string} */ value, /** @type {number} */ start, end = start) =>
    ({ value, selectionStart: start, selectionEnd: end });
  const press = (/** @type {string} */ key, /** @type {object} */ target, more = {}) =>
    step(/** @type {any} */ ({ key, target, ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, ...more }));

  it("goes down and up with enter and the arrows", () => {
    const inside = field("12", 1);
    expect(press("Enter", inside)).toEqual([1, 0]);
    expect(press("Enter", inside, { shiftKey: true })).toEqual([-1, 0]);
    expect(press("ArrowDown", inside)).toEqual([1, 0]);
    expect(press("ArrowUp", inside)).toEqual([-1, 0]);
  });

  it("goes sideways only from the end of what is written, or when all is selected", () => {
    expect(press("ArrowLeft", field("12", 1))).toBeNull();
    expect(press("ArrowRight", field("12", 1))).toBeNull();
    expect(press("ArrowLeft", field("12", 0))).toEqual([0, -1]);
    expect(press("ArrowRight", field("12", 2))).toEqual([0, 1]);
    expect(press("ArrowLeft", field("12", 0, 2))).toEqual([0, -1]);
    expect(press("ArrowRight", field("12", 0, 2))).toEqual([0, 1]);
    expect(press("ArrowLeft", field("12", 0, 1))).toBeNull();
    expect(press("ArrowLeft", field("", 0))).toEqual([0, -1]);
  });

  it("goes sideways from a list to choose from", () => {
    expect(press("ArrowLeft", { value: "邮寄" })).toEqual([0, -1]);
    expect(press("ArrowRight", { value: "邮寄" })).toEqual([0, 1]);
  });

  it("leaves all else to the field", () => {
    for (const held of ["ctrlKey", "altKey", "metaKey"]) expect(press("ArrowDown", field("", 0), { [held]: true })).toBeNull();
    expect(press("ArrowDown", field("", 0), { shiftKey: true })).toBeNull();
    expect(press("a", field("", 0))).toBeNull();
  });
});
