import { describe, expect, test } from "vitest";
import { goYaml } from "../../../src/base/goYaml.ts";

describe("a text in YAML", () => {
  // What sigs.k8s.io/yaml 1.6.0 wrote for { k: text }.
  test.each([
    ["web", "k: web"],
    ["", 'k: ""'],
    ["yes", 'k: "yes"'],
    ["No", 'k: "No"'],
    ["y", 'k: "y"'],
    ["null", 'k: "null"'],
    ["~", 'k: "~"'],
    ["<<", "k: <<"],
    ["1", 'k: "1"'],
    ["0123", 'k: "0123"'],
    ["08", 'k: "08"'],
    ["0x1f", 'k: "0x1f"'],
    ["0o17", 'k: "0o17"'],
    ["0xffffffffffffffffff", "k: 0xffffffffffffffffff"],
    ["1_000", 'k: "1_000"'],
    ["_1", "k: _1"],
    ["1e3", 'k: "1e3"'],
    ["1e400", "k: 1e400"],
    [".5", 'k: ".5"'],
    [".", "k: ."],
    [".inf", 'k: ".inf"'],
    ["1:30", 'k: "1:30"'],
    ["12:61", "k: 12:61"],
    ["10.0.0.1", "k: 10.0.0.1"],
    ["100m", "k: 100m"],
    ["2026-01-02", 'k: "2026-01-02"'],
    ["2026-02-30", "k: 2026-02-30"],
    ["2026-11-24T08:08:06Z", 'k: "2026-11-24T08:08:06Z"'],
    ["2026-11-24T08:08", "k: 2026-11-24T08:08"],
    ["- a", "k: '- a'"],
    ["-a", "k: -a"],
    ["a: b", "k: 'a: b'"],
    ["a:b", "k: a:b"],
    ["a #b", "k: 'a #b'"],
    ["a#b", "k: a#b"],
    ["{}", "k: '{}'"],
    ["@a", "k: '@a'"],
    ["it's", "k: it's"],
    ["'a'", "k: '''a'''"],
    [" a ", "k: ' a '"],
    ["tab\there", 'k: "tab\\there"'],
    ["\u001b[31m\u0001", 'k: "\\e[31m\\x01"'],
    ["é日本", "k: é日本"],
    ["😀", 'k: "\\U0001F600"'],
    ["\u00a0", "k: \u00a0"],
    ["a\nb", "k: |-\n  a\n  b"],
    ["a\nb\n", "k: |\n  a\n  b"],
    ["a\n\n", "k: |+\n  a\n"],
    [" a\nb", "k: |2-\n   a\n  b"],
    ["a\n\n  b\n", "k: |\n  a\n\n    b"],
    ["a \nb", 'k: "a \\nb"'],
    ["a\tb\n", 'k: "a\\tb\\n"'],
    ["a\r\nb", 'k: "a\\r\\nb"'],
  ])("%j is quoted only where it must be", (text, line) => {
    expect(goYaml({ k: text })).toBe(`${line}\n`);
  });

  test("that is long is folded at a space behind column 80, in every style", () => {
    const words = "word ".repeat(20).trimEnd();
    expect(goYaml({ k: words })).toBe(`k: ${"word ".repeat(16).trimEnd()}\n  word word word word\n`);
    expect(goYaml({ k: `# ${words}` })).toBe(`k: '# ${"word ".repeat(16).trimEnd()}\n  word word word word'\n`);
    expect(goYaml({ k: `\t${words}` })).toBe(`k: "\\t${"word ".repeat(16).trimEnd()}\n  word word word word"\n`);
    expect(goYaml({ k: words.replaceAll(" ", "  ") })).toBe(`k: ${words.replaceAll(" ", "  ")}\n`);
  });
});

test("objects, lists and what is empty are laid out as kubectl does", () => {
  const value = {
    spec: { list: [{ b: 1, a: "x" }, [1, [2]], [], {}, "t\nu"], none: null, on: true, big: 9223372036854775807n },
    apiVersion: "v1",
  };
  expect(goYaml(value)).toBe(`apiVersion: v1
spec:
  big: 9223372036854775807
  list:
  - a: x
    b: 1
  - - 1
    - - 2
  - []
  - {}
  - |-
    t
    u
  none: null
  "on": true
`);
});

test("keys come in go-yaml's order: numbers by their value, other signs before letters", () => {
  const keys = ["a10", "a9", "a", "b", "A", "a-b", "a.b", "a/b", "a01", "a1", "ab", "1x", ".x"];
  const lines = goYaml(Object.fromEntries(keys.map((key) => [key, 0])))
    .trimEnd()
    .split("\n");
  expect(lines.map((line) => line.replace(/: 0$/, ""))).toEqual([
    ".x",
    "1x",
    "A",
    "a",
    "a-b",
    "a.b",
    "a/b",
    "a1",
    "a01",
    "a9",
    "a10",
    "ab",
    "b",
  ]);
});

test("a key of more than 128 bytes, or with a line break, is written behind a question mark", () => {
  const long = "k".repeat(129);
  expect(goYaml({ m: { [long]: ["a"], "x\ny": 1 } })).toBe(`m:\n  ? ${long}\n  : - a\n  ? |-\n    x\n    y\n  : 1\n`);
});
