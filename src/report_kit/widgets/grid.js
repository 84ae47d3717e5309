// An editable statutory table. Values travel as the text that was typed; Python judges them.

function build(model, table) {
  const inputs = new Map();
  const body = document.createDocumentFragment();
  model.get("lines").forEach((line, number) => {
    const row = document.createElement("tr");
    for (const cell of line) {
      const node = document.createElement(cell.key ? "td" : "th");
      node.rowSpan = cell.rowspan;
      node.colSpan = cell.colspan;
      if (cell.key) {
        const input = document.createElement("input");
        input.inputMode = "decimal";
        input.autocomplete = "off";
        input.dataset.key = cell.key;
        input.setAttribute("aria-label", cell.label);
        input.dataset.row = number;
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
    body.append(row);
  });
  table.append(body);
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

function render({ model, el }) {
  const frame = document.createElement("div");
  frame.className = "rk-grid";
  const table = document.createElement("table");
  const caption = document.createElement("caption");
  caption.append(model.get("caption"));
  table.append(caption);
  const inputs = build(model, table);
  const rows = byRow(inputs);
  frame.append(table);
  el.append(frame);

  const pull = () => {
    const typed = model.get("typed");
    for (const [key, input] of inputs) {
      // Writing to the field a person is typing in would destroy what the input method composes.
      if (input !== document.activeElement) input.value = typed[key] ?? "";
    }
  };
  const push = () => {
    const typed = {};
    for (const [key, input] of inputs) typed[key] = input.value;
    model.set("typed", typed);
    model.save_changes();
  };
  const mark = () => {
    const problems = model.get("problems");
    for (const [key, input] of inputs) {
      const problem = problems[key];
      input.classList.toggle("bad", Boolean(problem));
      input.title = problem ?? "";
    }
  };

  table.addEventListener("change", push);
  table.addEventListener("focusin", (event) => event.target.select?.());
  table.addEventListener("keydown", (event) => {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0] }[event.key];
    if (!step || event.isComposing || !(event.target instanceof HTMLInputElement)) return;
    const [row, column] = locate(rows, event.target);
    const target = rows[row + step[0]]?.[column];
    if (target) target.focus();
    event.preventDefault();
  });
  table.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!/[\t\n]/.test(text.trim())) return; // a single figure: the browser pastes it
    event.preventDefault();
    const [row, column] = locate(rows, event.target);
    text.replace(/\r?\n$/, "").split(/\r?\n/).forEach((line, down) => {
      line.split("\t").forEach((value, right) => {
        const input = rows[row + down]?.[column + right];
        if (input) input.value = value.trim();
      });
    });
    push();
  });
  // JupyterLab takes keys and clicks for itself unless they stay here.
  frame.dataset.lmSuppressShortcuts = "true";

  model.on("change:typed", pull);
  model.on("change:problems", mark);
  pull();
  mark();
  return () => {
    model.off("change:typed", pull);
    model.off("change:problems", mark);
  };
}

export default { render };
