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
  #languages;

  /**
   * @param {Map<Language, Record<string, string>>} catalogues
   * @param {string | null} language
   */
  constructor(catalogues, language) {
    this.#catalogues = catalogues;
    this.#languages = [...catalogues.keys()];
    this.#language = this.#languages.find((known) => known === language) ?? "id";
  }

  /**
   * @param {URL} folder
   * @param {readonly string[]} parts
   * @param {string | null} language
   * @param {readonly Language[]} [languages] those that the part has
   */
  static async load(folder, parts, language, languages = LANGUAGES) {
    const loaded = await Promise.all(
      languages.map(async (name) => {
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
    const at = this.#languages.indexOf(this.#language);
    return this.#languages[(at + 1) % this.#languages.length] ?? "id";
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
