import { EditorState } from "@codemirror/state";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Link } from "../../src/editor/link.js";
import { marks } from "../../src/editor/marks.js";
import { kernel } from "../browser.js";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A text, without the page around it: what CodeMirror's view does for the link. */
function text(doc = "全镇作好公开工作。") {
  const python = kernel({ content: { text: doc, edition: 1 } });
  const unsaved = {
    view: "v",
    version: 0,
    changed() {
      unsaved.version += 1;
    },
    replaced: vi.fn((/** @type {() => void} */ apply) => apply()),
  };
  const view = {
    state: EditorState.create({ doc, extensions: [marks] }),
    compositionStarted: false,
    dispatch(/** @type {any} */ spec) {
      const transaction = view.state.update(spec);
      view.state = transaction.state;
      if (transaction.docChanged) link.changed(transaction.changes);
    },
  };
  const settled = vi.fn();
  const link = new Link(python.model, /** @type {any} */ (unsaved), /** @type {any} */ (view), settled);
  const type = (/** @type {number} */ from, /** @type {string} */ insert) => view.dispatch({ changes: { from, insert } });
  const found = (/** @type {number} */ from, /** @type {number} */ to, version = unsaved.version) => link.receive({
    kind: "findings", view: "v", version,
    items: [{ from, to, key: "k", severity: "error", message: "", source: "", reason: null, fixes: [] }],
  });
  const shown = () => view.state.field(marks).items.map((item) => [item.from, item.to]);
  return { python, unsaved, view, link, settled, type, found, shown };
}

describe("the text", () => {
  it("goes out a little after the last key, with its version and edition", () => {
    const { python, type } = text();
    type(0, "甲");
    vi.advanceTimersByTime(100);
    type(1, "乙");
    vi.advanceTimersByTime(100);
    expect(python.sent).toEqual([]);
    vi.advanceTimersByTime(100);
    expect(python.sent).toEqual([{ kind: "text", view: "v", edition: 1, version: 2, text: "甲乙全镇作好公开工作。" }]);
  });

  it("does not go out twice", () => {
    const { python, link, type } = text();
    type(0, "甲");
    link.push();
    link.push();
    vi.advanceTimersByTime(1000);
    expect(python.sent).toHaveLength(1);
  });

  it("waits for the input method", () => {
    const { python, view, link, type } = text();
    view.compositionStarted = true;
    type(0, "zhen");
    link.push();
    vi.advanceTimersByTime(1000);
    expect(python.sent).toEqual([]);
    view.compositionStarted = false;
    link.composed();
    vi.advanceTimersByTime(1000);
    expect(python.sent).toHaveLength(1);
  });

  it("that is not sent goes out when the field is closed", () => {
    const { python, link, type } = text();
    type(0, "甲");
    link.close();
    expect(python.sent).toHaveLength(1);
    vi.advanceTimersByTime(1000);
    expect(python.sent).toHaveLength(1);
  });
});

describe("findings", () => {
  it("are shown, and the text is said to be checked", () => {
    const { link, found, shown, settled } = text();
    link.push();
    found(2, 4);
    expect(shown()).toEqual([[2, 4]]);
    expect(settled).toHaveBeenLastCalledWith(true);
  });

  it("of an older text are passed over", () => {
    const { link, type, found, shown } = text();
    type(0, "甲");
    link.push();
    found(2, 4, 0);
    vi.advanceTimersByTime(1000);
    expect(shown()).toEqual([]);
  });

  it("wait until one pauses: nothing flickers between two words", () => {
    const { link, type, found, shown } = text();
    type(0, "甲");
    link.push();
    found(3, 5);
    vi.advanceTimersByTime(399);
    expect(shown()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(shown()).toEqual([[3, 5]]);
  });

  it("are moved by what was typed since, and the text is not said to be checked", () => {
    const { view, link, type, found, shown, settled } = text();
    link.push();
    view.compositionStarted = true;
    type(0, "甲");
    found(2, 4, 0);
    vi.advanceTimersByTime(1000);
    view.compositionStarted = false;
    link.composed();
    vi.advanceTimersByTime(60);
    expect(shown()).toEqual([[3, 5]]);
    expect(settled).toHaveBeenLastCalledWith(false);
  });

  it("wait for the input method", () => {
    const { view, link, found, shown } = text();
    link.push();
    view.compositionStarted = true;
    found(2, 4);
    vi.advanceTimersByTime(5000);
    expect(shown()).toEqual([]);
    view.compositionStarted = false;
    link.composed();
    vi.advanceTimersByTime(60);
    expect(shown()).toEqual([[2, 4]]);
  });
});

describe("another text from the kernel", () => {
  it("is put in once, and sent back", () => {
    const { python, link, view } = text();
    link.push();
    python.traits.content = { text: "另一段。", edition: 2 };
    link.renewed();
    link.renewed();
    expect(view.state.doc.toString()).toBe("另一段。");
    expect(python.sent.map(({ edition, text: sent }) => [edition, sent])).toEqual([[1, "全镇作好公开工作。"], [2, "另一段。"]]);
  });

  it("waits for the input method, and no key is lost in it", () => {
    const { python, link, view } = text();
    view.compositionStarted = true;
    python.traits.content = { text: "另一段。", edition: 2 };
    link.renewed();
    expect(view.state.doc.toString()).toBe("全镇作好公开工作。");
    view.compositionStarted = false;
    link.composed();
    vi.advanceTimersByTime(60);
    expect(view.state.doc.toString()).toBe("另一段。");
  });

  it("made of the version that is here is known", () => {
    const { python, link, unsaved, type } = text();
    type(0, "甲");
    python.traits.content = /** @type {any} */ ({ text: "甲合并。", edition: 2, made_of: { v: 1 } });
    link.renewed();
    expect(unsaved.replaced).toHaveBeenLastCalledWith(expect.any(Function), true);
    python.traits.content = /** @type {any} */ ({ text: "乙合并。", edition: 3, made_of: { v: 1 } });
    link.renewed();
    expect(unsaved.replaced).toHaveBeenLastCalledWith(expect.any(Function), false); // the page has gone on
  });
});
