// What people type, as it is meant.

const AROUND = 12; // characters shown on either side of a difference

/**
 * Full-width digits as plain ones, and no blanks between them.
 * @param {string} text
 */
export const plain = (text) => text.normalize("NFKC").replace(/\s/g, "");

/**
 * A day as the form prints it, whatever the browser's language: 2025-1-15 becomes 2025年1月15日.
 * @param {string} text
 * @returns {string | null} null for what is no day
 */
export function day(text) {
  const found = /^(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?$/.exec(plain(text));
  return found && `${found[1]}年${Number(found[2])}月${Number(found[3])}日`;
}

/**
 * Put a choice into a list parted by semicolons, or take it out.
 * @param {string} text
 * @param {string} choice
 */
export function toggled(text, choice) {
  const parts = text.split(/[;；、,，]+/).map((part) => part.trim()).filter(Boolean);
  return (parts.includes(choice) ? parts.filter((part) => part !== choice) : [...parts, choice]).join("；");
}

/**
 * The next number of a row, as most registers count theirs: YSQ-2024-009 leads to YSQ-2024-010.
 * @param {string} text
 * @returns {string} empty where it does not end in a number
 */
export function nextNumber(text) {
  const [, head, digits] = /^(.*?)(\d+)$/.exec(text) ?? [];
  return digits ? `${head}${String(BigInt(digits) + 1n).padStart(digits.length, "0")}` : "";
}

/**
 * What `text` has in place of `current`, in whole characters, with a little of what stands around it.
 * @param {string} current
 * @param {string} text
 */
export function difference(current, text) {
  const [a, b] = [[...current], [...text]];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return {
    before: `${start > AROUND ? "……" : ""}${a.slice(Math.max(0, start - AROUND), start).join("")}`,
    gone: a.slice(start, a.length - end).join(""),
    come: b.slice(start, b.length - end).join(""),
    after: `${a.slice(a.length - end, a.length - end + AROUND).join("")}${end > AROUND ? "……" : ""}`,
  };
}
