import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Drafts, clock } from "../src/drafts.js";
import { browser, forbidding } from "./browser.js";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const drafts = (view = "v", place = "r1/overview") => new Drafts(() => place, view);

describe("drafts", () => {
  it("of other views of the same field are found, the latest first", () => {
    browser();
    vi.setSystemTime(1000);
    drafts("a").keep("早");
    vi.setSystemTime(3000);
    drafts("b").keep("晚");
    vi.setSystemTime(2000);
    drafts("c").keep("中");
    expect(drafts().others().map(({ text }) => text)).toEqual(["晚", "中", "早"]);
    expect(drafts("b").others()).toEqual([
      { key: "report-kit/r1/overview/c", at: 2000, text: "中" },
      { key: "report-kit/r1/overview/a", at: 1000, text: "早" },
    ]);
  });

  it("of other fields and other programs are left alone", () => {
    const { store } = browser();
    drafts("a", "r1/overview.other").keep("别处");
    drafts("a", "r2/overview").keep("别的报告");
    store.setItem("jupyterlab", JSON.stringify({ at: 1, text: "x" }));
    expect(drafts().others()).toEqual([]);
  });

  it("that are damaged are passed over", () => {
    const { store } = browser();
    store.setItem("report-kit/r1/overview/a", "{");
    store.setItem("report-kit/r1/overview/b", JSON.stringify({ at: 1 }));
    store.setItem("report-kit/r1/overview/c", "null");
    expect(drafts().others()).toEqual([]);
  });

  it("are dropped one by one", () => {
    browser();
    drafts("a").keep("甲");
    drafts("b").keep("乙");
    drafts("b").drop();
    expect(drafts().others().map(({ text }) => text)).toEqual(["甲"]);
    drafts().drop("report-kit/r1/overview/a");
    expect(drafts().others()).toEqual([]);
  });

  it("keep an older text of the view under another name", () => {
    browser();
    expect(drafts("a").keep("新")).toBe(true);
    expect(drafts("a").keep("旧", "a.3")).toBe(true);
    expect(drafts("a").others().map(({ text }) => text)).toEqual(["旧"]);
  });

  it("are not there where the browser forbids them", () => {
    forbidding();
    expect(drafts().keep("甲")).toBe(false);
    expect(drafts().others()).toEqual([]);
    expect(() => drafts().drop()).not.toThrow();
  });
});

describe("when a draft was written", () => {
  it("is told with the day only when that is another", () => {
    const at = new Date(2024, 2, 5, 9, 7, 3);
    expect(clock(at.getTime(), new Date(2024, 2, 5, 23, 0, 0))).toBe("09:07:03");
    expect(clock(at.getTime(), new Date(2024, 2, 6, 0, 0, 0))).toBe("3月5日 09:07:03");
    expect(clock(at.getTime(), new Date(2025, 2, 5, 9, 7, 3))).toBe("3月5日 09:07:03");
  });
});
