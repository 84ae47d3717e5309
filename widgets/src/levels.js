// How grave a finding is: one set of words for the text and the registers.

import { make } from "./dom.js";

/** @typedef {"error" | "warning" | "hint"} Level */

/** @type {Record<Level, string>} Gravest first. */
export const LABELS = { error: "错误", warning: "警告", hint: "提示" };

/** @returns {[Level, string][]} */
export const levels = () => /** @type {[Level, string][]} */ (Object.entries(LABELS));

/**
 * @param {Iterable<Level>} found
 * @returns {Record<Level, number>}
 */
export function tally(found) {
  const counts = { error: 0, warning: 0, hint: 0 };
  for (const level of found) counts[level] += 1;
  return counts;
}

/**
 * The counts to show, without those that are nought.
 * @param {Record<Level, number>} counts
 */
export const badges = (counts) =>
  levels().filter(([level]) => counts[level]).map(([level, label]) => make("span", `rk-count rk-${level}`, `${label} ${counts[level]}`));
