// @ts-check
import { el, meta, picture } from "../lib/dom.js";

/**
 * Whether this device can telephone. Chrome tells only whether it is a phone ("mobile"); no tablet
 * says that it has a SIM, and a `tel:` link that opens nothing would cost a frightened person
 * seconds. So a tablet shows the number to dial on any phone.
 */
export function canTelephone() {
  const agent = /** @type {{ userAgentData?: { mobile: boolean } }} */ (navigator).userAgentData;
  return agent?.mobile === true;
}

/** The control room's own number, where the gateway's settings name one, else null. */
export function controlRoomNumber() {
  const number = meta("pospin-phone");
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
  const href = `tel:${number.replace(/[^+\d]/g, "")}`;
  return canTelephone()
    ? el("a", { class: `dial ${className}`, href }, ...children)
    : el("div", { class: `dial ${className}` }, ...children);
}
