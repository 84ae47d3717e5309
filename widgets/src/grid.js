// An editable statutory table. The texts of the cells travel as they were typed; Python judges them,
// computes the totals and says what is wrong. They go as a message, not as a state of the widget: those
// wait for the kernel's answer, and a click on 保存 would overtake them.

import { button, make } from "./dom.js";
import { block, step } from "./sheet.js";
import { Unsaved } from "./unsaved.js";

const PAUSE = 250;

function build(model, table) {
  const inputs = new Map();
  model.get("lines").forEach((line, number) => {
    const row = make("tr");
    for (const cell of line) {
      const node = make(cell.key ? "td" : "th");
      node.rowSpan = cell.rowspan;
      node.colSpan = cell.colspan;
      if (cell.key) {
        const input = make("input");
        input.inputMode = "decimal";
        input.autocomplete = "off";
        input.dataset.key = cell.key;
        input.dataset.row = number;
        input.dataset.help = cell.help;
        input.setAttribute("aria-label", cell.label);
        inputs.set(cell.key, input);
        node.append(input);
      } else {
        if (cell.scope) node.scope = cell.scope;
        if (cell.scope.startsWith("col")) node.classList.add("head");
        node.append(cell.text);
        if (cell.help) {
          node.title = cell.help;
          node.classList.add("help");
        }
      }
      row.append(node);
    }
    table.append(row);
  });
  return inputs;
}

// The cells of one row, left to right, by row: for the arrow keys and for pasting from a spreadsheet.
function byRow(inputs) {
  const rows = new Map();
  for (const input of inputs.values()) {
    const number = input.dataset.row;
    if (!rows.has(number)) rows.set(number, []);
    rows.get(number).push(input);
  }
  return [...rows.values()];
}

function locate(rows, input) {
  const row = rows.findIndex((cells) => cells.includes(input));
  return [row, rows[row].indexOf(input)];
}

const plain = (text) => text.normalize("NFKC").replace(/\s/g, "");

export function render({ model, el }) {
  const frame = make("div", "rk-grid");
  const table = make("table", "", make("caption", "", model.get("caption")));
  const inputs = build(model, table);
  const rows = byRow(inputs);
  const scroller = make("div", "rk-scroll", table);
  const why = make("div", "rk-why");
  why.setAttribute("role", "status");
  // What a person typed since the last save, by cell. Totals are not typed.
  const touched = new Map();
  const put = (key, text) => {
    const input = inputs.get(key);
    if (!input) return;
    input.value = text;
    touched.set(key, text);
  };
  const unsaved = new Unsaved(model, {
    text: () => JSON.stringify([...touched]),
    same: (text) => JSON.parse(text).every(([key, value]) => inputs.get(key)?.value === value),
    preview: (text) => JSON.parse(text).filter(([key, value]) => inputs.has(key) && inputs.get(key).value !== value)
      .map(([key, value]) => make("p", "", `${inputs.get(key).getAttribute("aria-label")}：`, make("del", "", inputs.get(key).value),
        make("ins", "", value || "（空）"))),
    restore(text) {
      for (const [key, value] of JSON.parse(text)) put(key, value);
      later();
      push();
    },
    saved: () => touched.clear(),
  });
  const behind = make("div", "rk-behind");
  frame.append(unsaved.offers, scroller, why, behind, unsaved.words);
  // JupyterLab takes keys and clicks for itself unless they stay here.
  frame.dataset.lmSuppressShortcuts = "true";
  el.append(frame);

  let edition = -1;
  let timer = 0;
  let unsent = false;
  let composing = false;

  const lock = () => {
    const locked = new Set(model.get("locked"));
    for (const [key, input] of inputs) {
      input.readOnly = locked.has(key);
      input.tabIndex = locked.has(key) ? -1 : 0;
      input.parentNode.classList.toggle("total", locked.has(key));
    }
  };
  const pull = () => {
    const typed = model.get("typed");
    const renewed = model.get("edition") !== edition;
    edition = model.get("edition");
    lock();
    const take = () => {
      for (const [key, input] of inputs) {
        // What was typed since the kernel heard of it stays: only totals, and a new edition, are taken over.
        if ((input.readOnly || renewed) && input.value !== (typed[key] ?? "")) input.value = typed[key] ?? "";
      }
    };
    if (!renewed) return take();
    unsaved.replaced(take);
    unsent ||= unsaved.pending; // the kernel does not know that the new table holds it
    push();
  };
  const push = () => {
    clearTimeout(timer);
    if (!unsent || composing) return;
    unsent = false;
    const typed = {};
    for (const [key, input] of inputs) if (!input.readOnly || input.dataset.pasted) typed[key] = input.value;
    for (const input of inputs.values()) delete input.dataset.pasted;
    model.send({ kind: "typed", view: unsaved.view, version: unsaved.version, edition, typed });
  };
  const later = () => {
    unsent = true;
    unsaved.changed();
    clearTimeout(timer);
    timer = setTimeout(push, PAUSE);
  };

  // Below the table: what belongs into the cell one is in, last year's figure, and what is wrong with it.
  const explain = (input) => {
    const problem = model.get("problems")[input.dataset.key];
    const last = model.get("last")[input.dataset.key];
    const parts = [make("b", "", input.getAttribute("aria-label"))];
    if (problem) parts.push(make("span", "bad", problem));
    if (input.readOnly) parts.push("合计，自动计算");
    if (last !== undefined) parts.push(`上年：${last || "空"}`);
    if (input.dataset.help) parts.push(input.dataset.help);
    why.replaceChildren(...parts.flatMap((part, number) => (number ? ["　", part] : [part])));
    if (model.get("sourced")) why.append("　", button("看来自台账的哪几行（Alt+回车）", "rk-source", () => ask(input)));
  };
  // The register rows a figure was summed from; a click on one opens the register there.
  const ask = (input) => model.send({ kind: "behind", key: input.dataset.key });
  const list = ({ key, known, figure, rows: found }) => {
    const input = inputs.get(key);
    const close = button("收起", "", () => {
      behind.replaceChildren();
      input.focus();
    });
    const differs = known && plain(input.value) !== figure ? `，这一格填的是 ${input.value || "空"}` : "";
    const words = known ? `台账汇总是 ${figure}${differs}，来自 ${found.length} 行：` : "这一格没有台账里的来源。";
    const items = found.map((text, index) => make("li", "", button(text, "rk-row", () => model.send({ kind: "row", index }))));
    behind.replaceChildren(make("div", "", make("b", "", input.getAttribute("aria-label")), "　", words, " ", close), make("ul", "", ...items));
    (items[0]?.firstChild ?? close).focus();
  };
  const mark = () => {
    const problems = model.get("problems");
    const last = model.get("last");
    for (const [key, input] of inputs) {
      input.classList.toggle("bad", Boolean(problems[key]));
      input.setAttribute("aria-invalid", String(Boolean(problems[key])));
      input.title = [problems[key], last[key] === undefined ? "" : `上年：${last[key] || "空"}`].filter(Boolean).join("\n");
    }
    if (inputs.has(document.activeElement?.dataset?.key)) explain(document.activeElement);
  };

  table.addEventListener("input", ({ target }) => {
    put(target.dataset.key, target.value);
    later();
  });
  table.addEventListener("change", ({ target }) => {
    put(target.dataset.key, plain(target.value)); // full-width digits, and blanks between them
    later();
    push();
  });
  table.addEventListener("compositionstart", () => {
    composing = true;
  });
  table.addEventListener("compositionend", () => {
    composing = false;
    later();
  });
  table.addEventListener("focusin", (event) => {
    event.target.select?.();
    explain(event.target);
  });
  table.addEventListener("mouseover", (event) => {
    if (event.target.dataset.key) explain(event.target);
  });
  table.addEventListener("keydown", (event) => {
    if (event.isComposing || !(event.target instanceof HTMLInputElement)) return;
    if (event.key === "Enter" && event.altKey && model.get("sourced")) {
      event.preventDefault();
      ask(event.target);
      return;
    }
    const way = step(event);
    if (!way) return;
    const [row, column] = locate(rows, event.target);
    rows[row + way[0]]?.[column + way[1]]?.focus();
    event.preventDefault();
  });
  table.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!/[\t\n]/.test(text.trim())) return; // a single figure: the browser pastes it
    event.preventDefault();
    const [row, column] = locate(rows, event.target);
    let outside = 0;
    block(text).forEach((line, down) => line.forEach((value, right) => {
      const input = rows[row + down]?.[column + right];
      if (!input) {
        outside += Boolean(value.trim());
        return;
      }
      put(input.dataset.key, plain(value));
      input.dataset.pasted = "yes"; // totals too: one that is no sum has to be looked at
    }));
    later();
    push();
    why.textContent = outside ? `有 ${outside} 格超出表格，没有粘贴；请从左上角对齐的格子开始粘贴。` : "已粘贴。";
  });

  behind.addEventListener("keydown", (event) => {
    if (event.key === "Escape") behind.querySelector("button")?.click();
  });

  const received = (message) => (message.kind === "behind" ? list(message) : unsaved.receive(message));
  const changes = "change:typed change:edition change:locked";
  model.on(changes, pull);
  model.on("change:problems", mark);
  model.on("msg:custom", received);
  pull();
  mark();
  unsaved.offer();
  return () => {
    push();
    unsaved.close();
    model.off(changes, pull);
    model.off("change:problems", mark);
    model.off("msg:custom", received);
  };
}
