// A field for prose that marks what the proofreader found while one writes.

import { history, isolateHistory } from "@codemirror/commands";
import { Compartment, EditorSelection, EditorState } from "@codemirror/state";
import { EditorView, drawSelection, placeholder, tooltips } from "@codemirror/view";
import { make, sealed } from "../dom.js";
import { LABELS, levels } from "../levels.js";
import { changed } from "../notice.js";
import { Unsaved } from "../unsaved.js";
import { cards, openCard } from "./card.js";
import { chips, length } from "./chips.js";
import { header } from "./header.js";
import { keys } from "./keys.js";
import { Link } from "./link.js";
import { counts, following, itemsAt, marks } from "./marks.js";

/**
 * @import { AnyModel } from "@anywidget/types"
 * @import { ViewUpdate } from "@codemirror/view"
 * @import { FieldTraits, SavedMessage } from "../unsaved.js"
 * @import { Values } from "./chips.js"
 * @import { Counted } from "./header.js"
 * @import { FindingsMessage } from "./link.js"
 * @import { Fix, Item } from "./marks.js"
 */

/** @typedef {{ text: string, edition: number, made_of?: Record<string, number> }} Content `made_of`: of which version of which view. */

/** @typedef {FieldTraits & { label: string, content: Content, counted: Counted, bindings: Values, reasons: string[] }} Traits */

/** @typedef {HTMLElement & { rkEnter?: (direction: number) => boolean }} Field The way into it from another field. */

export class Editor {
  /** @param {AnyModel<Traits>} model */
  constructor(model) {
    this.model = model;
    this.shown = ""; // the counts, in words
    this.live = make("div", "rk-hidden");
    this.live.setAttribute("role", "status");
    this.reasons = make("datalist", "", ...model.get("reasons").map((text) => Object.assign(make("option"), { value: text })));
    this.reasons.id = `rk-reasons-${Math.random().toString(36).slice(2)}`;
    this.top = header((direction) => this.jump(direction));
    this.card = cards(this.actions());
    this.bound = new Compartment();
    const body = make("div", "rk-text");
    this.view = new EditorView({ parent: body, state: this.state() });
    this.unsaved = new Unsaved(model, this.kept());
    this.link = new Link(model, this.unsaved, this.view, (current) => this.top.state(current ? "已检查" : "…"));
    const { offers, words } = this.unsaved.notice;
    this.top.node.append(words);
    /** @type {Field} */
    this.root = sealed(make("div", "rk-editor", this.top.node, offers, body, this.reasons, this.live));
    this.root.rkEnter = (direction) => this.arrive(direction);
  }

  state() {
    const { model } = this;
    return EditorState.create({
      doc: model.get("content").text,
      extensions: [
        keys(this),
        history(),
        drawSelection(),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": model.get("label"), lang: "zh-CN", spellcheck: "false" }),
        placeholder("在这里写，回车另起一段"),
        // A cell's output clips what hangs over its edge.
        tooltips({ parent: document.body }),
        marks,
        this.card.extension,
        this.bound.of(chips(model.get("bindings"))),
        EditorView.domEventHandlers({
          blur: () => this.link.push(),
          compositionend: () => this.link.composed(),
        }),
        EditorView.updateListener.of((update) => this.updated(update)),
      ],
    });
  }

  /** What is kept of the text until it is saved. */
  kept() {
    return {
      text: () => this.link.text,
      same: (/** @type {string} */ text) => text === this.link.text,
      preview: (/** @type {string} */ text) => [changed(this.link.text, text)],
      restore: (/** @type {string} */ text) => {
        this.link.put(text);
        this.view.focus();
        this.link.push();
        this.say("已恢复。按 Ctrl 加 Z 可以撤销");
      },
    };
  }

  /** @returns {import("./card.js").Actions} */
  actions() {
    return {
      say: (text) => this.say(text),
      jump: (direction) => this.jump(direction),
      reasons: () => this.reasons.id,
      close: () => this.close(),
      apply: (_, fix) => this.apply(fix),
      ignore: (item, reason) => {
        this.model.send({ kind: "ignore", key: item.key, reason });
        this.close();
        this.say("已忽略，理由已记下");
      },
      reopen: (item) => {
        this.model.send({ kind: "reopen", key: item.key });
        this.close();
        this.say("已恢复");
      },
    };
  }

  /** @param {string} text for a screen reader */
  say(text) {
    this.live.textContent = text;
  }

  get items() {
    return this.view.state.field(marks).items;
  }

  // ---- from finding to finding ---------------------------------------------------------------------------

  /** @param {Item} item */
  select(item) {
    this.view.focus();
    this.view.dispatch({
      selection: EditorSelection.single(item.from, item.to),
      effects: [openCard.of(item.key), EditorView.scrollIntoView(item.from, { y: "center" })],
    });
    const passage = this.view.state.sliceDoc(item.from, item.to);
    this.say(`${LABELS[item.severity]}${passage && `：${passage}`}。${item.message}。按 Alt 加回车键处理`);
  }

  /**
   * From one finding to the next, on to the next field that has some, and round to the first.
   * @param {number} direction
   */
  jump(direction) {
    const item = following(this.items, direction, this.view.state.selection.main.from);
    if (item) return this.select(item);
    const fields = /** @type {Field[]} */ ([...document.querySelectorAll(".rk-editor")]);
    const here = fields.indexOf(this.root);
    for (let step = 1; step <= fields.length; step += 1) {
      const field = fields.at((here + direction * step) % fields.length);
      if (!field?.rkEnter?.(direction)) continue;
      if (field !== this.root) this.view.dispatch({ effects: openCard.of(null) });
      return;
    }
    this.say("没有需要处理的问题");
  }

  /**
   * Come in from another field.
   * @param {number} direction
   * @returns {boolean} whether there is a finding here
   */
  arrive(direction) {
    const item = following(this.items, direction, direction > 0 ? -1 : this.view.state.doc.length + 1);
    if (item) this.select(item);
    return Boolean(item);
  }

  // ---- the card ------------------------------------------------------------------------------------------

  /** Open the card of the finding one is at. */
  handle() {
    const { state } = this.view;
    const item = state.field(this.card.opened)?.item ?? itemsAt(state, state.selection.main.head)[0];
    if (!item) return false;
    this.view.dispatch({ effects: openCard.of(item.key) });
    // The card is drawn in the next frame.
    requestAnimationFrame(() => {
      /** @type {HTMLElement | null} */
      const first = document.querySelector(".rk-card :is(.rk-fix, input, button)");
      first?.focus();
    });
    return true;
  }

  dismiss() {
    if (!this.view.state.field(this.card.opened)) return false;
    this.close();
    return true;
  }

  close() {
    // What the jump selected is let go, so that the next key does not replace it.
    this.view.dispatch({ selection: { anchor: this.view.state.selection.main.to }, effects: openCard.of(null) });
    this.view.focus();
  }

  /** @param {Fix} fix */
  apply(fix) {
    const changes = this.view.state.changes(fix.edits);
    this.view.dispatch({
      changes,
      selection: { anchor: changes.mapPos(fix.edits[fix.edits.length - 1].to, 1) },
      effects: openCard.of(null),
      annotations: isolateHistory.of("full"), // undone alone, not with what was typed before
      userEvent: "input.fix",
    });
    this.view.focus();
    this.link.push();
    this.say(`已采纳：${fix.label}。按 Ctrl 加 Z 可以撤销`);
  }

  // ---- what is shown, and what Python says ---------------------------------------------------------------

  /** @param {ViewUpdate} update */
  updated(update) {
    if (update.docChanged) {
      this.link.changed(update.changes);
      this.top.state("…");
      this.measure();
    }
    if (update.state.field(marks) !== update.startState.field(marks)) this.count();
  }

  measure() {
    this.top.length(length(this.view.state.doc.toString(), this.model.get("bindings")), this.model.get("counted"));
  }

  count() {
    const number = counts(this.items);
    this.top.counts(number);
    const words = levels().filter(([key]) => number[key]).map(([key, name]) => `${name} ${number[key]} 处`);
    const text = words.join("，") || "没有问题";
    if (this.view.hasFocus && text !== this.shown) this.say(text);
    this.shown = text;
  }

  save() {
    this.link.push();
    this.model.send({ kind: "save" });
  }

  /** @param {FindingsMessage | SavedMessage} message */
  receive(message) {
    if (message.kind === "findings") this.link.receive(message);
    else this.unsaved.receive(message);
  }

  /** The numbers bound in the text are other ones. */
  rebound() {
    this.view.dispatch({ effects: this.bound.reconfigure(chips(this.model.get("bindings"))) });
    this.measure();
  }
}
