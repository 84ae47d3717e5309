// What an import did not understand: a list to work through, each ticked off when it has been looked at.

/** @import { AnyModel } from "@anywidget/types" */

/** @typedef {{ notes: { row: number, where: string, message: string, text: string, done: boolean }[] }} Traits */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
function make(tag, ...children) {
  const node = document.createElement(tag);
  node.append(...children);
  return node;
}

/** @param {{ model: AnyModel<Traits>, el: HTMLElement }} view */
function render({ model, el }) {
  const root = make("section");
  root.className = "rk-unclear";
  root.dataset.lmSuppressShortcuts = "true";
  root.setAttribute("aria-label", "导入时没有看懂的地方");
  const head = make("div");
  head.className = "rk-head";
  head.setAttribute("role", "status");
  const list = make("ul");
  root.append(head, list);
  el.append(root);
  const show = () => {
    const notes = model.get("notes");
    const left = notes.filter(({ done }) => !done).length;
    root.hidden = !notes.length;
    head.textContent = left ? `没有看懂、要请您核对的有 ${left} 处。对着原文件看过一处，勾一处；没有勾的，下次打开还在这里：`
      : "没有看懂的地方都核对过了。";
    const focused = [...list.querySelectorAll("input")].findIndex((box) => box === document.activeElement);
    list.replaceChildren(...notes.map(({ row, where, message, text, done }) => {
      const box = make("input");
      box.type = "checkbox";
      box.checked = done;
      box.addEventListener("change", () => model.send({ kind: "tick", row, done: box.checked }));
      const words = make("span", where ? make("b", `${where}：`) : "", message, text ? `：“${text}”` : "");
      const item = make("li", make("label", box, words));
      item.classList.toggle("done", done);
      return item;
    }));
    list.querySelectorAll("input")[focused]?.focus();
  };
  model.on("change:notes", show);
  show();
  return () => model.off("change:notes", show);
}

export default { render };
