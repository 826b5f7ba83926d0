// @ts-check
import { el, meta, picture } from "../lib/dom.js";

/**
 * Whether this device can telephone. Browsers tell only whether it is a phone ("mobile"); no tablet
 * says that it has a SIM, and a `tel:` link that opens nothing would cost a frightened person
 * seconds. So a tablet shows the number to dial on any phone.
 */
export function canTelephone() {
  const agent = /** @type {{ userAgentData?: { mobile: boolean } }} */ (navigator).userAgentData;
  return agent ? agent.mobile : /\bMobile\b/.test(navigator.userAgent);
}

/** The control room's own number, where the gateway's settings name one, else null. */
export function controlRoomNumber() {
  return numberIn("pospin-phone");
}

/** The number that takes text messages for the control room, where the settings name one. */
export function textNumber() {
  return numberIn("pospin-sms");
}

/** @param {string} name of a meta tag */
function numberIn(name) {
  const number = meta(name);
  return /^[+\d][\d ()-]{2,}$/.test(number) ? number : null;
}

/**
 * A number to dial: a link where the device can telephone, else words.
 *
 * @param {string} number
 * @param {string} words
 * @param {string} className
 */
export function dial(number, words, className) {
  const children = [picture("phone"), el("span", {}, words), el("strong", {}, number)];
  return canTelephone()
    ? el("a", { class: `dial ${className}`, href: `tel:${digits(number)}` }, ...children)
    : el("div", { class: `dial ${className}` }, ...children);
}

/**
 * A text message that is written already; null where the device can't send one.
 *
 * @param {string} number
 * @param {string} words
 * @param {string} className
 */
export function textMessage(number, words, className) {
  if (!canTelephone()) return null;
  const children = [picture("comment-sms"), el("span", {}, words), el("strong", {}, number)];
  return el("a", { class: `dial ${className}`, href: `sms:${digits(number)}` }, ...children);
}

/**
 * Write another text into the message.
 *
 * @param {HTMLAnchorElement} link
 * @param {string} text
 */
export function writeText(link, text) {
  const [number] = link.href.split("?");
  const href = `${number}?body=${encodeURIComponent(text)}`;
  if (link.href !== href) link.href = href;
}

/** @param {string} number */
function digits(number) {
  return number.replace(/[^+\d]/g, "");
}
