// Keys, mouse and clipboard of a register.

import { target } from "./keys.js";

/** @import { Register } from "./register.js" */

/** @param {Register} register */
export function listen(register) {
  const { frame, outbox, page } = register;
  page.body.addEventListener("mousedown", (event) => clicked(register, event));
  page.body.addEventListener("input", () => register.caret.commit());
  outbox.watch(page.body, () => register.caret.commit());
  page.body.addEventListener("focusout", () => register.leave());
  page.body.addEventListener("focusin", () => register.caret.explain());
  page.body.addEventListener("keydown", (event) => pressedInCell(register, event));
  page.scroller.addEventListener("keydown", (event) => pressedOutside(register, event));
  frame.addEventListener("keydown", (event) => pressed(register, event));
  frame.addEventListener("paste", (event) => pasted(register, event));
}

/**
 * @param {Register} register
 * @param {MouseEvent} event
 */
function clicked({ caret, page }, event) {
  const cell = event.target instanceof Element ? event.target.closest("td") : null;
  if (!cell || cell.contains(caret.field)) return;
  event.preventDefault();
  caret.go(page.rowOf(cell), cell.cellIndex - 1);
}

/**
 * @param {Register} register
 * @param {KeyboardEvent} event
 */
function pressedInCell({ caret, page, rows, tools }, event) {
  if (event.isComposing || !caret.at.row || event.target !== caret.field) return;
  if (event.key === "Escape") {
    event.preventDefault();
    if (caret.edited) caret.reset();
    else tools.add.focus(); // the way out of the table
    return;
  }
  const { shown } = page;
  const at = { line: shown.indexOf(caret.at.row), column: caret.at.column };
  const way = target(event, at, { lines: shown.length, columns: rows.columns.length });
  if (!way) return;
  event.preventDefault();
  caret.follow(way);
}

/**
 * @param {Register} register
 * @param {KeyboardEvent} event
 */
function pressedOutside({ caret, page }, event) {
  const row = caret.at.row ?? page.top;
  if (event.target !== page.scroller || !row || !["Enter", "ArrowDown", "F2"].includes(event.key)) return;
  event.preventDefault();
  caret.go(row, caret.at.column);
}

/**
 * @param {Register} register
 * @param {KeyboardEvent} event
 */
function pressed(register, event) {
  const { caret } = register;
  const control = event.ctrlKey || event.metaKey;
  if (event.key === "F8") register.nextFault(event.shiftKey ? -1 : 1);
  else if (control && event.key === "s") register.save();
  else if (control && event.key === "z" && caret.field && !caret.edited) register.undo();
  else return;
  event.preventDefault();
}

/**
 * @param {Register} register
 * @param {ClipboardEvent} event
 */
function pasted(register, event) {
  const data = event.clipboardData?.getData("text/plain") ?? "";
  const several = /[\t\n]/.test(data.trim());
  const typing = register.caret.field instanceof HTMLInputElement && !several;
  if (event.target === register.tools.search || typing) return; // the browser pastes it
  event.preventDefault();
  if (data) register.paste(data);
}
