#!/usr/bin/env node
/** The entry: turns away a Node.js that is too old, then loads the program with V8's compile cache on. */
import module from "node:module";

const needed = [22, 19] as const;
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  process.stderr.write(
    `podscope: needs Node.js ${needed.join(".")} or newer, this is ${process.versions.node}. Install a newer one from your package manager.\n`,
  );
  process.exit(1);
}
// The cache spares compiling the bundle again: about half of the time to the first frame.
module.enableCompileCache();
// Not a string literal, so that the bundler leaves the import for run time, after the cache is on.
const program = "./main.js";
await import(program);
