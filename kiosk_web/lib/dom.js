// @ts-check

/** The folder of this build on the server. */
export const BUILD = new URL("../", import.meta.url);

/**
 * An element with attributes and children. Strings become text, never markup. An attribute that is
 * false or null is left out; a name that starts with "on" is a listener.
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number | boolean | null | ((event: any) => void)>} [attributes]
 * @param {...(Node | string | null)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.replace(/^on/, ""), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/**
 * A picture by its name, painted in the colour of the text around it.
 *
 * @param {string} name
 * @param {string} [className]
 */
export function picture(name, className = "") {
  const element = el("span", { class: `picture ${className}`, "aria-hidden": "true" });
  element.style.setProperty("--picture", `url("${new URL(`icons/${name}.svg`, BUILD)}")`);
  return element;
}

/**
 * Set text only when it changed: screen readers speak what is set.
 *
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * @param {string} name of a meta tag that the page server filled in
 */
export function meta(name) {
  return document.querySelector(`meta[name="${name}"]`)?.getAttribute("content") ?? "";
}
