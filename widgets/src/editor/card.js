// The card of a finding: what is wrong, on what authority, and the buttons to decide. It opens under the
// mouse, or from the keyboard (F8, Alt+Enter); only the one from the keyboard takes the focus.

import { StateEffect, StateField } from "@codemirror/state";
import { hoverTooltip, showTooltip } from "@codemirror/view";
import { button, make, sealed } from "../dom.js";
import { LABELS } from "../levels.js";
import { itemsAt, marks } from "./marks.js";

/**
 * @import { StateEffectType } from "@codemirror/state"
 * @import { Tooltip } from "@codemirror/view"
 * @import { Fix, Item } from "./marks.js"
 */

/**
 * What a card lets one do.
 * @typedef {object} Actions
 * @property {(text: string) => void} say tells it to a screen reader
 * @property {(direction: number) => void} jump
 * @property {() => string} reasons the id of the list of usual reasons
 * @property {() => void} close
 * @property {(item: Item, fix: Fix) => void} apply
 * @property {(item: Item, reason: string) => void} ignore
 * @property {(item: Item) => void} reopen
 */

/** @typedef {{ key: string, item: Item, tooltip: Tooltip } | null} Opened The card that was opened from the keyboard. */

export const openCard = /** @type {StateEffectType<string | null>} */ (StateEffect.define()); // the key of a finding, or null to close

/**
 * @param {Item} item
 * @param {Fix} fix
 * @param {boolean} first
 * @param {Actions} actions
 */
function fixButton(item, fix, first, actions) {
  return button(fix.label, first ? "rk-fix first" : "rk-fix", () => actions.apply(item, fix));
}

/**
 * @param {Item} item
 * @param {Actions} actions
 */
function decideRow(item, actions) {
  const row = make("div", "rk-decide");
  if (item.reason !== null) {
    row.append(make("span", "", `已忽略：${item.reason || "未写理由"}`), button("恢复", "", () => actions.reopen(item)));
    return row;
  }
  const reason = make("input");
  reason.placeholder = item.severity === "hint" ? "忽略的理由（可不填）" : "忽略的理由（必填，可点选）";
  reason.setAttribute("aria-label", "忽略的理由");
  reason.setAttribute("list", actions.reasons());
  const ignore = () => {
    if (item.severity !== "hint" && !reason.value.trim()) {
      reason.classList.add("needed");
      reason.setAttribute("aria-invalid", "true");
      actions.say("请先写明忽略的理由");
      reason.focus();
      return;
    }
    actions.ignore(item, reason.value);
  };
  reason.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault(); // the text takes the focus: the key must not go there too
    ignore();
  });
  row.append(reason, button("忽略", "", ignore));
  return row;
}

/**
 * @param {Item} item
 * @param {Actions} actions
 */
function card(item, actions) {
  const node = make("section", `rk-finding rk-${item.severity}`);
  node.append(make("div", "rk-message", make("b", "", LABELS[item.severity]), ` ${item.message}`));
  if (item.source) node.append(make("div", "rk-source", `依据：${item.source}`));
  if (item.fixes.length && item.reason === null) {
    node.append(make("div", "rk-fixes", ...item.fixes.map((fix, number) => fixButton(item, fix, !number, actions))));
  }
  node.append(decideRow(item, actions));
  return node;
}

/**
 * @param {Item[]} items
 * @param {Actions} actions
 */
function box(items, actions) {
  const dom = sealed(make("div", "rk-card", ...items.map((item) => card(item, actions))));
  dom.setAttribute("role", "dialog");
  dom.setAttribute("aria-label", items.map((item) => `${LABELS[item.severity]}：${item.message}`).join("；"));
  dom.addEventListener("keydown", (event) => {
    if (event.key === "Escape") actions.close();
    else if (event.key === "F8") actions.jump(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return dom;
}

/**
 * @param {Item[]} items
 * @param {Actions} actions
 * @returns {Tooltip}
 */
const tooltip = (items, actions) => ({
  pos: Math.min(...items.map((item) => item.from)),
  end: Math.max(...items.map((item) => item.to)),
  above: false,
  create: () => ({ dom: box(items, actions) }),
});

/** @param {Actions} actions */
export function cards(actions) {
  const opened = StateField.define({
    create: () => /** @type {Opened} */ (null),
    update(value, transaction) {
      let key = value?.key ?? null;
      for (const effect of transaction.effects) if (effect.is(openCard)) key = effect.value;
      const item = key && transaction.state.field(marks).items.find((known) => known.key === key);
      if (!item || key === null) return null;
      return value?.item === item ? value : { key, item, tooltip: tooltip([item], actions) };
    },
    provide: (field) => showTooltip.from(field, (value) => value?.tooltip ?? null),
  });
  const hover = hoverTooltip(
    (view, position) => {
      const items = itemsAt(view.state, position).filter((item) => item.key !== view.state.field(opened)?.key);
      return items.length ? tooltip(items, actions) : null;
    },
    { hideOnChange: true, hoverTime: 250 },
  );
  return { extension: [opened, hover], opened };
}
