import { describe, expect, it } from "vitest";
import { laid } from "../../src/grid/paste.js";

describe("a block laid over a table", () => {
  it("begins at a corner, and reads its numbers as they are meant", () => {
    expect(laid("１２\t 3 \n4\t5", [3, 3], [0, 1])).toEqual({
      cells: [
        { row: 0, column: 1, value: "12" }, { row: 0, column: 2, value: "3" },
        { row: 1, column: 1, value: "4" }, { row: 1, column: 2, value: "5" },
      ],
      outside: 0,
    });
  });

  it("that is too big says how many figures had no field; empty ones are no loss", () => {
    const { cells, outside } = laid("1\t2\t \n3\t4\n5\t", [2, 1], [0, 0]);
    expect(cells.map(({ value }) => value)).toEqual(["1", "2", "3"]);
    expect(outside).toBe(2); // 4 and 5
  });

  it("keeps nought, which is a figure", () => {
    expect(laid("0\t0", [1], [0, 0])).toEqual({ cells: [{ row: 0, column: 0, value: "0" }], outside: 1 });
  });
});
