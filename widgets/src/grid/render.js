// The statutory table as a field of a notebook.

import { plain } from "../text.js";
import { Grid } from "./grid.js";

/**
 * @import { AnyModel } from "@anywidget/types"
 * @import { Traits } from "./grid.js"
 */

const PULLED = "change:typed change:edition change:locked";

/** @param {Grid} grid */
function listen(grid) {
  const { table } = grid.cells;
  /**
   * Listen to what happens in the fields.
   * @template {keyof HTMLElementEventMap} T
   * @param {T} type
   * @param {(input: HTMLInputElement, event: HTMLElementEventMap[T]) => void} action
   */
  const on = (type, action) => table.addEventListener(type, (event) => {
    const input = grid.cells.field(event.target);
    if (input) action(input, event);
  });
  const put = (/** @type {HTMLInputElement} */ input, /** @type {string} */ text) => {
    grid.put(input.dataset.key ?? "", text);
    grid.typed();
  };
  on("input", (input) => put(input, input.value));
  on("change", (input) => {
    put(input, plain(input.value)); // full-width digits, and blanks between them
    grid.outbox.push();
  });
  grid.outbox.watch(table, () => grid.typed());
  on("focusin", (input) => {
    input.select();
    grid.explain(input);
  });
  on("mouseover", (input) => grid.explain(input));
  on("keydown", (input, event) => grid.press(input, event));
  on("paste", (input, event) => {
    const data = event.clipboardData?.getData("text/plain") ?? "";
    if (!/[\t\n]/.test(data.trim())) return; // a single figure: the browser pastes it
    event.preventDefault();
    grid.paste(input, data);
  });
}

/** @param {{ model: AnyModel<Traits>, el: HTMLElement }} view */
export function render({ model, el }) {
  const grid = new Grid(model);
  listen(grid);
  el.append(grid.frame);
  const pull = () => grid.pull();
  const mark = () => grid.mark();
  const received = (/** @type {Parameters<Grid["receive"]>[0]} */ message) => grid.receive(message);
  model.on(PULLED, pull);
  model.on("change:problems", mark);
  model.on("msg:custom", received);
  pull();
  mark();
  grid.unsaved.offer();
  return () => {
    grid.outbox.push();
    grid.unsaved.close();
    model.off(PULLED, pull);
    model.off("change:problems", mark);
    model.off("msg:custom", received);
  };
}
