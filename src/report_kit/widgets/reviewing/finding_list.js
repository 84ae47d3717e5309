// Findings grouped by severity. A click sends one message; Python applies it and sends a new list.

/** @import { AnyModel } from "@anywidget/types" */

/**
 * @typedef {object} Item A finding as `item` of finding_list.py makes it.
 * @property {string} key
 * @property {string} severity
 * @property {string} place
 * @property {string} before
 * @property {string} marked
 * @property {string} after
 * @property {string} message
 * @property {string} source
 * @property {string[]} fixes
 * @property {string} idea
 */

/** @typedef {Item & { reason: string, signed: string }} Ignored `signed`: who decided so and when. */

/** @typedef {{ text: string, revision: number, signed: string }} Accepted */

/**
 * @typedef {{ items: Item[], ignored: Ignored[], accepted: Accepted[], reasons: string[], safe_count: number,
 *   busy: boolean }} Traits
 */

/** @typedef {(choice: { action: string, key?: string, fix?: number, reason?: string }) => void} Send */

const GROUPS = [
  ["error", "错误", "必须改正"],
  ["warning", "警告", "请核对"],
  ["hint", "提示", "供参考"],
];

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {string} [className]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
function make(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children);
  return node;
}

/**
 * @param {string} text
 * @param {string} className
 * @param {() => void} action
 */
function button(text, className, action) {
  const node = make("button", className, text);
  node.type = "button";
  node.addEventListener("click", action);
  return node;
}

/** @param {Item} item */
function passage(item) {
  const mark = make("mark", "", item.marked || "▲");
  return make("div", "passage", item.before, mark, item.after);
}

/**
 * @param {Item} item
 * @param {string} reasons the id of the list of usual reasons
 * @param {Send} send
 */
function card(item, reasons, send) {
  const node = make("div", `card ${item.severity}`);
  node.dataset.key = item.key;
  node.append(make("div", "place", item.place), passage(item), make("div", "message", item.message));
  if (item.idea) node.append(make("div", "message", `建议：${item.idea}`));
  if (item.source) node.append(make("div", "source", `依据：${item.source}`));

  const actions = make("div", "actions");
  item.fixes.forEach((text, fix) => {
    const accept = button(`采纳：${text}`, fix ? "accept" : "accept first", () =>
      send({ action: "accept", key: item.key, fix }));
    actions.append(accept);
  });
  const reason = make("input", "reason");
  reason.placeholder = item.severity === "hint" ? "忽略的理由（可不填）" : "忽略的理由（必填，可点选）";
  reason.setAttribute("list", reasons);
  reason.setAttribute("aria-label", `忽略“${item.marked || item.message}”的理由`);
  const decide = () => {
    if (item.severity !== "hint" && !reason.value.trim()) {
      reason.classList.add("needed");
      reason.setAttribute("aria-invalid", "true");
      reason.focus();
      return;
    }
    send({ action: "ignore", key: item.key, reason: reason.value });
  };
  reason.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    decide();
  });
  const ignore = button("忽略", "ignore", decide);
  actions.append(reason, ignore);
  node.append(actions);
  return node;
}

/**
 * @param {Ignored} item
 * @param {Send} send
 */
function ignoredCard(item, send) {
  const undo = button("恢复", "ignore", () => send({ action: "reopen", key: item.key }));
  return make("div", "card done", make("div", "place", item.place), passage(item),
    make("div", "message", item.message),
    make("div", "actions", make("span", "source", `已忽略：${item.reason || "未写理由"}${by(item.signed)}`), undo));
}

/** @param {string} signed */
const by = (signed) => (signed ? `（${signed}）` : "");

/** @param {Accepted[]} accepted */
const acceptedList = (accepted) => make("details", "group",
  make("summary", "done", `已采纳 ${accepted.length} 处`),
  make("ul", "took", ...accepted.map((one) => make("li", "", `“${one.text}”　`,
    make("span", "source", `在第 ${one.revision} 版上采纳${by(one.signed)}`)))));

/**
 * @param {string[]} reasons
 * @returns {HTMLDataListElement}
 */
function usual(reasons) {
  const list = make("datalist", "", ...reasons.map((reason) => Object.assign(make("option"), { value: reason })));
  list.id = `rk-reasons-${Math.random().toString(36).slice(2)}`;
  return list;
}

/**
 * @param {number} safe
 * @param {Send} send
 */
const bulk = (safe, send) => make("div", "bulk",
  button(`一键采纳 ${safe} 处`, "accept first all", () => send({ action: "accept_safe" })),
  make("span", "source", "只改标点全半角等不会改变意思的地方，其余请逐条决定"));

/**
 * @param {Item[]} items
 * @param {string} reasons
 * @param {Send} send
 */
const groups = (items, reasons, send) => GROUPS.flatMap(([severity, name, meaning]) => {
  const members = items.filter((item) => item.severity === severity);
  if (!members.length) return [];
  const group = make("details", "group",
    make("summary", severity, `${name} ${members.length} 处（${meaning}）`),
    ...members.map((item) => card(item, reasons, send)));
  group.open = true;
  return [group];
});

/** @param {{ model: AnyModel<Traits>, el: HTMLElement }} view */
function render({ model, el }) {
  const root = make("div", "rk-findings");
  root.dataset.lmSuppressShortcuts = "true"; // keys typed into a reason are not shortcuts of JupyterLab
  root.tabIndex = -1; // takes the focus when the last card is gone
  el.append(root);
  // A decision takes its card away; the focus goes to the one that follows, not to the top of the page.
  let place = -1;
  const cards = () => [...root.querySelectorAll(".card:not(.done)")];
  /** @type {Send} */
  const send = (choice) => {
    const focused = document.activeElement?.closest(".card");
    place = focused ? cards().indexOf(focused) : -1;
    model.send(choice);
  };
  const refocus = () => {
    if (place < 0 || model.get("busy")) return;
    const left = cards();
    /** @type {HTMLElement | null | undefined} */
    const next = left[Math.min(place, left.length - 1)]?.querySelector("button, input");
    place = -1;
    (next ?? root).focus();
  };

  const draw = () => {
    const items = model.get("items");
    const ignored = model.get("ignored");
    const list = usual(model.get("reasons"));
    const safe = model.get("safe_count");
    root.replaceChildren(list, ...(safe ? [bulk(safe, send)] : []), ...groups(items, list.id, send));
    if (!items.length) root.append(make("div", "clear", "没有需要处理的问题。"));
    if (ignored.length) {
      root.append(make("details", "group",
        make("summary", "done", `已忽略 ${ignored.length} 处`),
        ...ignored.map((item) => ignoredCard(item, send))));
    }
    const accepted = model.get("accepted");
    if (accepted.length) root.append(acceptedList(accepted));
    wait();
  };
  const wait = () => {
    const busy = model.get("busy");
    root.classList.toggle("busy", busy);
    for (const node of root.querySelectorAll("button")) node.disabled = busy;
    refocus();
  };

  const changes = "change:items change:ignored change:accepted change:safe_count";
  model.on(changes, draw);
  model.on("change:busy", wait);
  draw();
  return () => {
    model.off(changes, draw);
    model.off("change:busy", wait);
  };
}

export default { render };
