// Findings as marks in the text. A mark lives as long as nobody types in it: the next check knows better.

import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, WidgetType } from "@codemirror/view";

export const setMarks = StateEffect.define();

export const LABELS = { error: "错误", warning: "警告", hint: "提示" };

// A finding, its fixes and their edits after `changes`; null when one of them was typed in.
export function carried(item, changes) {
  const spans = [item, ...item.fixes.flatMap((fix) => fix.edits)];
  let touched = false;
  changes.iterChanges((from, to) => {
    touched ||= spans.some((span) => (from < span.to && to > span.from) || (from <= span.from && to >= span.to && to > from));
  });
  if (touched) return null;
  const move = ({ from, to }) => {
    const start = changes.mapPos(from, 1);
    return { from: start, to: Math.max(start, changes.mapPos(to, -1)) };
  };
  return {
    ...item,
    ...move(item),
    fixes: item.fixes.map((fix) => ({ ...fix, edits: fix.edits.map((edit) => ({ ...edit, ...move(edit) })) })),
  };
}

export const carriedAll = (items, changes) => items.map((item) => carried(item, changes)).filter(Boolean);

class Gap extends WidgetType {
  constructor(severity) {
    super();
    this.severity = severity;
  }
  eq(other) {
    return other.severity === this.severity;
  }
  toDOM() {
    const node = document.createElement("span");
    node.className = `rk-gap rk-${this.severity}`;
    node.textContent = "▲";
    node.setAttribute("aria-hidden", "true");
    return node;
  }
}

function decoration(item) {
  const state = item.reason === null ? `rk-${item.severity}` : "rk-ignored";
  if (item.from === item.to) return Decoration.widget({ widget: new Gap(state.slice(3)), side: 1 }).range(item.from);
  return Decoration.mark({ class: `rk-mark ${state}`, attributes: { "data-key": item.key } }).range(item.from, item.to);
}

// The findings of a new check, each that is as it was as the same object: its card stays open as it is, with the
// reason begun in it.
function renewed(items, known) {
  const before = new Map(known.map((item) => [JSON.stringify(item), item]));
  return items.map((item) => before.get(JSON.stringify(item)) ?? item);
}

const drawn = (items) => ({ items, set: Decoration.set(items.map(decoration), true) });

export const marks = StateField.define({
  create: () => drawn([]),
  update(value, transaction) {
    let { items } = value;
    if (transaction.docChanged) items = carriedAll(items, transaction.changes);
    for (const effect of transaction.effects) if (effect.is(setMarks)) items = renewed(effect.value, items);
    return items === value.items ? value : drawn(items);
  },
  provide: (field) => EditorView.decorations.from(field, (value) => value.set),
});

export const itemsAt = (state, position) =>
  state.field(marks).items.filter((item) => item.from <= position && position <= item.to);

// The open finding after the selection (before it, for direction -1); null past the last one.
export function following(state, direction, from) {
  const open = state.field(marks).items.filter((item) => item.reason === null);
  open.sort((a, b) => a.from - b.from || a.to - b.to);
  if (direction > 0) return open.find((item) => item.from > from) ?? null;
  return open.reverse().find((item) => item.from < from) ?? null;
}

export function counts(items) {
  const found = { error: 0, warning: 0, hint: 0, ignored: 0 };
  for (const item of items) found[item.reason === null ? item.severity : "ignored"] += 1;
  return found;
}
