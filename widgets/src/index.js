// What the fields of 01_起草 share: one module on the page, however many there are.

import { render as editor } from "./editor/render.js";
import { render as grid } from "./grid/render.js";
import { render as line } from "./line.js";
import { render as register } from "./register/render.js";

export { editor, grid, line, register };
