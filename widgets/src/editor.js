// A field for prose that marks what the proofreader found while one writes.

import { history, historyKeymap, isolateHistory, standardKeymap } from "@codemirror/commands";
import { Compartment, EditorSelection, EditorState } from "@codemirror/state";
import { EditorView, drawSelection, keymap, placeholder, tooltips } from "@codemirror/view";
import { cards, openCard } from "./card.js";
import { chips, resolved } from "./chips.js";
import { make } from "./dom.js";
import { header } from "./header.js";
import { Link } from "./link.js";
import { LABELS, counts, following, itemsAt, marks } from "./marks.js";
import { Unsaved, difference } from "./unsaved.js";

export function render({ model, el }) {
  const root = make("div", "rk-editor");
  root.dataset.lmSuppressShortcuts = "true"; // keys typed here are not shortcuts of JupyterLab
  const live = make("div", "rk-hidden");
  live.setAttribute("role", "status");
  const body = make("div", "rk-text");
  const reasons = make("datalist");
  reasons.id = `rk-reasons-${Math.random().toString(36).slice(2)}`;
  reasons.append(...model.get("reasons").map((text) => Object.assign(make("option"), { value: text })));

  const say = (text) => {
    live.textContent = text;
  };
  const select = (item) => {
    view.focus();
    view.dispatch({
      selection: EditorSelection.single(item.from, item.to),
      effects: [openCard.of(item.key), EditorView.scrollIntoView(item.from, { y: "center" })],
    });
    const passage = view.state.sliceDoc(item.from, item.to);
    say(`${LABELS[item.severity]}${passage && `：${passage}`}。${item.message}。按 Alt 加回车键处理`);
  };

  // From one finding to the next, on to the next field that has some, and round to the first.
  const jump = (direction) => {
    const item = following(view.state, direction, view.state.selection.main.from);
    if (item) return select(item);
    const fields = [...document.querySelectorAll(".rk-editor")];
    const here = fields.indexOf(root);
    for (let step = 1; step <= fields.length; step += 1) {
      const field = fields.at((here + direction * step) % fields.length);
      if (field.rkEnter?.(direction)) return field === root || view.dispatch({ effects: openCard.of(null) });
    }
    return say("没有需要处理的问题");
  };
  root.rkEnter = (direction) => {
    const item = following(view.state, direction, direction > 0 ? -1 : view.state.doc.length + 1);
    if (item) select(item);
    return Boolean(item);
  };

  const actions = {
    say,
    jump,
    reasons: () => reasons.id,
    close() {
      // What the jump selected is let go, so that the next key does not replace it.
      view.dispatch({ selection: { anchor: view.state.selection.main.to }, effects: openCard.of(null) });
      view.focus();
    },
    apply(item, fix) {
      const last = fix.edits.at(-1);
      const changes = view.state.changes(fix.edits);
      view.dispatch({
        changes,
        selection: { anchor: changes.mapPos(last.to, 1) },
        effects: openCard.of(null),
        annotations: isolateHistory.of("full"), // undone alone, not with what was typed before
        userEvent: "input.fix",
      });
      view.focus();
      link.push();
      say(`已采纳：${fix.label}。按 Ctrl 加 Z 可以撤销`);
    },
    ignore(item, reason) {
      model.send({ kind: "ignore", key: item.key, reason });
      actions.close();
      say("已忽略，理由已记下");
    },
    reopen(item) {
      model.send({ kind: "reopen", key: item.key });
      actions.close();
      say("已恢复");
    },
  };
  const card = cards(actions);
  const handle = () => {
    const item = view.state.field(card.opened)?.item ?? itemsAt(view.state, view.state.selection.main.head)[0];
    if (!item) return false;
    view.dispatch({ effects: openCard.of(item.key) });
    // The card is drawn in the next frame.
    requestAnimationFrame(() => document.querySelector(".rk-card :is(.rk-fix, input, button)")?.focus());
    return true;
  };
  const dismiss = () => {
    if (!view.state.field(card.opened)) return false;
    actions.close();
    return true;
  };

  const top = header(jump);
  const unsaved = new Unsaved(model, {
    text: () => link.text,
    same: (text) => text === link.text,
    preview: (text) => [difference(link.text, text)],
    restore(text) {
      link.put(text);
      view.focus();
      link.push();
      say("已恢复。按 Ctrl 加 Z 可以撤销");
    },
  });
  const link = new Link(model, unsaved, (current) => top.state(current ? "已检查" : "…"));
  const measure = () => {
    const text = resolved(view.state.doc.toString(), model.get("bindings"));
    top.length([...text.replace(/\s/gu, "")].length, model.get("counted"));
  };
  let shown = "";
  const count = () => {
    const number = counts(view.state.field(marks).items);
    top.counts(number);
    const words = Object.entries(LABELS).filter(([key]) => number[key]).map(([key, name]) => `${name} ${number[key]} 处`);
    const text = words.join("，") || "没有问题";
    if (view.hasFocus && text !== shown) say(text);
    shown = text;
  };

  const bound = new Compartment();
  const view = new EditorView({
    parent: body,
    state: EditorState.create({
      doc: model.get("content").text,
      extensions: [
        keymap.of([
          { key: "F8", run: () => (jump(1), true), shift: () => (jump(-1), true), preventDefault: true },
          { key: "Alt-Enter", run: handle },
          { key: "Mod-.", run: handle },
          { key: "Escape", run: dismiss },
          // JupyterLab's own shortcut stays out, and the browser's would save the page.
          { key: "Mod-s", run: () => (link.push(), model.send({ kind: "save" }), true), preventDefault: true },
          ...historyKeymap,
          ...standardKeymap,
        ]),
        history(),
        drawSelection(),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": model.get("label"), lang: "zh-CN", spellcheck: "false" }),
        placeholder("在这里写，回车另起一段"),
        // A cell's output clips what hangs over its edge.
        tooltips({ parent: document.body }),
        marks,
        card.extension,
        bound.of(chips(model.get("bindings"))),
        EditorView.domEventHandlers({
          blur: () => link.push(),
          compositionend: () => link.composed(),
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) {
            link.changed(update.changes);
            top.state("…");
            measure();
          }
          if (update.state.field(marks) !== update.startState.field(marks)) count();
        }),
      ],
    }),
  });
  top.node.append(unsaved.words);
  root.append(top.node, unsaved.offers, body, reasons, live);
  el.append(root);

  const received = (message) => {
    link.receive(message);
    unsaved.receive(message);
  };
  const renewed = () => link.renewed();
  const rebound = () => {
    view.dispatch({ effects: bound.reconfigure(chips(model.get("bindings"))) });
    measure();
  };
  model.on("msg:custom", received);
  model.on("change:content", renewed);
  model.on("change:counted", measure);
  model.on("change:bindings", rebound);
  measure();
  count();
  link.attach(view);
  unsaved.offer();

  return () => {
    link.close();
    unsaved.close();
    model.off("msg:custom", received);
    model.off("change:content", renewed);
    model.off("change:counted", measure);
    model.off("change:bindings", rebound);
    view.destroy();
  };
}
