// The way through the tour: progress, all steps as buttons, and the task of the open one.

/** @import { AnyModel } from "@anywidget/types" */

/** @typedef {{ title: string, about: string, todo: string[] }} Step */

/** @typedef {{ steps: Step[], done: number[], step: number, verdict: { good: boolean, text: string } }} Traits */

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
 * Words that a screen reader tells when they change.
 * @param {"div" | "span"} tag
 * @param {string} [className]
 */
function status(tag, className) {
  const node = make(tag, className);
  node.setAttribute("role", "status");
  return node;
}

/** @param {() => void} action */
function button(action) {
  const node = make("button");
  node.type = "button";
  node.addEventListener("click", action);
  return node;
}

/**
 * The words of a task are the kit's own and may hold marks such as <q>.
 * @param {"p" | "li"} tag
 * @param {string} words
 */
function marked(tag, words) {
  const node = make(tag);
  node.innerHTML = words;
  return node;
}

/**
 * Say whether the step is done.
 * @param {HTMLElement} node
 * @param {Traits["verdict"]} verdict
 */
function tell(node, { good, text }) {
  node.textContent = text;
  node.classList.toggle("good", good);
}

/** @param {{ model: AnyModel<Traits>, el: HTMLElement }} view */
function render({ model, el }) {
  const root = make("div", "rk-tour");
  root.dataset.lmSuppressShortcuts = "true"; // Enter on a button here is no shortcut of JupyterLab
  const steps = model.get("steps");
  const progress = make("progress");
  progress.max = steps.length;
  progress.setAttribute("aria-label", "练习的进度");
  const count = status("span");
  const list = make("ol", "rk-steps");
  const buttons = steps.map((_, number) => button(() => model.send({ step: number })));
  list.append(...buttons.map((node) => make("li", "", node)));
  const heading = make("h2");
  heading.tabIndex = -1;
  const todo = make("div");
  const verdict = status("div", "rk-verdict");
  const forward = button(() => model.send({ step: model.get("step") + 1 }));
  forward.className = "rk-forward";
  forward.textContent = "下一步";
  const task = make("section", "rk-task", heading, todo, make("div", "rk-end", verdict, forward));
  root.append(make("div", "rk-way", progress, count), list, task);
  el.append(root);

  const tick = () => {
    const done = model.get("done");
    progress.value = done.length;
    count.textContent = `已完成 ${done.length} / ${steps.length} 步`;
    forward.hidden = !done.includes(model.get("step")) || model.get("step") + 1 === steps.length;
    buttons.forEach((node, number) => {
      const finished = done.includes(number);
      node.classList.toggle("done", finished);
      node.textContent = `${finished ? "✓ " : ""}${number + 1} ${steps[number].title}`;
    });
  };
  const judge = () => tell(verdict, model.get("verdict"));
  const open = () => {
    const number = model.get("step");
    const step = steps[number];
    heading.textContent = `第 ${number + 1} 步：${step.title}`;
    todo.replaceChildren(marked("p", step.about), make("ol", "", ...step.todo.map((words) => marked("li", words))));
    for (const node of buttons) node.removeAttribute("aria-current");
    buttons[number].setAttribute("aria-current", "step");
  };
  // A new step begins at its top, wherever the button was that opened it.
  const move = () => {
    open();
    tick();
    root.scrollIntoView({ block: "start" });
    heading.focus({ preventScroll: true });
  };

  model.on("change:done", tick);
  model.on("change:step", move);
  model.on("change:verdict", judge);
  tick();
  open();
  judge();
  return () => {
    model.off("change:done", tick);
    model.off("change:step", move);
    model.off("change:verdict", judge);
  };
}

export default { render };
