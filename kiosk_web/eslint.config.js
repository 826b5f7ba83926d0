import js from "@eslint/js";
import compat from "eslint-plugin-compat";
import globals from "globals";

export default [
  { ignores: ["node_modules/**", "lib/protocol.d.ts"] },
  js.configs.recommended,
  compat.configs["flat/recommended"],
  {
    languageOptions: { ecmaVersion: 2022, sourceType: "module", globals: globals.browser },
    rules: {
      curly: ["error", "multi-line"],
      eqeqeq: "error",
      "max-lines": ["error", 450],
      "max-lines-per-function": ["error", { max: 50, skipComments: true, skipBlankLines: true }],
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "Text of people is text: use textContent." },
        { property: "outerHTML", message: "Text of people is text: use textContent." },
        { property: "insertAdjacentHTML", message: "Text of people is text: use textContent." },
      ],
      "no-var": "error",
      "prefer-const": "error",
    },
  },
  // People's own phones also run Firefox; where it lacks something, the page asks before it uses it.
  {
    files: ["partner/**", "lib/**"],
    settings: { browsers: ["chrome >= 100", "firefox esr"], polyfills: ["navigator.userAgentData"] },
  },
  { files: ["kiosk/sw.js", "partner/sw.js"], languageOptions: { sourceType: "script", globals: globals.serviceworker } },
  {
    // Runs in the Chromium that PySide6 brings along, nowhere else.
    files: ["console/call/page/**"],
    languageOptions: { globals: { qt: "readonly", QWebChannel: "readonly" } },
    settings: { targets: ["chrome >= 140"] },
  },
  {
    files: ["scripts/**", "*.config.js"],
    languageOptions: { globals: globals.node },
    rules: { "compat/compat": "off" },
  },
];
