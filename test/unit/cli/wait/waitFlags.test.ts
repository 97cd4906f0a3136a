import { describe, expect, test } from "vitest";
import { argumentsFrom } from "../../../../src/cli/arguments.ts";
import { UsageError } from "../../../../src/cli/usageError.ts";

test("podscope wait takes a filter, what to wait for, and the scope of get", () => {
  expect(
    argumentsFrom(
      "wait ns=pay health=broken --for none --timeout 10m --stable 30 -A -l app=web --context prod -q -ojson".split(
        " ",
      ),
    ),
  ).toMatchObject({
    command: "wait",
    filter: { line: "ns=pay health=broken" },
    goal: { kind: "none" },
    timeoutMs: 600_000,
    stableMs: 30_000,
    namespace: null,
    selectors: { labels: "app=web", fields: "" },
    access: { context: "prod" },
    quiet: true,
    output: "json",
  });
});

test("without more it waits half a minute, and what is so for a moment is enough", () => {
  expect(argumentsFrom(["wait", "x", "--for", "2"])).toMatchObject({
    goal: { kind: "least", count: 2 },
    timeoutMs: 30_000,
    stableMs: 0,
    quiet: false,
    output: "text",
    namespace: undefined,
  });
});

test.each([
  { filter: "health=broken", given: [], namespace: undefined },
  { filter: "ns=pay health=broken", given: [], namespace: "pay" },
  { filter: "ns:PAY", given: [], namespace: "pay" },
  { filter: "ns=pay*", given: [], namespace: null },
  { filter: "!ns=pay", given: [], namespace: null },
  { filter: "ns!=pay", given: [], namespace: null },
  { filter: "ns=pay", given: ["-A"], namespace: null },
  { filter: "ns=pay", given: ["-n", "pay"], namespace: "pay" },
  { filter: "ns=pay*", given: ["-n", "shop"], namespace: "shop" },
])("$filter with $given looks in $namespace", ({ filter, given, namespace }) => {
  expect(argumentsFrom(["wait", filter, "--for", "none", ...given])).toMatchObject({ namespace });
});

describe("what is wrong with the command line is said", () => {
  test.each([
    { argv: "--for none", words: "podscope wait takes a filter, such as 'ns=pay health=broken'" },
    { argv: "x", words: "say what to wait for: --for none, any, all, or a number" },
    { argv: "x --for some", words: '--for takes none, any, all, or a number from 1, not "some"' },
    { argv: "health=bad --for none", words: '"health=bad" cannot be understood: ' },
    {
      argv: "ns=pay --for none -n shop",
      words: "the filter looks for pods of namespace pay, and -n leaves only those of shop",
    },
    { argv: "x --for none --timeout soon", words: '--timeout takes a time such as 30s or 10m, not "soon"' },
    { argv: "x --for none --timeout 0", words: "--timeout takes a time of more than nothing, such as 30s or 10m" },
    { argv: "x --for none --stable 1m", words: "--stable 1m never fits into a --timeout of 30s when it is not given" },
    { argv: "x --for none -o yaml", words: 'unknown output "yaml" after -o; there are text and json' },
    { argv: "x --for none -l =", words: "the provided selector" },
    { argv: "x --for none --mouse", words: "--mouse is for the dashboard, podscope wait has no screen" },
    { argv: "x --for none --watch", words: "--watch is for podscope get" },
  ])("$argv", ({ argv, words }) => {
    const read = () => argumentsFrom(["wait", ...argv.split(" ")]);

    expect(read).toThrow(UsageError);
    expect(read).toThrow(words);
  });

  test("flags of wait belong to it", () => {
    expect(() => argumentsFrom(["get", "--stable", "3s"])).toThrow("--stable is for podscope wait");
  });
});
