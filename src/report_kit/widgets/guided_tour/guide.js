// The way through the tour: progress, all steps as buttons, and the task of the open one.

function make(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children);
  return node;
}

// The words of a task are the kit's own and may hold marks such as <q>.
function marked(tag, words) {
  const node = make(tag);
  node.innerHTML = words;
  return node;
}

function render({ model, el }) {
  const root = make("div", "rk-tour");
  root.dataset.lmSuppressShortcuts = "true"; // Enter on a button here is no shortcut of JupyterLab
  const steps = model.get("steps");
  const progress = make("progress");
  progress.max = steps.length;
  progress.setAttribute("aria-label", "练习的进度");
  const count = make("span");
  count.setAttribute("role", "status");
  const list = make("ol", "rk-steps");
  const buttons = steps.map(({ title }, number) => {
    const button = make("button");
    button.type = "button";
    button.addEventListener("click", () => model.send({ step: number }));
    list.append(make("li", "", button));
    return button;
  });
  const heading = make("h2");
  heading.tabIndex = -1;
  const todo = make("div");
  const verdict = make("div", "rk-verdict");
  verdict.setAttribute("role", "status");
  const forward = make("button", "rk-forward", "下一步");
  forward.type = "button";
  forward.addEventListener("click", () => model.send({ step: model.get("step") + 1 }));
  const task = make("section", "rk-task", heading, todo, make("div", "rk-end", verdict, forward));
  root.append(make("div", "rk-way", progress, count), list, task);
  el.append(root);

  const tick = () => {
    const done = model.get("done");
    progress.value = done.length;
    count.textContent = `已完成 ${done.length} / ${steps.length} 步`;
    forward.hidden = !done.includes(model.get("step")) || model.get("step") + 1 === steps.length;
    buttons.forEach((button, number) => {
      const finished = done.includes(number);
      button.classList.toggle("done", finished);
      button.textContent = `${finished ? "✓ " : ""}${number + 1} ${steps[number].title}`;
    });
  };
  const judge = () => {
    const { good, text } = model.get("verdict");
    verdict.textContent = text;
    verdict.classList.toggle("good", good);
  };
  const open = () => {
    const number = model.get("step");
    const step = steps[number];
    heading.textContent = `第 ${number + 1} 步：${step.title}`;
    todo.replaceChildren(marked("p", step.about), make("ol", "", ...step.todo.map((words) => marked("li", words))));
    buttons.forEach((button, other) => {
      if (other === number) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
    });
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
