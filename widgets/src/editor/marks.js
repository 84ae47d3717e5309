// Findings as marks in the text. A mark lives as long as nobody types in it: the next check knows better.

import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, WidgetType } from "@codemirror/view";
import { tally } from "../levels.js";

/**
 * @import { ChangeDesc, EditorState } from "@codemirror/state"
 * @import { Level } from "../levels.js"
 */

/** @typedef {{ from: number, to: number }} Span */

/** @typedef {{ label: string, edits: (Span & { insert: string })[] }} Fix */

/**
 * A finding as Python sends it; offsets count UTF-16 units, as the page does.
 * @typedef {Span & { key: string, severity: Level, message: string, source: string, reason: string | null, fixes: Fix[] }} Item
 */

export const setMarks = /** @type {import("@codemirror/state").StateEffectType<Item[]>} */ (StateEffect.define());

/**
 * A finding, its fixes and their edits after `changes`; null when one of them was typed in.
 * @param {Item} item
 * @param {ChangeDesc} changes
 * @returns {Item | null}
 */
export function carried(item, changes) {
  const spans = [item, ...item.fixes.flatMap((fix) => fix.edits)];
  let touched = false;
  changes.iterChangedRanges((from, to) => {
    touched ||= spans.some((span) => (from < span.to && to > span.from) || (from <= span.from && to >= span.to && to > from));
  });
  if (touched) return null;
  const move = (/** @type {Span} */ { from, to }) => {
    const start = changes.mapPos(from, 1);
    return { from: start, to: Math.max(start, changes.mapPos(to, -1)) };
  };
  return {
    ...item,
    ...move(item),
    fixes: item.fixes.map((fix) => ({ ...fix, edits: fix.edits.map((edit) => ({ ...edit, ...move(edit) })) })),
  };
}

/**
 * @param {Item[]} items
 * @param {ChangeDesc} changes
 */
export const carriedAll = (items, changes) => items.flatMap((item) => carried(item, changes) ?? []);

class Gap extends WidgetType {
  /** @param {string} state the class that colours it */
  constructor(state) {
    super();
    this.state = state;
  }
  /** @override @param {Gap} other */
  eq(other) {
    return other.state === this.state;
  }
  /** @override */
  toDOM() {
    const node = document.createElement("span");
    node.className = `rk-gap ${this.state}`;
    node.textContent = "▲";
    node.setAttribute("aria-hidden", "true");
    return node;
  }
}

/** @param {Item} item */
function decoration(item) {
  const state = item.reason === null ? `rk-${item.severity}` : "rk-ignored";
  if (item.from === item.to) return Decoration.widget({ widget: new Gap(state), side: 1 }).range(item.from);
  return Decoration.mark({ class: `rk-mark ${state}`, attributes: { "data-key": item.key } }).range(item.from, item.to);
}

/**
 * The findings of a new check, each that is as it was as the same object: its card stays open as it is, with the
 * reason begun in it.
 * @param {Item[]} items
 * @param {Item[]} known
 */
export function renewed(items, known) {
  const before = new Map(known.map((item) => [JSON.stringify(item), item]));
  return items.map((item) => before.get(JSON.stringify(item)) ?? item);
}

/** @param {Item[]} items */
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

/**
 * @param {EditorState} state
 * @param {number} position
 */
export const itemsAt = (state, position) =>
  state.field(marks).items.filter((item) => item.from <= position && position <= item.to);

/**
 * The open finding after a position (before it, for direction -1); null past the last one.
 * @param {Item[]} items
 * @param {number} direction
 * @param {number} from
 */
export function following(items, direction, from) {
  const open = items.filter((item) => item.reason === null);
  open.sort((a, b) => a.from - b.from || a.to - b.to);
  if (direction > 0) return open.find((item) => item.from > from) ?? null;
  return open.reverse().find((item) => item.from < from) ?? null;
}

/**
 * How many findings are open, by level, and how many ignored.
 * @param {Item[]} items
 */
export function counts(items) {
  const open = items.filter((item) => item.reason === null);
  return { ...tally(open.map((item) => item.severity)), ignored: items.length - open.length };
}
