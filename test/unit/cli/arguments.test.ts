import { describe, expect, test } from "vitest";
import { argumentsFrom, UsageError } from "../../../src/cli/arguments.ts";

describe("the command line", () => {
  test("without words opens the dashboard in the context's own namespace", () => {
    expect(argumentsFrom([])).toMatchObject({ command: "dashboard", namespace: undefined, mouse: false });
  });

  test.each([
    { argv: ["-A"], wanted: { namespace: null } },
    { argv: ["-n", "shop", "-A"], wanted: { namespace: null } },
    { argv: ["-nshop"], wanted: { namespace: "shop" } },
    { argv: ["--namespace=shop"], wanted: { namespace: "shop" } },
    { argv: ["-l", "app=web", "--field-selector", "a=b"], wanted: { selectors: { labels: "app=web", fields: "a=b" } } },
    {
      argv: ["--as", "bob", "--as-group", "x", "--as-group", "y"],
      wanted: { access: { as: "bob", asGroups: ["x", "y"] } },
    },
    { argv: ["--mouse"], wanted: { mouse: true } },
    { argv: ["get", "-o", "wide", "a", "b"], wanted: { command: "get", output: "wide", names: ["a", "b"] } },
    { argv: ["get", "pods", "a"], wanted: { command: "get", names: ["a"] } },
    { argv: ["get", "pod/a"], wanted: { command: "get", names: ["a"] } },
    { argv: ["get", "-L", "a,b", "-L", "c"], wanted: { labelColumns: ["a", "b", "c"] } },
    { argv: ["get", "--no-headers", "--show-labels"], wanted: { headers: false, showLabels: true } },
    { argv: ["--version"], wanted: { command: "version" } },
    { argv: ["get", "--help"], wanted: { command: "help" } },
  ])("$argv is understood", ({ argv, wanted }) => {
    expect(argumentsFrom(argv)).toMatchObject(wanted);
  });

  test.each([
    { argv: ["--nope"], message: /unknown option '--nope'.*podscope --help/ },
    { argv: ["pots"], message: /unknown command "pots"/ },
    { argv: ["-n"], message: /'-n, --namespace <value>' argument missing/ },
    { argv: ["get", "-o", "csv"], message: /unknown output "csv" after -o; there are wide, json, yaml and name/ },
    { argv: ["get", "--mouse"], message: /unknown option '--mouse'/ },
  ])("$argv is refused in one line", ({ argv, message }) => {
    expect(() => argumentsFrom(argv)).toThrow(UsageError);
    expect(() => argumentsFrom(argv)).toThrow(message);
    expect(() => argumentsFrom(argv)).not.toThrow(/\n/);
  });
});
