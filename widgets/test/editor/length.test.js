import { describe, expect, it } from "vitest";
import { length, resolved } from "../../src/editor/chips.js";
import { lengths } from "../../src/editor/header.js";

const VALUES = { "表三.本年新收.总计": 129, "台账.规范性文件.现行有效": "", 零: 0 };

describe("a text with bound numbers", () => {
  it("reads as it will be printed", () => {
    expect(resolved("收到{{表三.本年新收.总计}}件，{{ 零 }}件", VALUES)).toBe("收到129件，0件");
  });

  it("knows braces of either width, and leaves other text in braces alone", () => {
    expect(resolved("收到｛｛表三.本年新收.总计｝｝件，{{name}}", { ...VALUES, name: 1 })).toBe("收到129件，{{name}}");
  });

  it("keeps what is not known, and prints what is known to be empty", () => {
    expect(resolved("{{没有}}{{台账.规范性文件.现行有效}}", VALUES)).toBe("{{没有}}");
  });

  it("is as long as what is printed, in characters and without blanks", () => {
    expect(length("　　收到{{表三.本年新收.总计}}件\n𠮷", VALUES)).toBe(7);
  });
});

describe("the length of a text", () => {
  it("is told alone where nothing limits it", () => {
    expect(lengths(12, { name: "", others: null, limit: null })).toEqual({ over: false, words: "12 字" });
  });

  it("is told with the other texts, and too long only past the limit", () => {
    expect(lengths(12, { name: "总体情况", others: 8, limit: 20 })).toEqual({ over: false, words: "本段 12 字，总体情况合计 20 / 20 字" });
    expect(lengths(13, { name: "总体情况", others: 8, limit: 20 })).toEqual({
      over: true, words: "本段 13 字，总体情况合计 21 / 20 字，超出 1 字",
    });
  });
});
