// The text as reviewers read it: findings and comments beside it; a passage that is chosen can be commented on.

/** @import { AnyModel } from "@anywidget/types" */

/** @typedef {{ text: string, start: number, end: number, bound: boolean, kinds: string[] }} Segment */

/** @typedef {{ text: string, rows: number, columns: number, scope: string, at: string }} Cell */

/** @typedef {{ severity: string, label: string, text: string, message: string, idea: string, place: string }} Finding */

/**
 * @typedef {{ id: string, quote: string, gone: string, done: boolean,
 *   entries: { text: string, act: string, signed: string }[] }} Thread
 */

/**
 * @typedef {object} Section
 * @property {string} id
 * @property {string} heading
 * @property {number} level
 * @property {boolean} required
 * @property {Segment[][]} paragraphs
 * @property {{ id: string, caption: string, lines: Cell[][] }[]} tables
 * @property {Finding[]} findings
 * @property {Thread[]} threads
 * @property {string} last
 */

/** @typedef {{ head: string, revision: number, sections: Section[], lastYear: string }} View */

/** @typedef {{ view: View, said: { text: string, tone: string }, busy: boolean }} Traits */

/** @typedef {{ section: string, start: number, end: number, quote: string }} Passage What is about to be commented on. */

/** @typedef {(message: Record<string, unknown>) => void} Send */

/**
 * What the page itself remembers while it is drawn again.
 * @typedef {object} Memory
 * @property {Passage | null} passage
 * @property {boolean} sent whether its comment is on the way to the disk
 * @property {Map<string, string>} drafts what was typed and not sent, by thread
 * @property {boolean} beside
 * @property {boolean} busyOnly
 * @property {boolean} settled
 */

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

/** @param {string} text @param {string} className @param {() => void} action */
function button(text, className, action) {
  const node = make("button", className, text);
  node.type = "button";
  node.addEventListener("click", action);
  return node;
}

/** @param {Segment} piece */
function segment(piece) {
  const words = piece.kinds.map((kind) => (kind.startsWith("thread") ? "thread" : kind)).join(" ");
  const node = make("span", `${words}${piece.bound ? " bound" : ""}`, piece.text);
  node.dataset.start = String(piece.start);
  node.dataset.end = String(piece.end);
  if (piece.bound) node.dataset.bound = "1";
  return node;
}

/**
 * Where a point of the page stands in the section's text as it is written; in code points, as Python counts.
 * @param {Node} node
 * @param {number} offset
 * @param {boolean} isEnd
 */
function position(node, offset, isEnd) {
  const span = node.nodeType === Node.TEXT_NODE ? node.parentElement : null;
  if (!span || span.dataset.start === undefined) return null;
  if (span.dataset.bound) return Number(isEnd ? span.dataset.end : span.dataset.start);
  return Number(span.dataset.start) + [...(node.textContent ?? "").slice(0, offset)].length;
}

/**
 * The points of a choice, each within the words: one that ends before a paragraph ends behind the one above.
 * @param {Range} range
 * @param {Element} words
 */
function ends(range, words) {
  const texts = [...words.querySelectorAll("span[data-start]")].flatMap((span) => (span.firstChild ? [span.firstChild] : []));
  const touched = texts.filter((text) => range.intersectsNode(text)
    && !(range.endContainer === text && range.endOffset === 0)
    && !(range.startContainer === text && range.startOffset === text.textContent?.length));
  if (!touched.length) return null;
  const [first, last] = [touched[0], touched[touched.length - 1]];
  const start = position(first, range.startContainer === first ? range.startOffset : 0, false);
  const end = position(last, range.endContainer === last ? range.endOffset : last.textContent?.length ?? 0, true);
  return start === null || end === null || end <= start ? null : { start, end };
}

/** @param {Section} section @param {(passage: Passage) => void} pick */
function prose(section, pick) {
  const node = make("div", "words", ...section.paragraphs.map((pieces) => make("p", "", ...pieces.map(segment))));
  if (!section.paragraphs.length && !section.tables.length && section.required) node.append(make("p", "none", "（还没有写）"));
  node.addEventListener("mouseup", () => {
    const choice = window.getSelection();
    if (!choice || choice.isCollapsed || !choice.rangeCount) return;
    const found = ends(choice.getRangeAt(0), node);
    if (found) pick({ section: section.id, ...found, quote: choice.toString().trim() });
  });
  return node;
}

/** @param {Section["tables"][number]} table @param {string} picked @param {(passage: Passage) => void} pick */
function drawTable(table, picked, pick) {
  const lines = table.lines.map((cells) => make("tr", "", ...cells.map((cell) => {
    const node = make(cell.scope ? "th" : "td", cell.at && cell.at === picked ? "picked" : "", cell.text);
    node.rowSpan = cell.rows;
    node.colSpan = cell.columns;
    if (!cell.at) return node;
    node.tabIndex = 0;
    node.title = "点一下，对这一格写批注";
    const choose = () => pick({ section: cell.at, start: 0, end: 0, quote: cell.text || "（空格）" });
    node.addEventListener("click", choose);
    node.addEventListener("keydown", (event) => {
      if (event.key === "Enter") choose();
    });
    return node;
  })));
  return make("div", "scroll", make("table", "form", make("caption", "", table.caption), make("tbody", "", ...lines)));
}

/** @param {Finding} finding */
const drawFinding = (finding) => make("div", `finding ${finding.severity}`,
  make("b", "", finding.label), ...(finding.place ? [`　${finding.place}`] : []), ...(finding.text ? [`　“${finding.text}”`] : []),
  make("div", "", finding.message), ...(finding.idea ? [make("div", "faint", `建议：${finding.idea}`)] : []));

/** @param {string} key @param {string} hint @param {Memory} memory */
function draft(key, hint, memory) {
  const field = Object.assign(make("textarea"), { rows: 2, placeholder: hint, value: memory.drafts.get(key) ?? "", maxLength: 5000 });
  field.setAttribute("aria-label", hint);
  field.addEventListener("input", () => memory.drafts.set(key, field.value));
  return field;
}

/** @param {Thread} thread @param {Memory} memory @param {Send} send */
function drawThread(thread, memory, send) {
  const key = `thread ${thread.id}`;
  const field = draft(key, thread.done ? "为什么重新提出" : "回复", memory);
  const answer = (/** @type {string} */ kind) => {
    if (kind !== "done" && !field.value.trim()) {
      field.focus();
      return;
    }
    memory.drafts.delete(key);
    send({ kind, thread: thread.id, text: field.value });
  };
  const marks = [thread.done ? "已改" : "", thread.gone].filter(Boolean).map((word) => make("span", "mark", word));
  const node = make("div", `comment${thread.done ? " done" : ""}`,
    ...(thread.quote ? [make("q", "", thread.quote)] : [make("span", "faint", "对这一部分")]), ...marks,
    ...thread.entries.map((entry) => make("div", "entry", entry.act ? make("b", "", `${entry.act}　`) : "", entry.text,
      make("div", "faint", entry.signed))));
  const actions = thread.done ? [button("重新提出", "again", () => answer("reopen"))]
    : [button("回复", "reply", () => answer("reply")), button("已改", "settle", () => answer("done"))];
  node.append(field, make("div", "actions", ...actions));
  node.dataset.thread = thread.id;
  return node;
}

/** @param {Passage} passage @param {Memory} memory @param {Send} send @param {() => void} cancel */
function compose(passage, memory, send, cancel) {
  const key = `new ${passage.section}`;
  const field = draft(key, "写批注", memory);
  const save = button("保存批注", "first keep", () => {
    if (!field.value.trim()) {
      field.focus();
      return;
    }
    const { section, start, end } = passage;
    memory.sent = true;
    send({ kind: "comment", section, start, end, text: field.value });
  });
  const about = passage.quote ? make("q", "", passage.quote) : make("span", "faint", "对这一部分");
  return make("div", "compose", about, field, make("div", "actions", save, button("取消", "cancel", cancel)));
}

/** @param {Section} section */
const worth = (section) => section.findings.length || section.threads.length;

/**
 * @param {Section} section
 * @param {Memory} memory
 * @param {{ send: Send, pick: (passage: Passage | null) => void, lastYear: string }} page
 */
function part(section, memory, { send, pick, lastYear }) {
  const beside = memory.beside && lastYear && section.id && !section.tables.length;
  const node = make("section", `part${beside ? " beside" : ""}`);
  const own = memory.passage?.section ?? "";
  const here = memory.passage && (own === section.id || section.tables.some((table) => own.startsWith(`${table.id}:`)));
  const heading = make("header", "", make("h4", "", section.heading));
  if (section.id) heading.append(button("批注这一部分", "whole", () => pick({ section: section.id, start: 0, end: 0, quote: "" })));
  const text = make("div", "", prose(section, pick), ...section.tables.map((table) => drawTable(table, own, pick)));
  const threads = section.threads.filter((thread) => memory.settled || !thread.done);
  const notes = make("div", "notes");
  if (here && memory.passage) notes.append(compose(memory.passage, memory, send, () => pick(null)));
  notes.append(...threads.map((thread) => drawThread(thread, memory, send)), ...section.findings.map(drawFinding));
  const last = beside ? [make("div", "last", `${lastYear}\n${section.last || "（没有这一部分，或是空的）"}`)] : [];
  node.append(heading, make("div", "row", text, ...last, notes));
  node.dataset.section = section.id;
  return node;
}

/** @param {string} label @param {boolean} checked @param {(checked: boolean) => void} change */
function box(label, checked, change) {
  const input = Object.assign(make("input"), { type: "checkbox", checked });
  input.addEventListener("change", () => change(input.checked));
  return make("label", "choice", input, label);
}

/** @param {View} view @param {Memory} memory @param {() => void} draw */
function options(view, memory, draw) {
  const set = (/** @type {"beside" | "busyOnly" | "settled"} */ name) => (/** @type {boolean} */ value) => {
    memory[name] = value;
    draw();
  };
  return make("div", "bar", make("span", "faint", "用鼠标选中一段文字，就可以写批注；表格点一格。"),
    ...(view.lastYear ? [box("旁边放上年的", memory.beside, set("beside"))] : []),
    box("只看有问题、有批注的部分", memory.busyOnly, set("busyOnly")), box("显示已改的批注", memory.settled, set("settled")));
}

/** @param {{ model: AnyModel<Traits>, el: HTMLElement }} view */
function render({ model, el }) {
  const root = make("div", "rk-signing rk-reading");
  root.dataset.lmSuppressShortcuts = "true"; // keys typed into a comment are not shortcuts of JupyterLab
  const said = make("div", "said");
  said.setAttribute("role", "status");
  const content = make("div");
  root.append(said, content);
  el.append(root);
  /** @type {Memory} */
  const memory = { passage: null, sent: false, drafts: new Map(), beside: false, busyOnly: false, settled: false };
  /** @type {Send} */
  const send = (message) => model.send({ ...message, revision: model.get("view").revision });
  const pick = (/** @type {Passage | null} */ passage) => {
    memory.passage = passage;
    draw();
    if (passage) /** @type {HTMLElement | null} */ (content.querySelector(".compose textarea"))?.focus({ preventScroll: true });
  };
  const draw = () => {
    const view = model.get("view");
    if (!view.sections) return;
    const head = make("p");
    head.innerHTML = view.head; // made by Python, every word of it escaped
    const shown = view.sections.filter((section) => !memory.busyOnly || worth(section));
    const page = { send, pick, lastYear: view.lastYear };
    content.replaceChildren(options(view, memory, draw), head, ...shown.map((one) => part(one, memory, page)));
    if (!shown.length) content.append(make("p", "", "没有这样的部分。"));
    wait();
  };
  const told = () => {
    const { text, tone } = model.get("said");
    said.textContent = text;
    said.className = `said ${text ? tone : ""}`;
  };
  const kept = () => { // a comment that is on the disk needs no field any more
    const { text, tone } = model.get("said");
    if (text && memory.sent && memory.passage && tone === "good") {
      memory.drafts.delete(`new ${memory.passage.section}`);
      memory.passage = null;
      draw();
    }
    if (text) memory.sent = false;
    told();
  };
  const wait = () => {
    root.classList.toggle("busy", model.get("busy"));
    for (const node of root.querySelectorAll("button")) node.disabled = model.get("busy");
  };
  model.on("change:view", draw);
  model.on("change:said", kept);
  model.on("change:busy", wait);
  draw();
  told();
  return () => {
    model.off("change:view", draw);
    model.off("change:said", kept);
    model.off("change:busy", wait);
  };
}

export default { render };
