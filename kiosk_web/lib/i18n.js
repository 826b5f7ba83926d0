// @ts-check

/** @typedef {"id" | "jv" | "en"} Language */
/** @typedef {(key: string, values?: Record<string, string | number>) => string} Translate */

/** @type {readonly Language[]} Indonesian, Javanese (krama), English */
export const LANGUAGES = ["id", "jv", "en"];

/** Sentences of a page, one flat catalogue a language, all loaded at the start. */
export class Sentences {
  /** @type {Map<Language, Record<string, string>>} */
  #catalogues;
  /** @type {Language} */
  #language;

  /**
   * @param {Map<Language, Record<string, string>>} catalogues
   * @param {string | null} language
   */
  constructor(catalogues, language) {
    this.#catalogues = catalogues;
    this.#language = LANGUAGES.find((known) => known === language) ?? "id";
  }

  /**
   * @param {URL} folder
   * @param {readonly string[]} parts
   * @param {string | null} language
   */
  static async load(folder, parts, language) {
    const loaded = await Promise.all(
      LANGUAGES.map(async (name) => {
        const files = parts.map((part) => fetch(new URL(`${part}.${name}.json`, folder)));
        const answers = await Promise.all(files);
        const catalogues = await Promise.all(answers.map((answer) => answer.json()));
        return /** @type {const} */ ([name, Object.assign({}, ...catalogues)]);
      }),
    );
    return new Sentences(new Map(loaded), language);
  }

  get language() {
    return this.#language;
  }

  /** The language that comes after this one. */
  get following() {
    const at = LANGUAGES.indexOf(this.#language);
    return LANGUAGES[(at + 1) % LANGUAGES.length] ?? "id";
  }

  /** @param {Language} language */
  use(language) {
    this.#language = language;
  }

  /**
   * The sentence of a key, its placeholders filled. A missing one is shown by its key, so that a
   * test sees it and a screen in use still works.
   *
   * @type {Translate}
   */
  say = (key, values = {}) => {
    const sentence = this.#catalogues.get(this.#language)?.[key] ?? key;
    return sentence.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
  };
}
