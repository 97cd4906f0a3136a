// Bundles the program into dist/: a small entry, and chunks that it loads when they are needed.
import { rm } from "node:fs/promises";
import { build } from "esbuild";

/**
 * ink-table is CommonJS and requires Ink, which cannot be required because it awaits at its top level.
 * Only ink-table's own cells and rows reach for it, and src/ui/podTable.tsx draws with its own.
 */
const inkTableWithoutInk = {
  name: "ink-table-without-ink",
  setup(plugin) {
    plugin.onResolve({ filter: /^ink$/ }, ({ kind }) =>
      kind === "require-call" ? { path: "ink", namespace: "no-ink" } : undefined,
    );
    plugin.onLoad({ filter: /.*/, namespace: "no-ink" }, () => ({ contents: "module.exports = {};" }));
  },
};

/** Ink loads this only when the environment says DEV=true, which the bundle rules out. */
const noDevtools = {
  name: "no-devtools",
  setup(plugin) {
    plugin.onResolve({ filter: /^react-devtools-core$/ }, ({ path }) => ({ path, namespace: "no-devtools" }));
    plugin.onLoad({ filter: /.*/, namespace: "no-devtools" }, () => ({ contents: "export default {};" }));
  },
};

const outdir = new URL("../dist/", import.meta.url).pathname;
await rm(outdir, { recursive: true, force: true });
await build({
  entryPoints: { podscope: "src/podscope.ts", main: "src/main.ts" },
  outdir,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node22.19",
  minify: true,
  keepNames: true,
  legalComments: "none",
  chunkNames: "[name]-[hash]",
  define: { "process.env.NODE_ENV": '"production"', "process.env.DEV": '"false"' },
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },

  plugins: [inkTableWithoutInk, noDevtools],
  logLevel: "warning",
});
