// What a table of cells shares with a spreadsheet: the block on its clipboard, and where its keys lead.

// What a spreadsheet puts on the clipboard: cells parted by tabs, a cell with a line end or a quote in quotes.
export function block(text) {
  const rows = [[""]];
  const tokens = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").matchAll(/"((?:[^"]|"")*)"(?=[\t\n]|$)|[\t\n]|[^\t\n]+/g);
  for (const [token, quoted] of tokens) {
    if (token === "\t") rows.at(-1).push("");
    else if (token === "\n") rows.push([""]);
    else rows.at(-1)[rows.at(-1).length - 1] += quoted === undefined ? token : quoted.replaceAll('""', '"');
  }
  return rows;
}

// Where a key leads to, as [rows down, columns right]; null when it stays in the cell, to move the caret.
export function step(event) {
  const { key, shiftKey, target } = event;
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  if (key === "Enter") return shiftKey ? [-1, 0] : [1, 0];
  if (shiftKey) return null;
  if (key === "ArrowUp") return [-1, 0];
  if (key === "ArrowDown") return [1, 0];
  const text = target.value;
  const chosen = !(target instanceof HTMLInputElement); // a list to choose from has no caret
  const whole = !chosen && target.selectionStart === 0 && target.selectionEnd === text.length;
  if (key === "ArrowLeft" && (chosen || whole || target.selectionEnd === 0)) return [0, -1];
  if (key === "ArrowRight" && (chosen || whole || target.selectionStart === text.length)) return [0, 1];
  return null;
}
