import { describe, expect, test } from "vitest";
import { defaultConfig } from "../../../src/app/config.ts";
import { configFrom } from "../../../src/app/configFile.ts";

const commands = new Set(["pause", "quit", "filter", "sort.next"]);
const read = (...lines: readonly string[]) => configFrom(lines.join("\n"), commands);

test("settings are read", () => {
  const { config, problems } = read(
    "# mine",
    "mouse: true",
    "wide: true",
    "foldDone: true",
    "metrics: true",
    'allowWrites: [staging, "kind-*", 2024]',
    "bell: false",
    "keys:",
    "  pause: [p, Ctrl-P]",
    "  quit: Q",
    "  filter: []",
  );

  expect(problems).toEqual([]);
  expect(config).toEqual({
    mouse: true,
    wide: true,
    foldDone: true,
    metrics: true,
    allowWrites: ["staging", "kind-*", "2024"],
    bell: false,
    keys: new Map([
      ["pause", ["p", "ctrl-p"]],
      ["quit", ["Q"]],
      ["filter", []],
    ]),
  });
});

test.each([
  { what: "an empty file", lines: [] },
  { what: "a comment", lines: ["# nothing yet"] },
  { what: "keys without any", lines: ["keys:"] },
])("$what is the default", ({ lines }) => {
  expect(read(...lines)).toEqual({ config: defaultConfig, problems: [] });
});

test.each([
  { key: "1", chord: "1" },
  { key: "'#'", chord: "#" },
  { key: "~", chord: "~" },
  { key: "'~'", chord: "~" },
  { key: "' '", chord: "space" },
  { key: "PgDn", chord: "pageDown" },
])("$key is the key $chord", ({ key, chord }) => {
  expect(read("keys:", `  pause: ${key}`)).toEqual({
    config: { ...defaultConfig, keys: new Map([["pause", [chord]]]) },
    problems: [],
  });
});

describe("each problem names its line, and the rest applies", () => {
  const around = (...lines: readonly string[]) => ["# mine", ...lines, "mouse: true"];

  test.each([
    {
      what: "an unknown setting",
      lines: ["colour: red"],
      problem: `line 2: unknown setting "colour"; there are allowWrites, bell, foldDone, keys, metrics, mouse and wide`,
    },
    {
      what: "a flag that is none",
      lines: ["keys:", "  pause: p", "wide: ja"],
      problem: "line 4: wide must be true or false",
    },
    {
      what: "a setting that is there twice",
      lines: ["wide: false", "wide: true"],
      problem: "line 3: wide is there twice; the later one counts",
    },
    {
      what: "changes that are allowed nowhere in particular",
      lines: ["allowWrites: true"],
      problem: 'line 2: allowWrites takes names of contexts, as in [staging, "kind-*"]',
    },
    {
      what: "changes that are allowed in a context without a name",
      lines: ["allowWrites:", "  - ''"],
      problem: 'line 3: allowWrites takes names of contexts, as in [staging, "kind-*"]',
    },
    {
      what: "keys that are no list of commands",
      lines: ["keys: p"],
      problem: "line 2: keys must be commands with their keys",
    },
    {
      what: "an unknown command",
      lines: ["keys:", "  pausse: p"],
      problem: `line 3: unknown command "pausse"; the help (?) and the README list them`,
    },
    {
      what: "a command that is there twice",
      lines: ["keys:", "  pause: p", "  pause: x"],
      problem: "line 4: pause is there twice; the later one counts",
    },
    {
      what: "an unknown key",
      lines: ["keys:", "  pause:", "    - p", "    - ctrl-ü"],
      problem: `line 5: unknown key "ctrl-ü"`,
    },
    {
      what: "a key that is a comment to YAML",
      lines: ["keys:", "  pause: #"],
      problem: `line 3: pause has no key; write marks in quotes, as in "#"`,
    },
    { what: "a key that is no text", lines: ["keys:", "  pause: {a: b}"], problem: /line 3: unknown key/ },
    { what: "Ctrl-C", lines: ["keys:", "  pause: ctrl-c"], problem: `line 3: key "ctrl-c" always quits` },
    {
      what: "a key that two commands want",
      lines: ["keys:", "  pause: p", "  quit: [P, p]"],
      problem: `line 4: key "p" is already given to pause`,
    },
  ])("$what", ({ lines, problem }) => {
    const { config, problems } = read(...around(...lines));

    expect(problems).toEqual([typeof problem === "string" ? `config.yaml ${problem}` : expect.stringMatching(problem)]);
    expect(config).toMatchObject({ mouse: true });
  });
});

test("several problems are said in the order of the file", () => {
  const { config, problems } = read("colour: red", "keys:", "  pause: [nope, p]", "  fly: x", "  quit: []");

  expect(problems.map((problem) => problem.slice(0, 19))).toEqual([
    "config.yaml line 1:",
    "config.yaml line 3:",
    "config.yaml line 4:",
  ]);
  expect([...config.keys]).toEqual([
    ["pause", ["p"]],
    ["quit", []],
  ]);
});

test("a command whose every key was refused keeps its own", () => {
  expect(read("keys:", "  pause: [nope]").config.keys.has("pause")).toBe(false);
});

test.each([
  { what: "broken YAML", lines: ["wide: true", "keys: [p"], line: 2 },
  { what: "a list", lines: ["- wide"], line: 1 },
  { what: "a word", lines: ["wide"], line: 1 },
  { what: "two documents", lines: ["wide: true", "---", "wide: true"], line: 2 },
])("$what is ignored as a whole, and said in one line", ({ lines, line }) => {
  const { config, problems } = read(...lines);

  expect(config).toEqual(defaultConfig);
  expect(problems).toEqual([
    expect.stringMatching(new RegExp(`^config.yaml line ${line}: [^\n;]+; the whole file is ignored$`)),
  ]);
});

test("no control character of the file reaches the screen", () => {
  expect(read('"col\\e[2Jour": red').problems).toEqual([
    `config.yaml line 1: unknown setting "col[2Jour"; there are allowWrites, bell, foldDone, keys, metrics, mouse and wide`,
  ]);
});

test("the file is named as it was given", () => {
  expect(configFrom("x: 1", commands, "/home/jane/config.yaml").problems[0]).toMatch(
    /^\/home\/jane\/config\.yaml line 1:/,
  );
});
