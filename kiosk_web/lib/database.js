// @ts-check

/** Raised with each new store. */
const VERSION = 2;
const STORES = ["outbox", "picture", "device", "media"];

/**
 * The page's IndexedDB. Every write is durable before it is told done: the default of Chrome 121
 * and later keeps nothing of the last seconds before a power cut.
 */
export class Database {
  /** @type {Promise<IDBDatabase> | null} */
  #opened = null;
  #factory;
  #name;

  /**
   * @param {IDBFactory} [factory]
   * @param {string} [name]
   */
  constructor(factory = indexedDB, name = "pospin") {
    this.#factory = factory;
    this.#name = name;
  }

  /**
   * The value under a key, or undefined.
   *
   * @param {string} store
   * @param {IDBValidKey} key
   */
  get(store, key) {
    return this.#ask(store, "readonly", (objects) => objects.get(key));
  }

  /**
   * All values of a store in the order of their keys.
   *
   * @param {string} store
   * @returns {Promise<any[]>}
   */
  all(store) {
    return this.#ask(store, "readonly", (objects) => objects.getAll());
  }

  /**
   * Resolves when the value is on the disk.
   *
   * @param {string} store
   * @param {IDBValidKey} key
   * @param {unknown} value
   */
  async put(store, key, value) {
    await this.#ask(store, "readwrite", (objects) => objects.put(value, key));
  }

  /**
   * @param {string} store
   * @param {IDBValidKey} key
   */
  async remove(store, key) {
    await this.#ask(store, "readwrite", (objects) => objects.delete(key));
  }

  /**
   * @param {string} store
   * @param {IDBTransactionMode} mode
   * @param {(objects: IDBObjectStore) => IDBRequest} act
   * @returns {Promise<any>}
   */
  async #ask(store, mode, act) {
    const database = await this.#open();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(store, mode, { durability: "strict" });
      const request = act(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? request.error);
    });
  }

  #open() {
    this.#opened ??= this.#connect().catch((error) => {
      this.#opened = null;
      throw error;
    });
    return this.#opened;
  }

  /** @returns {Promise<IDBDatabase>} */
  #connect() {
    return new Promise((resolve, reject) => {
      const request = this.#factory.open(this.#name, VERSION);
      request.onupgradeneeded = () => {
        const held = request.result.objectStoreNames;
        for (const store of STORES) if (!held.contains(store)) request.result.createObjectStore(store);
      };
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        // The browser closes a database on its own when the disk fails; the next act opens it anew.
        request.result.onclose = () => (this.#opened = null);
        // A page of the next build wants to make its stores.
        request.result.onversionchange = () => {
          request.result.close();
          this.#opened = null;
        };
        resolve(request.result);
      };
    });
  }
}
