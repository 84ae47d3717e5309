// The register as a field of a notebook.

import { listen } from "./listen.js";
import { Register } from "./register.js";

/**
 * @import { AnyModel } from "@anywidget/types"
 * @import { Traits } from "./register.js"
 */

const JUDGED = "change:problems change:general";

/** @param {{ model: AnyModel<Traits>, el: HTMLElement }} view */
export function render({ model, el }) {
  const register = new Register(model);
  listen(register);
  el.append(register.frame);
  const received = (/** @type {Parameters<Register["receive"]>[0]} */ message) => register.receive(message);
  const judged = () => register.judged();
  const aim = () => register.aim();
  model.on("msg:custom", received);
  model.on(JUDGED, judged);
  model.on("change:target", aim);
  model.send({ kind: "hello", view: register.unsaved.view });
  return () => {
    register.leave();
    register.unsaved.close();
    model.off("msg:custom", received);
    model.off(JUDGED, judged);
    model.off("change:target", aim);
  };
}
