// @ts-check

/** @typedef {import("./guest_book.js").Sent} Sent */

/**
 * What a person can do about guests.
 *
 * @typedef {object} GuestActions
 * @property {() => void} guests open it
 * @property {(task: "report" | "announce") => void} beginGuests
 * @property {() => void} sendGuests
 * @property {() => void} refillGuests change what was refused
 * @property {() => void} leaveGuests nothing of it stays
 * @property {() => void} restartGuests back to its first screen
 * @property {() => void} enterTicket
 * @property {(code: string) => void} openTicket
 * @property {(task: "correct" | "report") => void} refillTicket
 * @property {(numbers: readonly number[]) => void} checkOut
 * @property {(sent: Sent) => void} reviewGuests
 * @property {() => import("./regencies.js").Regencies | null} regencies
 * @property {() => string[]} plannedGuests
 */

/**
 * @param {object} parts
 * @param {import("./guest_book.js").GuestBook} parts.book
 * @param {() => import("./regencies.js").Regencies | null} parts.regencies
 * @param {() => void} parts.onact something was put in the outbox
 * @param {(place: { name: "guest" } | { name: "home" }) => void} parts.go
 * @param {() => void} parts.draw
 * @returns {GuestActions}
 */
export function guestActions({ book, regencies, onact, go, draw }) {
  const open = () => go({ name: "guest" });
  const act = (/** @type {() => void} */ doing) => {
    doing();
    onact();
    draw();
  };
  return {
    guests: open,
    beginGuests: (task) => act(() => book.begin(task)),
    sendGuests: () => act(() => book.send()),
    refillGuests: () => act(() => book.again()),
    leaveGuests() {
      book.wipe();
      go({ name: "home" });
    },
    restartGuests: () => act(() => book.wipe()),
    enterTicket: () => act(() => (book.stage = "code")),
    openTicket: (code) => void book.open(code),
    refillTicket: (task) => act(() => book.refill(task)),
    checkOut: (numbers) => act(() => book.checkOut(numbers)),
    reviewGuests(sent) {
      book.review(sent);
      open();
    },
    regencies,
    plannedGuests: () => book.planned(),
  };
}
