// The text as a field of a notebook.

import { Editor } from "./editor.js";

/**
 * @import { AnyModel } from "@anywidget/types"
 * @import { Traits } from "./editor.js"
 */

/** @param {{ model: AnyModel<Traits>, el: HTMLElement }} view */
export function render({ model, el }) {
  const editor = new Editor(model);
  el.append(editor.root);
  const received = (/** @type {Parameters<Editor["receive"]>[0]} */ message) => editor.receive(message);
  const renewed = () => editor.link.renewed();
  const measure = () => editor.measure();
  const rebound = () => editor.rebound();
  model.on("msg:custom", received);
  model.on("change:content", renewed);
  model.on("change:counted", measure);
  model.on("change:bindings", rebound);
  editor.measure();
  editor.count();
  editor.link.push();
  editor.unsaved.offer();
  return () => {
    editor.link.close();
    editor.unsaved.close();
    model.off("msg:custom", received);
    model.off("change:content", renewed);
    model.off("change:counted", measure);
    model.off("change:bindings", rebound);
    editor.view.destroy();
  };
}
