// Findings grouped by severity. A click sends one message; Python applies it and sends a new list.

const GROUPS = [
  ["error", "错误", "必须改正"],
  ["warning", "警告", "请核对"],
  ["hint", "提示", "供参考"],
];

function make(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children);
  return node;
}

function button(text, className, action) {
  const node = make("button", className, text);
  node.type = "button";
  node.addEventListener("click", action);
  return node;
}

function passage(item) {
  const mark = make("mark", "", item.marked || "▲");
  return make("div", "passage", item.before, mark, item.after);
}

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

function ignoredCard(item, send) {
  const undo = button("恢复", "ignore", () => send({ action: "reopen", key: item.key }));
  return make("div", "card done", make("div", "place", item.place), passage(item),
    make("div", "message", item.message),
    make("div", "actions", make("span", "source", `已忽略：${item.reason || "未写理由"}`), undo));
}

function render({ model, el }) {
  const root = make("div", "rk-findings");
  root.dataset.lmSuppressShortcuts = "true"; // keys typed into a reason are not shortcuts of JupyterLab
  root.tabIndex = -1; // takes the focus when the last card is gone
  el.append(root);
  // A decision takes its card away; the focus goes to the one that follows, not to the top of the page.
  let place = -1;
  const cards = () => [...root.querySelectorAll(".card:not(.done)")];
  const send = (message) => {
    place = cards().indexOf(document.activeElement?.closest(".card"));
    model.send(message);
  };
  const refocus = () => {
    if (place < 0 || model.get("busy")) return;
    const next = cards()[Math.min(place, cards().length - 1)];
    place = -1;
    (next?.querySelector("button, input") ?? root).focus();
  };

  const draw = () => {
    const items = model.get("items");
    const ignored = model.get("ignored");
    const listId = `rk-reasons-${Math.random().toString(36).slice(2)}`;
    const list = make("datalist");
    list.id = listId;
    list.append(...model.get("reasons").map((reason) => {
      const option = make("option");
      option.value = reason;
      return option;
    }));
    root.replaceChildren(list);

    const safe = model.get("safe_count");
    if (safe) {
      root.append(make("div", "bulk",
        button(`一键采纳 ${safe} 处`, "accept first all", () => send({ action: "accept_safe" })),
        make("span", "source", "只改标点全半角等不会改变意思的地方，其余请逐条决定")));
    }
    for (const [severity, name, meaning] of GROUPS) {
      const members = items.filter((item) => item.severity === severity);
      if (!members.length) continue;
      const group = make("details", "group",
        make("summary", severity, `${name} ${members.length} 处（${meaning}）`),
        ...members.map((item) => card(item, listId, send)));
      group.open = true;
      root.append(group);
    }
    if (!items.length) root.append(make("div", "clear", "没有需要处理的问题。"));
    if (ignored.length) {
      root.append(make("details", "group",
        make("summary", "done", `已忽略 ${ignored.length} 处`),
        ...ignored.map((item) => ignoredCard(item, send))));
    }
    wait();
  };
  const wait = () => {
    const busy = model.get("busy");
    root.classList.toggle("busy", busy);
    for (const node of root.querySelectorAll("button")) node.disabled = busy;
    refocus();
  };

  const changes = "change:items change:ignored change:safe_count";
  model.on(changes, draw);
  model.on("change:busy", wait);
  draw();
  return () => {
    model.off(changes, draw);
    model.off("change:busy", wait);
  };
}

export default { render };
