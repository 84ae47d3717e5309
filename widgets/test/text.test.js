import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { day, difference, nextNumber, plain, toggled } from "../src/text.js";

describe("a number as it is typed", () => {
  it.each([
    ["１２，３", "12,3"],
    [" 1 2　3 ", "123"],
    ["－５．０", "-5.0"],
    ["１００％", "100%"],
    ["无", "无"],
    ["", ""],
  ])("%s reads %s", (typed, meant) => expect(plain(typed)).toBe(meant));
});

describe("a day as it is typed", () => {
  it.each([
    ["2025-1-15", "2025年1月15日"],
    ["2025.01.05", "2025年1月5日"],
    ["2025/12/31", "2025年12月31日"],
    ["２０２５年　１月 ５日", "2025年1月5日"],
    ["2025年1月15", "2025年1月15日"],
  ])("%s reads %s", (typed, printed) => expect(day(typed)).toBe(printed));

  it.each(["2025年1月", "25-1-15", "一月五日", "2025-1-15起", ""])("%s is none", (typed) => expect(day(typed)).toBeNull());
});

describe("a list of choices", () => {
  it("takes a choice in, and out again", () => {
    expect(toggled("", "网站")).toBe("网站");
    expect(toggled("网站", "公报")).toBe("网站；公报");
    expect(toggled("网站；公报", "网站")).toBe("公报");
    expect(toggled("网站", "网站")).toBe("");
  });

  it("reads every sign people part a list with, and writes one", () => {
    expect(toggled("网站;公报、 微信，广播,；", "电视")).toBe("网站；公报；微信；广播；电视");
  });

  it("does not take a part of a choice for it", () => {
    expect(toggled("政府网站", "网站")).toBe("政府网站；网站");
  });
});

describe("the next number", () => {
  it.each([
    ["YSQ-2024-009", "YSQ-2024-010"],
    ["99", "100"],
    ["007", "008"],
    ["清政发〔2024〕9", "清政发〔2024〕10"],
    ["202400000000000000019", "202400000000000000020"], // more digits than a number has
    ["清政发〔2024〕9号", ""],
    ["无", ""],
    ["", ""],
  ])("after %s is “%s”", (last, next) => expect(nextNumber(last)).toBe(next));
});

describe("what a text has in place of another", () => {
  it("is shown with what stands around it", () => {
    expect(difference("全镇共公开信息12条。", "全镇共公开信息120条。")).toEqual({ before: "全镇共公开信息12", gone: "", come: "0", after: "条。" });
  });

  it("is cut where much stands around it", () => {
    const [left, right] = ["一二三四五六七八九十甲乙丙", "丁戊己庚辛壬癸子丑寅卯辰巳"];
    expect(difference(`${left}旧${right}`, `${left}新${right}`)).toEqual({
      before: "……二三四五六七八九十甲乙丙", gone: "旧", come: "新", after: "丁戊己庚辛壬癸子丑寅卯辰……",
    });
  });

  it("never halves a character", () => {
    expect(difference("𠮷", "𠮶")).toEqual({ before: "", gone: "𠮷", come: "𠮶", after: "" }); // they share their first half
  });

  it("counts nothing twice", () => {
    expect(difference("啊啊", "啊啊啊")).toEqual({ before: "啊啊", gone: "", come: "啊", after: "" });
  });

  it("leads from one text to the other", () => {
    const short = fc.string({ unit: fc.constantFrom("甲", "乙", "𠮷"), maxLength: 10 });
    fc.assert(fc.property(short, short, (a, b) => {
      const { before, gone, come, after } = difference(a, b);
      expect(before + gone + after).toBe(a);
      expect(before + come + after).toBe(b);
    }));
  });
});
