// Beside a field: the questions to answer with a way to say each, what looks like last year's text, and last
// year's text itself. What a person takes over goes to Python, which puts it into the field.

/** @import { AnyModel } from "@anywidget/types" */

/** @typedef {{ ask: string, required: boolean, example: string }} Question */

/**
 * @typedef {object} Traits
 * @property {string} heading
 * @property {Question[]} questions
 * @property {string[]} last
 * @property {number} last_year
 * @property {boolean[]} answered
 * @property {number | null} missing
 * @property {[passage: string, why: string][]} stale
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

/**
 * @param {string} text
 * @param {string} label for a screen reader, where the text says too little
 * @param {() => void} action
 */
function button(text, label, action) {
  const node = make("button", "", text);
  node.type = "button";
  if (label) node.setAttribute("aria-label", label);
  node.addEventListener("click", action);
  return node;
}

/**
 * @param {string} title
 * @param {boolean} open
 * @param {...Node} children
 */
function fold(title, open, ...children) {
  const node = make("details", "", make("summary", "", title), ...children);
  node.open = open;
  return node;
}

/**
 * @param {Question} asked
 * @param {(text: string, apart: boolean) => void} insert
 */
function question({ ask, required, example }, insert) {
  const state = make("span", "rk-state");
  const take = button("放进框里", `把例句放进框里：${shown(example)}`, () => insert(example, false));
  const help = make("div", "rk-example", make("span", "", `例：${shown(example)}`), take);
  const node = make("li", "", state, ` ${ask}`, help);
  return {
    node,
    /** @param {boolean} answered */
    tell(answered) {
      help.hidden = answered || !example;
      state.textContent = answered ? "✓ 写到了" : required ? "● 必须写" : "○ 还没写到";
      state.className = `rk-state${answered ? " done" : required ? " must" : ""}`;
    },
  };
}

/**
 * A bound number reads as what it counts.
 * @param {string} example
 */
const shown = (example) => example.replace(/\{\{([^{}]+)\}\}/g, "〔$1〕");

/**
 * @param {number} year
 * @param {string[]} paragraphs
 * @param {(text: string, apart: boolean) => void} insert
 */
function lastYear(year, paragraphs, insert) {
  const text = make("div", "rk-last", ...paragraphs.map((paragraph) => make("div", "rk-paragraph", make("p", "", paragraph),
    button("照用这一段", `照用这一段：${paragraph.slice(0, 20)}`, () => insert(paragraph, true)))));
  text.tabIndex = 0;
  text.setAttribute("role", "group");
  text.setAttribute("aria-label", `${year} 年的文字`);
  const all = button("全部放进框里", "", () => insert(paragraphs.join("\n"), true));
  return fold(`上年（${year} 年）怎么写`, true, text, ...(paragraphs.length > 1 ? [all] : []));
}

/** @param {{ model: AnyModel<Traits>, el: HTMLElement }} view */
function render({ model, el }) {
  const heading = model.get("heading");
  const root = make("section", "rk-guide");
  root.setAttribute("aria-label", `${heading}：填写指引`);
  root.dataset.lmSuppressShortcuts = "true";
  const live = make("div", "rk-hidden");
  live.setAttribute("role", "status");
  const insert = (/** @type {string} */ text, /** @type {boolean} */ apart) => {
    // What an input method still held when the button was pressed must reach Python first.
    setTimeout(() => model.send({ kind: "insert", text, apart }), 150);
    live.textContent = "已放进框里，可以接着改";
  };

  const summary = make("span", "rk-summary");
  const next = button("下一处没写完的", "到下一处没写完的地方（F9）", () => {
    root.dispatchEvent(new CustomEvent("rk-next-open", { bubbles: true }));
  });
  const questions = model.get("questions").map((item) => question(item, insert));
  root.append(make("div", "rk-guide-head", summary, next));
  if (questions.length) root.append(make("ul", "rk-questions", ...questions.map(({ node }) => node)));
  const stale = make("div", "rk-stale");
  root.append(stale);

  const paragraphs = model.get("last");
  if (paragraphs.length) root.append(lastYear(model.get("last_year"), paragraphs, insert));
  root.append(live);
  el.append(root);

  const tell = () => {
    const answered = model.get("answered");
    questions.forEach((item, number) => item.tell(Boolean(answered[number])));
    const missing = model.get("missing");
    summary.textContent = missing === null ? "" : missing ? `还差 ${missing} 项必须写的` : "✓ 必须写的都有了";
    summary.className = `rk-summary${missing ? "" : " done"}`;
    const found = model.get("stale");
    stale.replaceChildren(...(found.length ? [fold(`像是沿用上年的文字 ${found.length} 处，请核对`, false,
      make("ul", "", ...found.map(([passage, why]) => make("li", "", make("q", "", passage), ` ${why}`))))] : []));
  };
  const changes = "change:answered change:missing change:stale";
  model.on(changes, tell);
  tell();
  return () => model.off(changes, tell);
}

export default { render };
