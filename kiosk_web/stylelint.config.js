export default {
  plugins: ["stylelint-no-unsupported-browser-features"],
  rules: {
    "plugin/no-unsupported-browser-features": [true, { severity: "error" }],
    "block-no-empty": true,
    "color-no-invalid-hex": true,
    "declaration-block-no-duplicate-properties": true,
    "no-duplicate-selectors": true,
    "property-no-unknown": true,
    "selector-pseudo-class-no-unknown": true,
    "unit-no-unknown": true,
  },
  overrides: [
    {
      // People's own phones also run Firefox.
      files: ["partner/**/*.css", "lib/**/*.css"],
      rules: {
        "plugin/no-unsupported-browser-features": [
          true,
          { severity: "error", browsers: ["chrome >= 100", "firefox esr"] },
        ],
      },
    },
    {
      // Runs in the Chromium that PySide6 brings along, nowhere else.
      files: ["../console/call/page/*.css"],
      rules: { "plugin/no-unsupported-browser-features": [true, { browsers: ["chrome >= 140"] }] },
    },
  ],
};
