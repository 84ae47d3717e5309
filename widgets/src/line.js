// A field of one line (title, signature, date), kept like all else: see unsaved.js.

import { make } from "./dom.js";
import { difference, Unsaved } from "./unsaved.js";

const PAUSE = 250;

export function render({ model, el }) {
  const frame = make("div", "rk-line-field");
  frame.dataset.lmSuppressShortcuts = "true";
  const input = make("input");
  input.autocomplete = "off";
  input.placeholder = model.get("placeholder");
  const label = make("label", "", make("span", "", model.get("label")), input);
  const problem = make("div", "rk-problem");
  problem.setAttribute("role", "status");
  let edition = -1;
  let timer = 0;
  let unsent = false;
  let composing = false;
  const put = (text) => {
    input.value = text;
    later();
    push();
  };
  const unsaved = new Unsaved(model, {
    text: () => input.value,
    same: (text) => input.value === text,
    preview: (text) => [difference(input.value, text)],
    restore: put,
  });
  frame.append(unsaved.offers, label, problem, unsaved.words);
  el.append(frame);

  const push = () => {
    clearTimeout(timer);
    if (!unsent || composing) return;
    unsent = false;
    model.send({ kind: "text", view: unsaved.view, version: unsaved.version, edition, text: input.value });
  };
  const later = () => {
    unsent = true;
    unsaved.changed();
    clearTimeout(timer);
    timer = setTimeout(push, PAUSE);
  };
  const pull = () => {
    const content = model.get("content");
    if (content.edition === edition) return;
    edition = content.edition;
    unsaved.replaced(() => (input.value = content.text));
  };
  const judge = () => {
    problem.textContent = model.get("problem");
    input.setAttribute("aria-invalid", String(Boolean(model.get("problem"))));
  };
  input.addEventListener("input", later);
  input.addEventListener("compositionstart", () => (composing = true));
  input.addEventListener("compositionend", () => {
    composing = false;
    later();
  });
  // A day is written as the form prints it, whatever the browser's language: 2025-1-15 becomes 2025年1月15日.
  const settle = () => {
    const day = /^(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?$/.exec(input.value.normalize("NFKC").replace(/\s/g, ""));
    if (model.get("kind") === "date" && day) {
      const text = `${day[1]}年${Number(day[2])}月${Number(day[3])}日`;
      if (text !== input.value) put(text);
    }
    push();
  };
  input.addEventListener("change", settle);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) settle();
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      settle();
      model.send({ kind: "save" });
    }
  });
  const received = (message) => unsaved.receive(message);
  model.on("change:content", pull);
  model.on("change:problem", judge);
  model.on("msg:custom", received);
  pull();
  judge();
  unsaved.offer();
  return () => {
    push();
    unsaved.close();
    model.off("change:content", pull);
    model.off("change:problem", judge);
    model.off("msg:custom", received);
  };
}
