// Bound numbers, {{表三.本年新收.总计}}: shown as the number with the name of its source, moved over and
// deleted as one piece.

import { Decoration, EditorView, MatchDecorator, ViewPlugin, WidgetType } from "@codemirror/view";

/** @import { ViewUpdate } from "@codemirror/view" */

/** @typedef {Record<string, string | number | undefined>} Values Bound numbers by their names. */

// As forms/binding.py has it: braces of either width, around a name in Chinese.
const BINDING = /(?:\{\{|｛｛)\s*([^{}｛｝\n]*?[\u4e00-\u9fff][^{}｛｝\n]*?)\s*(?:\}\}|｝｝)/g;

class Chip extends WidgetType {
  /**
   * @param {string} name
   * @param {string | number | undefined} value
   */
  constructor(name, value) {
    super();
    this.name = name;
    this.value = value;
  }
  /** @override @param {Chip} other */
  eq(other) {
    return other.name === this.name && other.value === this.value;
  }
  /** @override */
  toDOM() {
    const node = document.createElement("span");
    const known = this.value !== undefined;
    const parts = this.name.split(".");
    node.className = known ? "rk-chip" : "rk-chip unknown";
    node.title = known ? `引自 ${parts.join(" · ")}` : `找不到“${this.name}”，请核对名称`;
    node.setAttribute("aria-label", known ? `${this.value}，${node.title}` : node.title);
    node.append(known ? String(this.value) : "？");
    const source = document.createElement("small");
    source.textContent = known ? parts[0] : this.name;
    node.append(source);
    return node;
  }
  /** @override */
  ignoreEvent() {
    return false;
  }
}

/** @param {Values} values */
export function chips(values) {
  const decorator = new MatchDecorator({
    regexp: BINDING,
    decoration: ([, name]) => Decoration.replace({ widget: new Chip(name, values[name]) }),
  });
  return ViewPlugin.fromClass(
    class {
      /** @param {EditorView} view */
      constructor(view) {
        this.chips = decorator.createDeco(view);
      }
      /** @param {ViewUpdate} update */
      update(update) {
        this.chips = decorator.updateDeco(update, this.chips);
      }
    },
    {
      decorations: (plugin) => plugin.chips,
      provide: (plugin) => EditorView.atomicRanges.of((view) => view.plugin(plugin)?.chips ?? Decoration.none),
    },
  );
}

/**
 * The text as it will be printed, as far as the values are known.
 * @param {string} text
 * @param {Values} values
 */
export const resolved = (text, values) => text.replace(BINDING, (whole, name) => String(values[name] ?? whole));

/**
 * How many characters will be printed, blanks not counted.
 * @param {string} text
 * @param {Values} values
 */
export const length = (text, values) => [...resolved(text, values).replace(/\s/gu, "")].length;
