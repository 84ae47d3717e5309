// What a table of cells shares with a spreadsheet: the block on its clipboard, and where its keys lead.

/**
 * What a spreadsheet puts on the clipboard: cells parted by tabs, a cell with a line end or a quote in quotes.
 * @param {string} text
 * @returns {string[][]} one row at least, with one cell at least
 */
export function block(text) {
  const rows = [[""]];
  const tokens = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").matchAll(/"((?:[^"]|"")*)"(?=[\t\n]|$)|[\t\n]|[^\t\n]+/g);
  for (const [token, quoted] of tokens) {
    const row = rows[rows.length - 1];
    if (token === "\t") row.push("");
    else if (token === "\n") rows.push([""]);
    else row[row.length - 1] += quoted === undefined ? token : quoted.replaceAll('""', '"');
  }
  return rows;
}

/**
 * Where a key leads to, as [rows down, columns right]; null when it stays in the cell, to move the caret.
 * @param {KeyboardEvent} event in a field of text, or in a list to choose from
 * @returns {[number, number] | null}
 */
export function step(event) {
  const { key, shiftKey } = event;
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  if (key === "Enter") return shiftKey ? [-1, 0] : [1, 0];
  if (shiftKey) return null;
  if (key === "ArrowUp") return [-1, 0];
  if (key === "ArrowDown") return [1, 0];
  const target = /** @type {HTMLInputElement | HTMLSelectElement} */ (event.target);
  const caret = "selectionStart" in target; // a list to choose from has none
  const length = target.value.length;
  const whole = caret && target.selectionStart === 0 && target.selectionEnd === length;
  if (key === "ArrowLeft" && (!caret || whole || target.selectionEnd === 0)) return [0, -1];
  if (key === "ArrowRight" && (!caret || whole || target.selectionStart === length)) return [0, 1];
  return null;
}
