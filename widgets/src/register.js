// A register: rows to edit as in a spreadsheet, fifty on a page. Only the cell one is in is a field, all others
// are text: a register of some hundred rows would else be twenty thousand fields. The rows travel as messages;
// Python judges them and writes the file.

import { button, make } from "./dom.js";
import { block, step } from "./sheet.js";
import { Unsaved } from "./unsaved.js";

const PAGE = 50;
const PAUSE = 250;
const LEVELS = { error: "错误", warning: "警告", hint: "提示" };

export function render({ model, el }) {
  const frame = make("section", "rk-grid rk-register");
  frame.dataset.lmSuppressShortcuts = "true";
  let columns = [];
  let rows = []; // { id, texts: Map(position → text), covered: positions not shown, sum }
  let first = 2; // the number of the first row in the sheet
  let edition = -1;
  let page = 0;
  let wanted = ""; // what is looked for
  let at = { row: null, column: 0 }; // the cell one is in
  let field = null; // its field
  let operations = []; // not sent yet
  let past = []; // what undoes the last changes
  let before = new Map(); // of rows changed since the last save: what the file holds; null for a new row
  let timer = 0;
  let turn = 0;
  let newest = 0;
  let visit = 0; // counts the cells one has entered
  let composing = false;

  const add = button("添加一行", "rk-add", () => addRow());
  const drop = button("删去这一行", "rk-drop", () => at.row && removeRow(at.row));
  const back = button("撤销", "rk-undo", () => undo());
  const search = make("input");
  search.type = "search";
  search.placeholder = "查找";
  search.setAttribute("aria-label", "在这本台账里查找");
  const counts = make("span", "rk-counts");
  const previousFault = button("上一处", "", () => nextFault(-1));
  const followingFault = button("下一处（F8）", "", () => nextFault(1));
  const tools = make("div", "rk-tools", add, drop, back, search, counts, previousFault, followingFault);
  const general = make("ul", "rk-general");
  const table = make("table");
  const body = make("tbody");
  const scroller = make("div", "rk-scroll", table);
  const pages = make("div", "rk-pages");
  const why = make("div", "rk-why");
  why.setAttribute("role", "status");
  const unsaved = new Unsaved(model, {
    text: () => JSON.stringify(draft()),
    same: (text) => JSON.parse(text).every(([old, now]) => (now ? rows.some((row) => equal(row, now)) : !rows.some((row) => equal(row, old)))),
    preview: (text) => JSON.parse(text).slice(0, 20).map(([old, now]) => change(old, now)),
    restore(text) {
      for (const [old, now] of JSON.parse(text)) {
        const row = old && rows.find((one) => equal(one, old));
        if (!now) row && removeRow(row);
        else if (row) for (const { position } of columns) set(row, position, now[position] ?? "");
        else if (!rows.some((one) => equal(one, now))) insert({ texts: now });
      }
      draw();
      push();
    },
    saved: () => before.clear(),
  });
  frame.append(unsaved.offers, tools, general, scroller, pages, why, unsaved.words);
  el.append(frame);

  const problems = (row) => model.get("problems")[row.id] ?? {};
  const text = (row, position) => row.texts.get(position) ?? "";
  const plain = (row) => Object.fromEntries([...row.texts].filter(([, value]) => value));
  const equal = (row, texts) => columns.every(({ position }) => text(row, position) === (texts[position] ?? ""));
  const number = (row) => first + rows.indexOf(row);
  const found = () => (wanted ? rows.filter((row) => [...row.texts.values()].some((value) => value.includes(wanted))) : rows);

  // What was changed since the last save, without what a register must not hold.
  const draft = () => [...before].map(([id, old]) => {
    const row = rows.find((one) => one.id === id);
    const now = row && plain(row);
    for (const [position, problem] of Object.entries(row ? problems(row) : {})) {
      if (problem.private && now[position] !== undefined) now[position] = old?.[position] ?? "";
    }
    return [old, now ?? null];
  });
  const change = (old, now) => {
    const label = (texts) => texts[columns[0].position] || texts[columns[1]?.position] || "一行";
    if (!now) return make("p", "", make("del", "", label(old)));
    const parts = columns.filter(({ position }) => (old?.[position] ?? "") !== (now[position] ?? ""));
    return make("p", "", `${label(old ?? now)}：`, ...parts.flatMap((column) => [`${column.label} `,
      make("del", "", old?.[column.position] ?? ""), make("ins", "", now[column.position] ?? "（空）"), "　"]));
  };

  // ---- changes -------------------------------------------------------------------------------------------

  const note = (row, fresh = false) => {
    if (!before.has(row.id)) before.set(row.id, fresh ? null : plain(row));
  };
  const later = () => {
    unsaved.changed();
    clearTimeout(timer);
    timer = setTimeout(push, PAUSE);
  };
  const push = () => {
    clearTimeout(timer);
    if (!operations.length || composing) return;
    model.send({ kind: "edit", view: unsaved.view, version: unsaved.version, edition, operations });
    operations = [];
  };
  const set = (row, position, value, undoing = false) => {
    const old = text(row, position);
    if (old === value) return;
    note(row);
    // What is typed in one visit of a cell is undone at once, and sent as one change.
    if (!undoing && !(past.at(-1)?.visit === visit && past.at(-1).row === row && past.at(-1).position === position)) {
      past.push({ visit, row, position, undo: () => set(row, position, old, true) });
    }
    row.texts.set(position, value);
    row.covered.delete(position);
    const [what, id, place] = operations.at(-1) ?? [];
    if (what === "set" && id === row.id && place === position) operations.pop();
    operations.push(["set", row.id, position, value]);
    later();
  };
  const insert = ({ texts, index = null, undoing = false }) => {
    const row = { id: `${unsaved.view}-${(newest += 1)}`, texts: new Map(), covered: new Set(), sum: false };
    for (const [position, value] of Object.entries(texts)) row.texts.set(Number(position), value);
    let place = index ?? rows.length;
    while (index === null && place && rows[place - 1].sum) place -= 1;
    note(row, true);
    operations.push(["add", row.id, rows[place]?.id ?? null, plain(row)]);
    rows.splice(place, 0, row);
    if (!undoing) past.push({ undo: () => removeRow(row, true) });
    later();
    return row;
  };
  const addRow = () => {
    const last = rows.filter((row) => !row.sum).at(-1);
    const key = columns[0];
    // The next number, as most registers count their rows.
    const [, head, digits] = /^(.*?)(\d+)$/.exec(last ? text(last, key.position) : "") ?? [];
    const next = digits && key.label !== "月份" ? `${head}${String(Number(digits) + 1).padStart(digits.length, "0")}` : "";
    search.value = wanted = "";
    const row = insert({ texts: next ? { [key.position]: next } : {} });
    go(row, next ? 1 : 0);
  };
  const removeRow = (row, undoing = false) => {
    const index = rows.indexOf(row);
    if (index < 0) return;
    note(row);
    if (!undoing) {
      // Given back under another id: what a row held that is not shown stays in the file's earlier versions.
      past.push({ undo: () => (at.row = insert({ texts: plain(row), index: Math.min(index, rows.length), undoing: true })) });
    }
    rows.splice(index, 1);
    operations.push(["remove", row.id]);
    if (before.get(row.id) === null) before.delete(row.id);
    later();
    if (at.row === row) at.row = rows[Math.min(index, rows.length - 1)] ?? null;
    draw();
    if (!undoing) {
      enter();
      why.textContent = "已删去一行，点“撤销”可以恢复。";
    }
  };
  const undo = () => {
    commit();
    past.pop()?.undo();
    draw();
    enter();
  };

  // ---- the cell one is in --------------------------------------------------------------------------------

  const commit = () => {
    if (!field || !at.row) return;
    set(at.row, columns[at.column].position, field.value.trim());
  };
  const cellOf = (row, index) => body.querySelector(`tr[data-id="${CSS.escape(row.id)}"]`)?.cells[index + 1];
  const leave = () => {
    commit();
    const cell = at.row && cellOf(at.row, at.column);
    field = null;
    if (cell) fill(cell, at.row, at.column);
  };
  const go = (row, index) => {
    const shown = found();
    const place = shown.indexOf(row);
    if (place < 0) return;
    if (field) leave();
    at = { row, column: Math.max(0, Math.min(index, columns.length - 1)) };
    const its = Math.floor(place / PAGE);
    if (its !== page || !cellOf(row, at.column)) {
      page = its;
      draw();
    }
    enter();
  };
  const enter = () => {
    const cell = at.row && cellOf(at.row, at.column);
    if (!cell) return;
    mount(cell);
    field.focus({ preventScroll: true });
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    // Not behind the columns that stay on the left.
    const edge = body.rows[0].cells[1].getBoundingClientRect().right;
    if (at.column > 0 && cell.getBoundingClientRect().left < edge) scroller.scrollLeft -= edge - cell.getBoundingClientRect().left;
    explain();
  };
  const mount = (cell) => {
    const column = columns[at.column];
    const value = text(at.row, column.position);
    visit += 1;
    field = make(column.type === "enum" ? "select" : "input");
    if (column.type === "enum") {
      const choices = ["", ...column.values, ...(value && !column.values.includes(value) ? [value] : [])];
      field.append(...choices.map((choice) => {
        const option = make("option", "", choice);
        option.value = choice;
        return option;
      }));
    } else {
      field.autocomplete = "off";
    }
    field.value = value;
    field.setAttribute("aria-label", `第 ${number(at.row)} 行，${column.label}`);
    cell.replaceChildren(field);
    field.select?.();
  };
  const fill = (cell, row, index) => {
    const { position } = columns[index];
    cell.replaceChildren(text(row, position) || (row.covered.has(position) ? "（没有读入）" : ""));
    paint(cell, row, index);
  };
  const paint = (cell, row, index) => {
    const { position } = columns[index];
    const problem = problems(row)[position];
    const classes = [index ? "" : "rk-first", problem ? `rk-${problem.level}` : "", problem?.rule === "B01" ? "rk-missing" : ""];
    cell.className = classes.filter(Boolean).join(" ");
    const value = text(row, position);
    cell.title = [value.length > 14 ? value : "", problem?.text ?? ""].filter(Boolean).join("\n");
  };
  // Below the table: what belongs into the cell, what may be chosen, and what is wrong with it.
  const explain = () => {
    if (!at.row) return why.replaceChildren();
    const column = columns[at.column];
    const own = problems(at.row);
    const told = [own[column.position], own.row].filter(Boolean);
    const parts = [make("b", "", `第 ${number(at.row)} 行　${column.label}`)];
    parts.push(...told.map((problem) => make("span", problem.level === "error" ? "bad" : "", problem.text)));
    if (column.note) parts.push(column.note);
    why.replaceChildren(...parts.flatMap((part, place) => (place ? ["　", part] : [part])));
    if (column.type === "list") {
      why.append(make("div", "rk-choices", ...column.values.map((choice) => button(choice, "", () => toggle(choice)))));
    }
  };
  const toggle = (choice) => {
    const parts = field.value.split(/[;；、,，]+/).map((part) => part.trim()).filter(Boolean);
    field.value = (parts.includes(choice) ? parts.filter((part) => part !== choice) : [...parts, choice]).join("；");
    commit();
    field.focus();
  };

  // ---- drawing -------------------------------------------------------------------------------------------

  const head = () => {
    const cells = columns.map((column, index) => {
      const node = make("th", `head${index ? "" : " rk-first"}`, column.label, column.required ? make("span", "rk-required", "*") : "");
      node.scope = "col";
      node.title = column.note;
      return node;
    });
    const corner = make("th", "head rk-number", "行");
    corner.scope = "col";
    table.setAttribute("aria-label", model.get("name"));
    table.replaceChildren(make("thead", "", make("tr", "", corner, ...cells)), body);
  };
  const draw = () => {
    const shown = found();
    const last = Math.max(0, Math.ceil(shown.length / PAGE) - 1);
    page = Math.min(page, last);
    field = null;
    body.replaceChildren(...shown.slice(page * PAGE, (page + 1) * PAGE).map((row) => {
      const label = make("th", "rk-number", String(number(row)));
      label.scope = "row";
      const line = make("tr", row.sum ? "rk-sum" : "", label);
      line.dataset.id = row.id;
      columns.forEach((column, index) => {
        const cell = make("td");
        fill(cell, row, index);
        line.append(cell);
      });
      return line;
    }));
    const words = wanted ? `找到 ${shown.length} 行，共 ${rows.length} 行` : `共 ${rows.length} 行`;
    const turnTo = (to) => {
      page = to;
      draw();
      const row = found()[page * PAGE];
      if (row) go(row, at.column);
    };
    const earlier = button("上一页", "", () => turnTo(page - 1));
    const following = button("下一页", "", () => turnTo(page + 1));
    earlier.disabled = page === 0;
    following.disabled = page === last;
    pages.replaceChildren(words, ...(last ? [earlier, `第 ${page + 1} / ${last + 1} 页`, following] : []));
    if (!rows.length) pages.append("　还没有内容。点“添加一行”，或者从 Excel、WPS 复制以后在这里粘贴。");
    tally();
  };
  const faults = () => rows.flatMap((row) => {
    const own = problems(row);
    return columns.map((column, index) => ({ row, index, problem: own[column.position] })).concat({ row, index: 0, problem: own.row })
      .filter(({ problem }) => problem);
  });
  const tally = () => {
    const all = [...faults().map(({ problem }) => problem.level), ...model.get("general").map(({ level }) => level)];
    const parts = Object.entries(LEVELS).map(([level, label]) => [level, label, all.filter((one) => one === level).length]);
    counts.replaceChildren(...parts.filter(([, , count]) => count)
      .map(([level, label, count]) => make("span", `rk-count rk-${level}`, `${label} ${count}`)));
    if (!all.length && rows.length) counts.textContent = "没有问题";
    previousFault.hidden = followingFault.hidden = !all.length;
    general.replaceChildren(...model.get("general").map(({ text: words }) => make("li", "", words)));
    drop.disabled = !rows.length;
    back.disabled = !past.length;
  };
  const nextFault = (way) => {
    commit();
    const all = faults();
    if (!all.length) return;
    const place = (row, index) => rows.indexOf(row) * 1000 + index;
    const here = at.row ? place(at.row, at.column) : -1;
    const order = way > 0 ? all : all.reverse();
    const next = order.find(({ row, index }) => (way > 0 ? place(row, index) > here : place(row, index) < here)) ?? order[0];
    if (wanted && !found().includes(next.row)) search.value = wanted = "";
    go(next.row, next.index);
  };
  const mark = () => {
    for (const line of body.rows) {
      const row = rows.find((one) => one.id === line.dataset.id);
      if (!row) continue;
      columns.forEach((_, index) => {
        const cell = line.cells[index + 1];
        paint(cell, row, index);
        if (field && cell.contains(field)) field.setAttribute("aria-invalid", String(Boolean(problems(row)[columns[index].position])));
      });
    }
    tally();
    if (field?.isConnected) explain();
    if (unsaved.pending && before.size) unsaved.kept = unsaved.keep(unsaved.view, JSON.stringify(draft()));
  };

  // ---- events --------------------------------------------------------------------------------------------

  body.addEventListener("mousedown", (event) => {
    const cell = event.target.closest("td");
    if (!cell || cell.contains(field)) return;
    event.preventDefault();
    const row = rows.find((one) => one.id === cell.parentNode.dataset.id);
    go(row, cell.cellIndex - 1);
  });
  body.addEventListener("input", commit);
  body.addEventListener("compositionstart", () => (composing = true));
  body.addEventListener("compositionend", () => {
    composing = false;
    commit();
    later();
  });
  body.addEventListener("focusout", () => {
    commit();
    push();
  });
  body.addEventListener("focusin", () => explain());
  const move = (down, right) => {
    const shown = found();
    const target = shown[shown.indexOf(at.row) + down];
    if (target) go(target, at.column + right);
  };
  body.addEventListener("keydown", (event) => {
    if (event.isComposing || event.target !== field) return;
    const { key } = event;
    if (key === "Tab" && !event.ctrlKey && !event.altKey) {
      const right = event.shiftKey ? -1 : 1;
      const column = at.column + right;
      const shown = found();
      const wrapped = column < 0 || column >= columns.length;
      const row = wrapped ? shown[shown.indexOf(at.row) + right] : at.row;
      if (!row) return; // out of the table
      event.preventDefault();
      go(row, wrapped ? (right > 0 ? 0 : columns.length - 1) : column);
    } else if (key === "Escape") {
      event.preventDefault();
      if (field.value !== text(at.row, columns[at.column].position)) {
        field.value = text(at.row, columns[at.column].position);
        field.select?.();
      } else {
        add.focus(); // the way out of the table
      }
    } else if (key === "PageDown" || key === "PageUp") {
      event.preventDefault();
      const shown = found();
      const place = shown.indexOf(at.row) + (key === "PageDown" ? PAGE : -PAGE);
      go(shown[Math.max(0, Math.min(place, shown.length - 1))], at.column);
    } else {
      const way = step(event);
      if (!way) return;
      event.preventDefault();
      move(...way);
    }
  });
  scroller.tabIndex = 0;
  scroller.setAttribute("aria-label", "台账的行；按回车进入");
  scroller.setAttribute("role", "region");
  scroller.addEventListener("keydown", (event) => {
    const row = at.row ?? found()[page * PAGE];
    if (event.target !== scroller || !row || !["Enter", "ArrowDown", "F2"].includes(event.key)) return;
    event.preventDefault();
    go(row, at.column);
  });
  frame.addEventListener("keydown", (event) => {
    if (event.key === "F8") {
      event.preventDefault();
      nextFault(event.shiftKey ? -1 : 1);
    } else if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      commit();
      push();
      model.send({ kind: "save" });
    } else if ((event.ctrlKey || event.metaKey) && event.key === "z" && field && field.value === text(at.row, columns[at.column].position)) {
      event.preventDefault();
      undo();
    }
  });
  frame.addEventListener("paste", (event) => {
    const data = event.clipboardData?.getData("text/plain") ?? "";
    const several = /[\t\n]/.test(data.trim());
    if (event.target === search || (!several && field instanceof HTMLInputElement)) return; // the browser pastes it
    event.preventDefault();
    let lines = block(data);
    // With the headings on top the columns are found by name.
    const named = lines[0].map((cell) => columns.findIndex(({ label }) => label === cell.trim().replace(/[*＊]$/, "")));
    const headed = named.filter((index) => index >= 0).length >= Math.min(3, columns.length);
    if (headed) lines = lines.slice(1);
    let place = headed ? rows.length : at.row ? rows.indexOf(at.row) : rows.length;
    while (headed && place && rows[place - 1].sum) place -= 1;
    let lost = 0;
    field = null; // what stood in the cell is pasted over
    lines.forEach((line) => {
      const texts = {};
      line.forEach((value, right) => {
        const column = columns[headed ? named[right] : at.column + right];
        if (column) texts[column.position] = value.trim().replace(/\s*\n\s*/g, " ");
        else lost += Boolean(value.trim());
      });
      const row = headed ? null : rows[place];
      if (row && !row.sum) for (const [position, value] of Object.entries(texts)) set(row, Number(position), value);
      else insert({ texts, index: place });
      place += 1;
    });
    draw();
    enter();
    push();
    why.textContent = `已粘贴 ${lines.length} 行。${lost ? `有 ${lost} 格超出表格，没有粘贴。` : ""}`;
  });
  search.addEventListener("input", () => {
    wanted = search.value.trim();
    page = 0;
    draw();
  });

  // ---- from Python ---------------------------------------------------------------------------------------

  const take = (message) => {
    columns = message.columns;
    first = message.first;
    rows = message.rows.map(([id, texts, covered, sum]) => ({
      id, sum, covered: new Set(covered), texts: new Map(Object.entries(texts).map(([position, value]) => [Number(position), value])),
    }));
    edition = message.edition;
    operations = [];
    past = [];
    before.clear();
    at = { row: null, column: 0 };
    head();
    draw();
    aim();
  };
  const received = (message) => {
    if (message.kind === "rows" && (!message.view || message.view === unsaved.view)) {
      if (message.edition === edition) return;
      if (edition < 0) {
        take(message);
        unsaved.offer();
      } else {
        unsaved.replaced(() => take(message));
        unsaved.offer();
      }
    } else {
      unsaved.receive(message);
    }
  };
  // Where Python wants the caret: the row somebody asked for at a figure of the report.
  const aim = () => {
    const target = model.get("target");
    const row = rows.find(({ id }) => id === target.id);
    if (!row || target.turn === turn) return;
    turn = target.turn;
    search.value = wanted = "";
    frame.scrollIntoView({ block: "nearest" });
    go(row, 0);
  };
  model.on("msg:custom", received);
  model.on("change:problems change:general", mark);
  model.on("change:target", aim);
  head();
  model.send({ kind: "hello", view: unsaved.view });
  return () => {
    commit();
    push();
    unsaved.close();
    model.off("msg:custom", received);
    model.off("change:problems change:general", mark);
    model.off("change:target", aim);
  };
}
