// Small helpers to build nodes.

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {string} [className]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children);
  return node;
}

/**
 * @param {string} text
 * @param {string} className
 * @param {(event: MouseEvent) => void} action
 */
export function button(text, className, action) {
  const node = make("button", className, text);
  node.type = "button";
  node.addEventListener("click", action);
  return node;
}

/**
 * Put a wide blank between each two parts of a line.
 * @param {(Node | string)[]} parts
 */
export const spaced = (parts) => parts.flatMap((part, number) => (number ? ["　", part] : [part]));

/**
 * What stood in a cell, and what comes in its place.
 * @param {string} old
 * @param {string} now
 */
export const replaced = (old, now) => [make("del", "", old), make("ins", "", now || "（空）")];

/**
 * Keys and clicks in here are not shortcuts of JupyterLab.
 * @template {HTMLElement} T
 * @param {T} node
 */
export function sealed(node) {
  node.dataset.lmSuppressShortcuts = "true";
  return node;
}
