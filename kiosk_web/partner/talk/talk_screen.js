// @ts-check
import { el, picture, setText } from "../../lib/dom.js";
import { wib } from "../../lib/words.js";

/** @typedef {import("../phone.js").Picture} Picture */
/** @typedef {import("./letters.js").Letters} Letters */
/** @typedef {import("./letters.js").Pending} Pending */
/** @typedef {import("../../lib/protocol.js").TalkLine} TalkLine */
/** @typedef {import("../../lib/protocol.js").Phrase} Phrase */
/** @typedef {import("../../lib/i18n.js").Translate} Translate */

/** What is answered by one touch. @type {Phrase[]} */
const QUICK = ["yes", "no", "help_coming"];

/** The conversations with each of the own posts. */
export class TalkScreen {
  #say;
  #letters;
  #title = "";
  #tabs = el("div", { class: "talk-posts", role: "group" });
  #lines = el("ol", { class: "talk-lines", "aria-live": "polite" });
  #empty;
  #words;
  #post = "";
  #drawn = "";

  /**
   * @param {Translate} say
   * @param {Letters} letters
   */
  constructor(say, letters) {
    this.#say = say;
    this.#letters = letters;
    this.#empty = el("p", { class: "talk-empty" }, say("talk.empty"));
    this.#words = el("textarea", {
      class: "field field-text", name: "talk", rows: 2, maxlength: 300, required: true,
      "aria-label": say("talk.write"), placeholder: say("talk.write"),
    });
    const form = el(
      "form",
      { class: "talk-form" },
      this.#words,
      el("button", { class: "main-button", type: "submit", "aria-label": say("talk.send") }, picture("paper-plane")),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#write();
    });
    const quick = QUICK.map((phrase) => {
      const write = () => letters.write(this.#post, { phrase });
      return el("button", { class: "small-button", type: "button", onclick: write }, say(`phrase.${phrase}`));
    });
    this.element = el(
      "main",
      { class: "duty talk" },
      this.#tabs,
      this.#empty,
      this.#lines,
      el("div", { class: "talk-quick" }, ...quick),
      form,
    );
  }

  /** Show the conversation with this post. @param {string} post */
  choose(post) {
    this.#post = post;
  }

  /** @param {Picture} shown */
  update({ posts, title }) {
    this.#title = title;
    if (!posts.some(({ subject }) => subject === this.#post)) this.#post = posts[0]?.subject ?? "";
    this.#drawTabs(posts);
    const lines = this.#letters.lines(this.#post);
    const pending = this.#letters.pending(this.#post);
    const drawn = JSON.stringify([this.#post, lines, pending]);
    if (drawn !== this.#drawn) {
      this.#lines.replaceChildren(...lines.map((each) => this.#line(each)), ...pending.map((each) => this.#waiting(each)));
      this.#lines.lastElementChild?.scrollIntoView({ block: "nearest" });
    }
    this.#drawn = drawn;
    this.#empty.hidden = lines.length + pending.length > 0;
    if (document.visibilityState === "visible") this.#letters.see(this.#post);
  }

  #write() {
    const text = this.#words.value.trim();
    if (!text || !this.#post) return;
    this.#letters.write(this.#post, { text });
    this.#words.value = "";
  }

  /** @param {readonly import("../../lib/protocol.js").PostView[]} posts */
  #drawTabs(posts) {
    this.#tabs.hidden = posts.length < 2;
    const held = [...this.#tabs.children].map((tab) => /** @type {HTMLElement} */ (tab));
    const same = held.map(({ dataset }) => dataset.post).join() === posts.map(({ subject }) => subject).join();
    if (!same) this.#tabs.replaceChildren(...posts.map((post) => this.#tab(post)));
    for (const tab of this.#tabs.querySelectorAll("button")) {
      const post = tab.dataset.post ?? "";
      tab.setAttribute("aria-pressed", String(post === this.#post));
      const unread = this.#letters.unread(post);
      const badge = tab.querySelector(".badge");
      if (badge) setText(badge, unread ? String(unread) : "");
    }
  }

  /** @param {import("../../lib/protocol.js").PostView} post */
  #tab({ subject, title }) {
    const choose = () => this.choose(subject);
    return el(
      "button",
      { class: "small-button", type: "button", "data-post": subject, onclick: choose },
      title,
      el("span", { class: "badge" }),
    );
  }

  /** @param {TalkLine} line */
  #line({ side, title, text, phrase, at, delivered_at: delivered, read_at: read }) {
    const ours = side === "partner";
    const own = ours && title === this.#title;
    const mark = read ? "read" : delivered ? "delivered" : "sent";
    const from = ours && !own ? title : "";
    const said = [phrase && this.#say(`phrase.${phrase}`), text].filter(Boolean).join(". ");
    return el(
      "li",
      { class: "bubble", "data-side": ours ? "own" : "other" },
      from ? el("strong", {}, from) : null,
      el("p", {}, said),
      el(
        "small",
        {},
        wib(Date.parse(at)),
        ours ? el("span", { class: "bubble-mark", "data-mark": mark }, ` · ${this.#say(`talk.${mark}`)}`) : null,
      ),
    );
  }

  /** @param {Pending} pending */
  #waiting(pending) {
    const { words, at, fault } = pending;
    const again = () => void this.#letters.send(pending);
    const said = "text" in words ? words.text : this.#say(`phrase.${words.phrase}`);
    return el(
      "li",
      { class: "bubble", "data-side": "own", "data-pending": true },
      el("p", {}, said),
      el("small", {}, `${wib(at)} · ${fault || this.#say("sending")}`),
      fault ? el("button", { class: "small-button", type: "button", onclick: again }, this.#say("talk.again")) : null,
    );
  }
}
