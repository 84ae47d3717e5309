import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import globals from "globals";

export default defineConfig([
  globalIgnores(["src/report_kit/widgets/fields/editor.js", "widgets/node_modules/"]),
  {
    files: ["widgets/**/*.js", "src/report_kit/widgets/**/*.js"],
    extends: [js.configs.recommended],
    languageOptions: { globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "array-callback-return": "error",
      complexity: ["error", 20],
      eqeqeq: "error",
      "max-depth": ["error", 3],
      "max-len": ["error", 140],
      "max-lines": ["error", 300],
      "max-lines-per-function": ["error", { max: 60, skipComments: true, skipBlankLines: true }],
      "no-implicit-globals": "error",
      "no-irregular-whitespace": ["error", { skipTemplates: true }],
      "no-shadow": "error",
      "no-throw-literal": "error",
      "no-unused-expressions": "error",
      "no-use-before-define": ["error", { functions: false, variables: false, classes: false }],
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "prefer-template": "error",
    },
  },
]);
