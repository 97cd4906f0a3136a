/**
 * ink-table is CommonJS and requires Ink, which cannot be required because it awaits at its top level.
 * The bundle solves this when it is built; here the already imported Ink is what that require returns.
 */
import { createRequire } from "node:module";
import * as ink from "ink";

const require = createRequire(import.meta.url);
const path = require.resolve("ink");
require.cache[path] = Object.assign(Object.create(null), { id: path, filename: path, loaded: true, exports: ink });
