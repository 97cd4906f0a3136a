// Bundles the program into dist/: a small entry, and chunks that it loads when they are needed.
import { cp, readFile, rm } from "node:fs/promises";
import { build } from "esbuild";
import stringWidth from "string-width";

/**
 * ink-table is CommonJS and requires Ink, which cannot be required because it awaits at its top level, and object-hash, which
 * loads node:crypto. Only ink-table's own cells and rows reach for them, and src/ui/podTable.tsx draws with its own.
 */
const inkTableAlone = {
  name: "ink-table-alone",
  setup(plugin) {
    plugin.onResolve({ filter: /^(ink|object-hash)$/ }, ({ kind, path }) =>
      kind === "require-call" ? { path, namespace: "ink-table-alone" } : undefined,
    );
    plugin.onLoad({ filter: /.*/, namespace: "ink-table-alone" }, () => ({ contents: "module.exports = {};" }));
  },
};

/** Modules of Node.js that packages import for a rare case, each of which costs milliseconds: loaded when they are called. */
const builtinsOnDemand = {
  name: "builtins-on-demand",
  setup(plugin) {
    const rare = { "node:child_process": "execFileSync", assert: "equal" };
    plugin.onResolve({ filter: /^(node:child_process|assert)$/ }, ({ importer, path }) =>
      /\/(terminal-size|signal-exit)\//.test(importer) ? { path, namespace: "on-demand" } : undefined,
    );
    plugin.onLoad({ filter: /.*/, namespace: "on-demand" }, ({ path }) => ({
      contents: `exports.${rare[path]} = (...args) => process.getBuiltinModule("${path}").${rare[path]}(...args);`,
    }));
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

/**
 * undici's entry loads everything it can do (fetch, caches, mocks, HTTP/2), which takes three times as long as the connections
 * that src/kube/wire needs. For those its parts are named; HTTP/2 is loaded when a connection speaks it, which ours never do.
 */
const undiciInParts = {
  name: "undici-in-parts",
  setup(plugin) {
    plugin.onResolve({ filter: /^undici$/ }, ({ importer, resolveDir }) =>
      importer.includes("/src/kube/wire/")
        ? { path: "undici-client", namespace: "undici", pluginData: { resolveDir } }
        : undefined,
    );
    plugin.onLoad({ filter: /.*/, namespace: "undici" }, ({ pluginData }) => ({
      resolveDir: pluginData.resolveDir,
      contents: `
        const Dispatcher = require("undici/lib/dispatcher/dispatcher.js");
        Dispatcher.prototype.request = require("undici/lib/api/api-request.js");
        exports.Client = require("undici/lib/dispatcher/client.js");`,
    }));
    plugin.onLoad({ filter: /undici\/lib\/dispatcher\/client\.js$/ }, async ({ path }) => {
      const eager = "const connectH2 = require('./client-h2.js')";
      const source = await readFile(path, "utf8");
      if (!source.includes(eager)) throw new Error("undici loads HTTP/2 in another way now: adapt undici-in-parts");
      const lazy = "const connectH2 = (...args) => require('./client-h2.js')(...args)";
      return { contents: source.replace(eager, lazy) };
    });
  },
};

/**
 * Yoga's loader would rather fetch its own data: URL, and the first use of fetch makes Node.js load its whole HTTP client.
 * Without fetch it decodes the same bytes itself.
 */
const yogaWithoutFetch = {
  name: "yoga-without-fetch",
  setup(plugin) {
    plugin.onLoad({ filter: /yoga-wasm-base64-esm\.js$/ }, async ({ path }) => ({
      contents: `const fetch = undefined;${await readFile(path, "utf8")}`,
    }));
  },
};

/** Ink takes every line of every frame apart into cells. Lines that were on the screen a frame ago need that only once. */
const inkRemembersLines = {
  name: "ink-remembers-lines",
  setup(plugin) {
    plugin.onLoad({ filter: /\/ink\/build\/output\.js$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const forOneFrame = "caches = new OutputCaches();";
      if (!source.includes(forOneFrame))
        throw new Error("Ink caches lines in another way now: adapt ink-remembers-lines");
      // A few screens of lines: some kilobytes each.
      const remembered = `let remembered = new OutputCaches();
        function cachesOfFrames() {
          if (remembered.styledChars.size > 250) remembered = new OutputCaches();
          return remembered;
        }`;
      return { contents: `${source.replace(forOneFrame, "caches = cachesOfFrames();")}\n${remembered}` };
    });
  },
};

/** Code points that take one column each, alone and side by side: letters, and the signs and lines that we draw. */
const narrowRanges = [
  [0x20, 0x7e],
  [0xa1, 0xac],
  [0xae, 0x2ff],
  [0x2010, 0x2027],
  [0x2030, 0x205e],
  [0x2190, 0x22ff],
  [0x2500, 0x25fc],
  [0x2713, 0x2718],
];

/**
 * string-width knows emoji by an expression that takes V8 some 50 ms to read and compile, and needs it for every text
 * beyond ASCII. Narrow signs need no such question, and whoever shows no emoji never pays for it.
 */
const emojiOnDemand = {
  name: "emoji-on-demand",
  setup(plugin) {
    plugin.onLoad({ filter: /string-width\/index\.js$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const eager = "const rgiEmojiRegex = /^\\p{RGI_Emoji}$/v;";
      const ascii = "/^[\\u0020-\\u007E]*$/";
      if (!source.includes(eager) || !source.includes(ascii))
        throw new Error("string-width finds emoji in another way now: adapt emoji-on-demand");
      const lazy = "let emoji; const rgiEmojiRegex = { test: (text) => (emoji ??= /^\\p{RGI_Emoji}$/v).test(text) };";
      return { contents: source.replace(eager, () => lazy).replace(ascii, () => narrowExpression()) };
    });
  },
};

/** Source of an expression that matches texts of narrow code points. @throws when string-width measures one of them otherwise. */
function narrowExpression() {
  const all = narrowRanges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, at) => first + at));
  const texts = [...all.map((code) => String.fromCodePoint(code)), String.fromCodePoint(...all)];
  if (texts.some((text) => stringWidth(text) !== text.length))
    throw new Error("not every code point of narrowRanges takes one column");
  const escaped = (code) => `\\u${code.toString(16).padStart(4, "0")}`;
  return `/^[${narrowRanges.map(([first, last]) => `${escaped(first)}-${escaped(last)}`).join("")}]*$/`;
}

const outdir = new URL("../dist/", import.meta.url).pathname;
await rm(outdir, { recursive: true, force: true });
await build({
  entryPoints: {
    podscope: "src/podscope.ts",
    main: "src/main.ts",
    "demo/demoWorker": "src/demo/demoWorker.ts",
  },
  outdir,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node22.19",
  // Names stay as they are: shortened ones would have to be given back at every start, which takes longer than reading them.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: "none",
  chunkNames: "[name]-[hash]",
  define: {
    "process.env.NODE_ENV": '"production"',
    "process.env.DEV": '"false"',
    // undici's own switch: leaves out its second HTTP/1.1 parser, an experiment.
    esbuildDetection: "1",
  },
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
  plugins: [
    inkTableAlone,
    builtinsOnDemand,
    noDevtools,
    undiciInParts,
    yogaWithoutFetch,
    emojiOnDemand,
    inkRemembersLines,
  ],
  logLevel: "warning",
});
// The demo's API server reads it where its code is, here as there.
await cp(new URL("../src/demo/apiserver/schema/", import.meta.url), new URL("../dist/schema/", import.meta.url), {
  recursive: true,
});
