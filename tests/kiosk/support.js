// Stand-ins for what a browser gives: a socket, a database, a clock that a test moves.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { Database } from "../../kiosk_web/lib/database.js";

const require = createRequire(new URL("../../kiosk_web/package.json", import.meta.url));
const { IDBFactory } = require("fake-indexeddb");

/** A golden frame of the wire, as the Python tests read it too. */
export function golden(name) {
  return JSON.parse(readFileSync(new URL(`../fixtures/wire/${name}.json`, import.meta.url), "utf8"));
}

/** A database on a factory that can be opened again, as after a reload. */
export function database(factory = new IDBFactory()) {
  return Object.assign(new Database(factory), { factory });
}

/** Sources for a Clock that a test moves by hand. */
export function movedTime({ ticks = 0, wall = Date.parse("2026-11-23T14:00:00Z") } = {}) {
  const time = { ticks, wall };
  return {
    sources: { ticks: () => time.ticks, wall: () => time.wall },
    advance(ms) {
      time.ticks += ms;
      time.wall += ms;
    },
    jumpWall(ms) {
      time.wall += ms;
    },
  };
}

/** A localStorage. */
export function memory() {
  const values = new Map();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => values.set(key, String(value)),
  };
}

/** A WebSocket whose other end is the test. */
export class FakeSocket {
  static OPEN = 1;
  /** @type {FakeSocket[]} */
  static made = [];

  constructor(url, subprotocol) {
    Object.assign(this, { url, subprotocol, readyState: 1, sent: [], closed: false });
    FakeSocket.made.push(this);
  }

  static get newest() {
    return FakeSocket.made.at(-1);
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.readyState = 3;
    this.closed = true;
  }

  /** The gateway says something. */
  says(frame) {
    this.onmessage({ data: typeof frame === "string" ? frame : JSON.stringify(frame) });
  }

  /** The gateway, or the network, ends it. */
  ends(code = 1006) {
    this.readyState = 3;
    this.onclose({ code });
  }

  /** What was sent of one type. */
  ofType(type) {
    return this.sent.filter((frame) => frame.type === type);
  }
}

/** Let promises that are ready run on. */
export async function settled() {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

/** Wait until something is true: for what a real timer or thread brings. */
export async function eventually(condition) {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
