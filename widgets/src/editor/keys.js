// The keys of the text: those of the findings, and the usual ones.

import { historyKeymap, standardKeymap } from "@codemirror/commands";
import { keymap } from "@codemirror/view";

/** @import { Editor } from "./editor.js" */

/** @param {Editor} editor */
export function keys(editor) {
  const jump = (/** @type {number} */ direction) => () => {
    editor.jump(direction);
    return true;
  };
  const handle = () => editor.handle();
  const save = () => {
    editor.save();
    return true;
  };
  return keymap.of([
    { key: "F8", run: jump(1), shift: jump(-1), preventDefault: true },
    { key: "Alt-Enter", run: handle },
    { key: "Mod-.", run: handle },
    { key: "Escape", run: () => editor.dismiss() },
    // JupyterLab's own shortcut stays out, and the browser's would save the page.
    { key: "Mod-s", run: save, preventDefault: true },
    ...historyKeymap,
    ...standardKeymap,
  ]);
}
