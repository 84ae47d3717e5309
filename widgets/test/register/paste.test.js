import { describe, expect, it } from "vitest";
import { pasted, write } from "../../src/register/paste.js";
import { COLUMNS, register, shown } from "./make.js";

const SAMPLE = [["Y-1", "李某", "1"], ["Y-2", "", "2"], ["合计", "", "3"]];

describe("a block", () => {
  it("begins in the column one is in; what goes past the last is told", () => {
    expect(pasted("甲\t1\t多\t\n乙\t2", COLUMNS, 1)).toEqual({ headed: false, lines: [{ 2: "甲", 3: "1" }, { 2: "乙", 3: "2" }], lost: 1 });
  });

  it("with headings on top is read by them, in any order", () => {
    expect(pasted("件数\t备注\t登记编号*\t申请人\n5\t急\tY-9\t王某", COLUMNS, 2)).toEqual({
      headed: true, lines: [{ 0: "Y-9", 2: "王某", 3: "5" }], lost: 1,
    });
  });

  it("with two words of three headings is none with headings", () => {
    expect(pasted("件数\t申请人\n5\t王某", COLUMNS, 1)).toMatchObject({ headed: false, lines: [{ 2: "件数", 3: "申请人" }, { 2: "5", 3: "王某" }] });
  });

  it("is headed by all headings where there are fewer than three", () => {
    expect(pasted("申请人\t登记编号\n王某\tY-9", COLUMNS.slice(0, 2), 0)).toMatchObject({ headed: true, lines: [{ 0: "Y-9", 2: "王某" }] });
  });

  it("has one line in each cell", () => {
    expect(pasted('" 甲 \n  乙 "\t 1 ', COLUMNS, 1).lines).toEqual([{ 2: "甲 乙", 3: "1" }]);
  });

  it("empties cells where it is empty", () => {
    expect(pasted("\t", COLUMNS, 1)).toEqual({ headed: false, lines: [{ 2: "", 3: "" }], lost: 0 });
  });
});

describe("a block written over rows", () => {
  it("overwrites them, and goes on with new ones instead of over a total", () => {
    const { rows, log } = register(SAMPLE);
    write(rows, pasted("甲\t7\n乙\t8", COLUMNS, 1), 1);
    expect(shown(rows)).toEqual([["Y-1", "李某", "1"], ["Y-2", "甲", "7"], ["", "乙", "8"], ["合计", "", "3"]]);
    expect(log.changed).toBe(1);
  });

  it("leaves the cells beside it", () => {
    const { rows } = register(SAMPLE);
    write(rows, pasted("Y-7", COLUMNS, 0), 0);
    expect(shown(rows)[0]).toEqual(["Y-7", "李某", "1"]);
  });

  it("with headings is added above the totals, wherever one is", () => {
    const { rows } = register(SAMPLE);
    write(rows, pasted("登记编号\t申请人\t件数\nY-3\t王某\t1\nY-4\t赵某\t1", COLUMNS, 0), 0);
    expect(shown(rows).map(([key]) => key)).toEqual(["Y-1", "Y-2", "Y-3", "Y-4", "合计"]);
  });

  it("is taken back cell by cell, to what stood there", () => {
    const { rows } = register(SAMPLE);
    write(rows, pasted("Y-7\t甲\t7\nY-8\t乙\t8\nY-9\t丙\t9", COLUMNS, 0), 0);
    while (rows.past.length) rows.undo();
    expect(shown(rows)).toEqual(SAMPLE);
  });
});
