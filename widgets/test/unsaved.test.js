import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PATIENCE, Unsaved } from "../src/unsaved.js";
import { browser, forbidding, kernel } from "./browser.js";

/** @import { Draft } from "../src/drafts.js" */

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A field of a plain text, and what is said of it. */
function field({ place = "r1/title", text = "" } = {}) {
  const python = kernel({ place, lost: "程序没有回应" });
  const saved = vi.fn();
  const said = {
    text: "",
    bad: false,
    /** @type {Draft[]} */
    offered: [],
    /** @type {any} */
    actions: null,
    say(/** @type {string} */ words, bad = false) {
      said.text = words;
      said.bad = bad;
    },
    offer(/** @type {Draft[]} */ drafts, /** @type {any} */ actions) {
      said.offered = drafts;
      said.actions = actions;
    },
    withdraw(/** @type {string | null} */ key) {
      said.offered = said.offered.filter((draft) => draft.key !== key);
    },
  };
  const held = { text };
  const unsaved = new Unsaved(python.model, {
    text: () => held.text,
    same: (other) => other === held.text,
    preview: () => [],
    restore: (other) => type(other),
    saved,
  }, /** @type {any} */ (said));
  const type = (/** @type {string} */ words) => {
    held.text = words;
    unsaved.changed();
  };
  const answer = (/** @type {object} */ more = {}) =>
    unsaved.receive({ kind: "saved", view: unsaved.view, version: unsaved.version, words: "已保存", safe: true, ...more });
  return { unsaved, python, said, saved, held, type, answer };
}

const kept = () => Object.entries(localStorage).map(([key, value]) => [key, JSON.parse(value).text]);

describe("what is typed", () => {
  it("is kept until the kernel says that it is on the disk", () => {
    browser();
    const { unsaved, said, type, answer, saved } = field();
    type("甲");
    type("甲乙");
    expect(kept()).toEqual([[`report-kit/r1/title/${unsaved.view}`, "甲乙"]]);
    expect(said).toMatchObject({ text: "还没有保存", bad: false });
    expect(unsaved.pending).toBe(true);
    answer();
    expect(kept()).toEqual([]);
    expect(said).toMatchObject({ text: "已保存", bad: false });
    expect(unsaved.pending).toBe(false);
    expect(saved).toHaveBeenCalledTimes(1);
  });

  it("stays kept when only an earlier version is on the disk", () => {
    browser();
    const { unsaved, said, type, answer, saved } = field();
    type("甲");
    const first = unsaved.version;
    type("甲乙");
    answer({ version: first });
    expect(kept()).toEqual([[expect.any(String), "甲乙"]]);
    expect(said.text).toBe("还没有保存");
    expect(saved).not.toHaveBeenCalled();
  });

  it("stays kept when the kernel could not save it, and that stays to be read", () => {
    browser();
    const { said, type, answer } = field();
    type("甲");
    answer({ safe: false, words: "磁盘满了" });
    expect(said).toMatchObject({ text: "磁盘满了", bad: true });
    type("甲乙");
    expect(said).toMatchObject({ text: "磁盘满了", bad: true });
    expect(kept()).toEqual([[expect.any(String), "甲乙"]]);
  });

  it("is not taken for saved by what another view sent", () => {
    browser();
    const { unsaved, type, answer } = field();
    type("甲");
    answer({ view: "another" });
    expect(unsaved.pending).toBe(true);
  });

  it("is kept nowhere when the field has no place", () => {
    browser();
    const { type } = field({ place: "" });
    type("甲");
    expect(kept()).toEqual([]);
  });
});

describe("a kernel that does not answer", () => {
  it("is told of after a while", () => {
    browser();
    const { said, type } = field();
    type("甲");
    vi.advanceTimersByTime(PATIENCE / 2);
    type("甲乙"); // the wait began with the first change
    vi.advanceTimersByTime(PATIENCE / 2 - 1);
    expect(said.bad).toBe(false);
    vi.advanceTimersByTime(1);
    expect(said).toMatchObject({ text: "程序没有回应", bad: true });
  });

  it("is not told of once it has answered", () => {
    browser();
    const { said, type, answer } = field();
    type("甲");
    type("甲乙");
    answer();
    vi.advanceTimersByTime(10 * PATIENCE);
    expect(said).toMatchObject({ text: "已保存", bad: false });
  });

  it("is told of at once when it died, and for every change from then on", () => {
    browser();
    const { said, type, python } = field();
    python.tell("comm_live_update");
    expect(said.text).toBe("");
    type("甲");
    expect(said).toMatchObject({ text: "程序没有回应", bad: true });
  });

  it("is told of with a warning when the browser keeps nothing", () => {
    browser();
    forbidding();
    const { said, type } = field();
    type("甲");
    vi.advanceTimersByTime(PATIENCE);
    expect(said.text).toBe("程序没有回应（浏览器没有留下这些内容，请先复制到别处。）");
  });
});

describe("another content from the kernel", () => {
  const put = (/** @type {ReturnType<typeof field>} */ { unsaved, held }, /** @type {string} */ text, known = false) =>
    unsaved.replaced(() => {
      held.text = text;
      unsaved.changed();
    }, known);

  it("is no change of a person's", () => {
    browser();
    const one = field();
    put(one, "合并后的");
    expect(one.unsaved.pending).toBe(false);
    expect(kept()).toEqual([]);
    expect(one.said.text).toBe("");
  });

  it("offers back what was not saved", () => {
    browser();
    const one = field();
    one.type("我写的");
    put(one, "别人写的");
    expect(one.unsaved.pending).toBe(false);
    expect(one.said.offered.map(({ text }) => text)).toEqual(["我写的"]);
    const [draft] = one.said.offered;
    one.said.actions.restore(draft);
    expect(one.held.text).toBe("我写的");
    expect(one.unsaved.pending).toBe(true);
    expect(one.said.offered).toEqual([]);
    expect(kept()).toEqual([[`report-kit/r1/title/${one.unsaved.view}`, "我写的"]]);
  });

  it("that holds what was not saved is as little saved", () => {
    browser();
    const one = field();
    one.type("我写的");
    put(one, "我写的");
    expect(one.unsaved.pending).toBe(true);
    expect(kept()).toEqual([[expect.any(String), "我写的"]]);
    expect(one.said.offered).toEqual([]);
  });

  it("made of what the kernel knew of is as little saved", () => {
    browser();
    const one = field();
    one.type("我写的");
    put(one, "我写的，合并后的", true);
    expect(one.unsaved.pending).toBe(true);
    expect(kept()).toEqual([[expect.any(String), "我写的，合并后的"]]);
    expect(one.said.text).toBe("还没有保存");
  });
});

describe("what an earlier page could not save", () => {
  it("is offered, never put in unasked", () => {
    browser();
    field().type("上次写的");
    const now = field({ text: "现在的" });
    now.unsaved.offer();
    expect(now.held.text).toBe("现在的");
    expect(now.said.offered.map(({ text }) => text)).toEqual(["上次写的"]);
  });

  it("is forgotten when it is there already", () => {
    browser();
    field().type("一样的");
    const now = field({ text: "一样的" });
    now.unsaved.offer();
    expect(now.said.offered).toEqual([]);
    expect(kept()).toEqual([]);
  });

  it("is forgotten when one does not want it", () => {
    browser();
    field().type("上次写的");
    const now = field();
    now.unsaved.offer();
    now.said.actions.forget(now.said.offered[0]);
    expect(now.said.offered).toEqual([]);
    expect(kept()).toEqual([]);
    expect(now.held.text).toBe("");
  });

  it("is withdrawn when another tab has saved it", () => {
    const { page } = browser();
    field().type("另一页写的");
    const now = field();
    now.unsaved.offer();
    const { key } = now.said.offered[0];
    page.dispatchEvent(Object.assign(new Event("storage"), { key, newValue: "{}" }));
    expect(now.said.offered).toHaveLength(1);
    page.dispatchEvent(Object.assign(new Event("storage"), { key, newValue: null }));
    expect(now.said.offered).toEqual([]);
  });
});

it("a closed field listens no more and waits for nothing", () => {
  browser();
  const one = field();
  one.type("甲");
  one.unsaved.close();
  vi.advanceTimersByTime(10 * PATIENCE);
  expect(one.said.bad).toBe(false);
  expect(one.python.listeners()).toBe(0);
});
