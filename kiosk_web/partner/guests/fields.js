// @ts-check
import { el } from "../../lib/dom.js";

/**
 * A line to type in, under its name.
 *
 * @param {string} words
 * @param {string} name
 * @param {Record<string, string | number | boolean>} [attributes]
 */
export function line(words, name, attributes = {}) {
  const field = el("input", { class: "field", name, autocomplete: "off", ...attributes });
  return { field, element: labelled(words, field) };
}

/** Some sentences, under their name. @param {string} words @param {string} name @param {boolean} [required] */
export function text(words, name, required = false) {
  const field = el("textarea", { class: "field field-text", name, rows: 2, maxlength: 300, required });
  return { field, element: labelled(words, field) };
}

/** One of some. @param {string} words @param {string} name @param {[string, string][]} choices value, words */
export function choice(words, name, choices) {
  const options = choices.map(([value, said]) => el("option", { value }, said));
  const field = el("select", { class: "field", name }, ...options);
  return { field, element: labelled(words, field) };
}

/** Some of some. @param {string} name @param {[string, string][]} choices value, words */
export function ticks(name, choices) {
  const boxes = choices.map(([value]) => el("input", { type: "checkbox", name, value }));
  const rows = choices.map(([, said], at) => {
    return el("label", { class: "tick" }, boxes[at] ?? null, el("span", {}, said));
  });
  return {
    element: el("div", { class: "ticks" }, ...rows),
    chosen: () => boxes.filter(({ checked }) => checked).map(({ value }) => value),
  };
}

/**
 * @param {string} words
 * @param {HTMLElement} field
 */
function labelled(words, field) {
  return el("label", { class: "labelled" }, el("span", {}, words), field);
}
