import { describe, expect, it } from "vitest";
import { PAGE, target } from "../../src/register/keys.js";

const SIZE = { lines: 120, columns: 3 };
const field = { value: "12", selectionStart: 1, selectionEnd: 1 };
const FREE = { ctrlKey: false, altKey: false, metaKey: false, shiftKey: false };
const press = (/** @type {string} */ key, /** @type {number} */ line, /** @type {number} */ column, held = {}) =>
  target(/** @type {any} */ ({ key, target: field, ...FREE, ...held }), { line, column }, SIZE);

describe("tab", () => {
  it("leads through a row and on to the next", () => {
    expect(press("Tab", 4, 0)).toEqual({ line: 4, column: 1 });
    expect(press("Tab", 4, 2)).toEqual({ line: 5, column: 0 });
    expect(press("Tab", 4, 1, { shiftKey: true })).toEqual({ line: 4, column: 0 });
    expect(press("Tab", 4, 0, { shiftKey: true })).toEqual({ line: 3, column: 2 });
  });

  it("leads out of the table from its last cell, and back out of its first", () => {
    expect(press("Tab", 119, 2)).toBeNull();
    expect(press("Tab", 119, 1)).toEqual({ line: 119, column: 2 });
    expect(press("Tab", 0, 0, { shiftKey: true })).toBeNull();
  });

  it("with control or alt is the browser's", () => {
    expect(press("Tab", 4, 0, { ctrlKey: true })).toBeNull();
    expect(press("Tab", 4, 0, { altKey: true })).toBeNull();
  });
});

describe("a page", () => {
  it("is fifty rows, to the first and the last at most", () => {
    expect(press("PageDown", 10, 1)).toEqual({ line: 10 + PAGE, column: 1 });
    expect(press("PageDown", 100, 1)).toEqual({ line: 119, column: 1 });
    expect(press("PageUp", 100, 1)).toEqual({ line: 100 - PAGE, column: 1 });
    expect(press("PageUp", 10, 1)).toEqual({ line: 0, column: 1 });
  });
});

describe("other keys", () => {
  it("lead as in every table", () => {
    expect(press("Enter", 4, 1)).toEqual({ line: 5, column: 1 });
    expect(press("ArrowUp", 4, 1)).toEqual({ line: 3, column: 1 });
    expect(press("ArrowLeft", 4, 1)).toBeNull(); // the caret is inside the text
  });
});
