// What the fields of 01_起草 share: one module on the page, however many there are.

import { render as editor } from "./editor.js";
import { render as grid } from "./grid.js";
import { render as line } from "./line.js";
import { render as register } from "./register.js";

export { editor, grid, line, register };
