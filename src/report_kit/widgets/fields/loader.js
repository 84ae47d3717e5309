// The page part of a field comes once, from the model of its library, not with every field: the first one
// that is drawn loads it for all. It is loaded here and not when the model is made, as a model that takes
// more than two seconds then never hears of the kernel again.

/** @import { AnyModel, RenderProps } from "@anywidget/types" */

/** @typedef {{ library: string, part: string }} Traits */

/** @typedef {Record<string, (view: RenderProps) => () => void>} Library */

/** @type {Map<string, Promise<Library>>} by the id of the model */
const libraries = (/** @type {any} */ (globalThis).reportKitLibraries ??= new Map());

/**
 * @param {AnyModel} model
 * @param {string} id
 * @returns {Promise<Library>}
 */
async function open(model, id) {
  const library = await model.widget_manager.get_model(id);
  const name = "report-kit-style";
  const style = document.getElementById(name) ?? document.head.appendChild(document.createElement("style"));
  Object.assign(style, { id: name, textContent: library.get("style") });
  const url = URL.createObjectURL(new Blob([library.get("code")], { type: "text/javascript" }));
  try {
    return await import(/* webpackIgnore: true */ url);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** @param {RenderProps<Traits>} view */
async function render(view) {
  const { model } = view;
  const id = model.get("library").replace("IPY_MODEL_", "");
  const library = libraries.get(id) ?? open(model, id).catch((error) => {
    libraries.delete(id); // the next field tries again
    throw error;
  });
  libraries.set(id, library);
  return (await library)[model.get("part")](view);
}

export default { render };
