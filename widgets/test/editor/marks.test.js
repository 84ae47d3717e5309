import { ChangeSet, EditorState } from "@codemirror/state";
import { describe, expect, it } from "vitest";
import { carried, counts, following, itemsAt, marks, renewed, setMarks } from "../../src/editor/marks.js";

/** @import { Item } from "../../src/editor/marks.js" */

/**
 * @param {number} from
 * @param {number} to
 * @param {Partial<Item>} [more]
 * @returns {Item}
 */
const item = (from, to, more = {}) =>
  ({ from, to, key: `${from}-${to}`, severity: "error", message: "", source: "", reason: null, fixes: [], ...more });
const change = (/** @type {number} */ from, /** @type {number} */ to, /** @type {string} */ insert) =>
  ChangeSet.of({ from, to, insert }, 20);
const span = (/** @type {Item | null} */ one) => one && [one.from, one.to];

describe("a mark", () => {
  it("moves with the text before it, and stays with text behind it", () => {
    expect(span(carried(item(5, 8), change(0, 0, "甲乙")))).toEqual([7, 10]);
    expect(span(carried(item(5, 8), change(0, 3, "")))).toEqual([2, 5]);
    expect(span(carried(item(5, 8), change(10, 12, "甲")))).toEqual([5, 8]);
  });

  it("goes when one types in it, or takes it away", () => {
    expect(carried(item(5, 8), change(6, 6, "甲"))).toBeNull();
    expect(carried(item(5, 8), change(7, 9, ""))).toBeNull();
    expect(carried(item(5, 8), change(5, 8, "甲"))).toBeNull();
  });

  it("of a place where something is missing goes with the text on either side of it", () => {
    expect(carried(item(5, 5), change(4, 6, ""))).toBeNull();
    expect(carried(item(5, 5), change(5, 6, ""))).toBeNull();
    expect(carried(item(5, 5), change(3, 5, ""))).toBeNull();
    expect(span(carried(item(5, 5), change(3, 4, "")))).toEqual([4, 4]);
  });

  it("stays, and does not grow, when one types right beside it", () => {
    expect(span(carried(item(5, 8), change(5, 5, "甲")))).toEqual([6, 9]);
    expect(span(carried(item(5, 8), change(8, 8, "甲")))).toEqual([5, 8]);
  });

  it("goes when one types in a place its fix would change, and takes its fixes along else", () => {
    const edits = [{ from: 5, to: 6, insert: "" }, { from: 12, to: 14, insert: "乙" }];
    const fixed = item(5, 8, { fixes: [{ label: "", edits }] });
    expect(carried(fixed, change(13, 13, "甲"))).toBeNull();
    expect(carried(fixed, change(10, 10, "甲"))?.fixes[0].edits.map((edit) => [edit.from, edit.to, edit.insert]))
      .toEqual([[5, 6, ""], [13, 15, "乙"]]);
  });
});

describe("the marks of a text", () => {
  const state = EditorState.create({ doc: "全镇作好公开工作，各村发言。", extensions: [marks] });
  const shown = state.update({ effects: setMarks.of([item(2, 4), item(11, 13)]) }).state;

  it("are found at their ends, too", () => {
    expect([1, 2, 4, 5].map((position) => itemsAt(shown, position).length)).toEqual([0, 1, 1, 0]);
  });

  it("are carried by what is typed", () => {
    const typed = shown.update({ changes: { from: 3, insert: "x" } }).state;
    expect(typed.field(marks).items.map(span)).toEqual([[12, 14]]);
  });

  it("are the same objects after a check that finds the same", () => {
    const [known] = shown.field(marks).items;
    const again = shown.update({ effects: setMarks.of([item(2, 4), item(11, 13, { message: "改了" })]) }).state.field(marks).items;
    expect(again[0]).toBe(known);
    expect(again[1]).not.toBe(shown.field(marks).items[1]);
    expect(renewed([item(2, 4, { reason: "按规定" })], [known])[0]).not.toBe(known);
  });
});

describe("the way from finding to finding", () => {
  const items = [item(9, 10), item(2, 6), item(2, 4), item(4, 5, { reason: "按规定" })];

  it("leads through the open ones in the order of the text", () => {
    expect(span(following(items, 1, -1))).toEqual([2, 4]);
    expect(span(following(items, 1, 2))).toEqual([9, 10]);
    expect(span(following(items, -1, 9))).toEqual([2, 6]);
    expect(following(items, 1, 9)).toBeNull();
    expect(following(items, -1, 2)).toBeNull();
  });

  it("leaves the list as it is", () => expect(items.map(({ from }) => from)).toEqual([9, 2, 2, 4]));

  it("counts the ignored ones for themselves", () => {
    expect(counts([...items, item(0, 1, { severity: "hint" })])).toEqual({ error: 3, warning: 0, hint: 1, ignored: 1 });
  });
});
