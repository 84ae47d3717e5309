// What a draft would change in a register, to be read before it is put back.

import { make, replaced } from "../dom.js";

/**
 * @import { Change } from "./draft.js"
 * @import { Column, Texts } from "./rows.js"
 */

const MOST = 20; // rows

/**
 * @param {Column[]} columns
 * @param {Change[]} changes
 */
export const preview = (columns, changes) => changes.slice(0, MOST).map(([old, now]) => {
  const label = (/** @type {Texts | null} */ texts) => texts?.[columns[0].position] || texts?.[columns[1]?.position] || "一行";
  if (!now) return make("p", "", make("del", "", label(old)));
  const parts = columns.filter(({ position }) => (old?.[position] ?? "") !== (now[position] ?? ""));
  return make("p", "", `${label(old ?? now)}：`, ...parts.flatMap(({ position, label: name }) =>
    [`${name} `, ...replaced(old?.[position] ?? "", now[position] ?? ""), "　"]));
});
