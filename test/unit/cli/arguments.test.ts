import { describe, expect, test } from "vitest";
import { argumentsFrom } from "../../../src/cli/arguments.ts";
import { UsageError } from "../../../src/cli/usageError.ts";

describe("the command line", () => {
  test("without words opens the dashboard in the context's own namespace", () => {
    expect(argumentsFrom([])).toMatchObject({
      command: "dashboard",
      namespace: undefined,
      mouse: false,
      allowWrites: false,
      debug: false,
      file: undefined,
      requestTimeoutMs: undefined,
    });
  });

  test.each([
    { argv: ["-A"], wanted: { namespace: null } },
    { argv: ["-n", "shop", "-A"], wanted: { namespace: null } },
    { argv: ["-nshop"], wanted: { namespace: "shop" } },
    { argv: ["-n=shop"], wanted: { namespace: "shop" } },
    { argv: ["-n", "a", "-n", "b"], wanted: { namespace: "b" } },
    { argv: ["--namespace=shop"], wanted: { namespace: "shop" } },
    { argv: ["-n", "shop", "-A=false"], wanted: { namespace: "shop" } },
    { argv: ["--all-namespaces=true"], wanted: { namespace: null } },
    { argv: ["-l", "app=web", "--field-selector", "a=b"], wanted: { selectors: { labels: "app=web", fields: "a=b" } } },
    { argv: ["-lapp=web"], wanted: { selectors: { labels: "app=web", fields: "" } } },
    { argv: ["-l=app=web"], wanted: { selectors: { labels: "app=web", fields: "" } } },
    {
      argv: ["--as", "bob", "--as-group", "x", "--as-group", "y", "--as-uid=7"],
      wanted: { access: { as: "bob", asGroups: ["x", "y"], asUid: "7" } },
    },
    {
      argv: ["--as-user-extra", "a=1", "--as-user-extra", "a=2=3", "--as-user-extra=b="],
      wanted: { access: { asUserExtra: { a: ["1", "2=3"], b: [""] } } },
    },
    { argv: ["--mouse"], wanted: { mouse: true, triage: false } },
    { argv: ["--triage", "-A"], wanted: { command: "dashboard", triage: true, namespace: null } },
    { argv: ["--allow-writes"], wanted: { allowWrites: true } },
    { argv: ["--debug", "-f", "pods.json"], wanted: { debug: true, file: "pods.json", now: undefined } },
    { argv: ["-f", "-", "--now=2026-06-15T10:30:05Z"], wanted: { file: "-", now: Date.UTC(2026, 5, 15, 10, 30, 5) } },
    { argv: ["-f-", "--now", "2026-06-15T12:30:05.5+02:00"], wanted: { now: Date.UTC(2026, 5, 15, 10, 30, 5, 500) } },
    { argv: ["get", "-o", "wide", "a", "b"], wanted: { command: "get", output: "wide", names: ["a", "b"] } },
    { argv: ["-n", "shop", "get", "a"], wanted: { command: "get", namespace: "shop", names: ["a"] } },
    { argv: ["get", "-ojson"], wanted: { output: "json" } },
    { argv: ["get", "-o=yaml"], wanted: { output: "yaml" } },
    { argv: ["get", "-Awoname"], wanted: { namespace: null, watch: "after", output: "name" } },
    { argv: ["get", "--watch-only", "--output-watch-events"], wanted: { watch: "only", watchEvents: true } },
    { argv: ["get", "--record", "a.gz"], wanted: { record: { path: "a.gz", forMs: undefined }, watch: "no" } },
    { argv: ["get", "-w", "--record=a.gz", "--for=10m"], wanted: { record: { path: "a.gz", forMs: 600_000 } } },
    { argv: ["get"], wanted: { record: undefined } },
    { argv: ["get", "--sort-by", ".metadata.name"], wanted: { sortBy: ".metadata.name" } },
    { argv: ["get", "--sort-by="], wanted: { sortBy: undefined } },
    { argv: ["get", "pods", "a"], wanted: { command: "get", names: ["a"] } },
    { argv: ["get", "pod/a"], wanted: { command: "get", names: ["a"] } },
    { argv: ["get", "--", "-a"], wanted: { names: ["-a"] } },
    { argv: ["get", "-L", "a,b", "-L", "c"], wanted: { labelColumns: ["a", "b", "c"] } },
    { argv: ["get", "--no-headers", "--show-labels"], wanted: { headers: false, showLabels: true } },
    { argv: ["get", "--no-headers=false"], wanted: { headers: true } },
    { argv: ["get", "-l", "a==b==c"], wanted: { selectors: { labels: "a==b==c" } } },
    {
      argv: ["demo"],
      wanted: { command: "demo", size: { seed: 1, speed: 1, pods: 60 }, serve: false, debug: false },
    },
    { argv: ["demo", "--seed", "0", "--speed=.5"], wanted: { size: { seed: 0, speed: 0.5, pods: 60 } } },
    { argv: ["demo", "--pods=100000", "--speed", "10"], wanted: { size: { seed: 1, speed: 10, pods: 100_000 } } },
    {
      argv: ["demo", "--context", "demo-slow", "-n", "shop", "--mouse", "--triage", "-l", "app=web"],
      wanted: {
        command: "demo",
        dashboard: {
          command: "dashboard",
          access: { context: "demo-slow" },
          namespace: "shop",
          mouse: true,
          triage: true,
          allowWrites: false,
          selectors: { labels: "app=web", fields: "" },
        },
      },
    },
    { argv: ["-A", "demo", "--as", "bob"], wanted: { dashboard: { namespace: null, access: { as: "bob" } } } },
    { argv: ["demo", "--serve", "--seed=7", "--debug"], wanted: { serve: true, size: { seed: 7 }, debug: true } },
    {
      argv: ["replay", "a.gz"],
      wanted: { command: "replay", path: "a.gz", speed: 1, at: undefined, find: undefined, holds: false },
    },
    {
      argv: ["replay", "--speed=30", "--at", "14:02", "--find", "health=broken", "--hold", "a.gz"],
      wanted: { path: "a.gz", speed: 30, at: "14:02", find: "health=broken", holds: true },
    },
    { argv: ["--version"], wanted: { command: "version" } },
  ])("$argv is understood", ({ argv, wanted }) => {
    expect(argumentsFrom(argv)).toMatchObject(wanted);
  });

  test.each([
    { text: "0", ms: undefined },
    { text: "", ms: undefined },
    { text: "5", ms: 5_000 },
    { text: "5s", ms: 5_000 },
    { text: "1m", ms: 60_000 },
    { text: "1h1m1.5s", ms: 3_661_500 },
    { text: "250ms", ms: 250 },
    { text: "0s", ms: undefined },
    { text: "-5s", ms: 0 },
  ])("--request-timeout=$text is $ms ms", ({ text, ms }) => {
    expect(argumentsFrom([`--request-timeout=${text}`])).toMatchObject({ requestTimeoutMs: ms });
  });

  test.each([
    { argv: ["--nope"], message: /^unknown flag: --nope$/ },
    { argv: ["--namspace", "x"], message: /^unknown flag: --namspace; did you mean --namespace\?$/ },
    { argv: ["get", "--sortby=x"], message: /did you mean --sort-by\?/ },
    { argv: ["-x"], message: /^unknown shorthand flag: 'x' in -x$/ },
    { argv: ["-Ax"], message: /^unknown shorthand flag: 'x' in -Ax$/ },
    { argv: ["pots"], message: /^unknown command "pots"; there are get, triage, wait, replay and demo$/ },
    { argv: ["-n"], message: /^flag needs an argument: -n NAME$/ },
    { argv: ["get", "--output"], message: /^flag needs an argument: --output wide\|json\|yaml\|name$/ },
    { argv: ["get", "--no-headers=maybe"], message: /--no-headers is on or off: "maybe" is neither true nor false/ },
    { argv: ["get", "-o", "csv"], message: /unknown output "csv" after -o; there are wide, json, yaml and name/ },
    { argv: ["get", "--allow-writes"], message: /--allow-writes is for the dashboard, podscope get has no screen/ },
    {
      argv: ["--allow-writes", "-f", "pods.json"],
      message: /^a file cannot be changed: --allow-writes is for clusters$/,
    },
    { argv: ["get", "--mouse"], message: /--mouse is for the dashboard, podscope get has no screen/ },
    { argv: ["--no-headers"], message: /--no-headers is for podscope get/ },
    { argv: ["get", "deploy/web"], message: /"deploy\/web" names no pod/ },
    { argv: ["--now", "2026-06-15T10:30:05Z"], message: /--now sets the clock for a file: it needs -f/ },
    {
      argv: ["-f", "x", "--now", "yesterday"],
      message: /--now takes a time such as 2026-06-15T10:30:05Z, not "yesterday"/,
    },
    { argv: ["-f", "x", "--now", "2026-13-15T10:30:05Z"], message: /--now takes a time/ },
    { argv: ["get", "-f", "x", "-w"], message: /a file does not change/ },
    {
      argv: ["get", "-f", "x", "--record", "a.gz"],
      message: /^a file does not change: --record cannot be used with -f$/,
    },
    { argv: ["get", "--record", ""], message: /^--record takes the name of a new file$/ },
    { argv: ["get", "--record=-"], message: /^--record takes the name of a new file$/ },
    { argv: ["replay"], message: /^podscope replay takes the file that was recorded$/ },
    { argv: ["replay", "a", "b"], message: /^podscope replay takes one file, not also "b"$/ },
    { argv: ["replay", "a", "--speed", "0"], message: /^--speed takes a number from 1 to 600, not "0"$/ },
    {
      argv: ["replay", "a", "-n", "x"],
      message: /^--namespace is not for podscope replay, which shows what was recorded$/,
    },
    { argv: ["replay", "a", "--record", "x"], message: /^--record is for podscope get$/ },
    { argv: ["--hold"], message: /^--hold is for podscope replay$/ },
    { argv: ["get", "--for", "10m"], message: /^--for ends a recording: it needs --record FILE$/ },
    { argv: ["get", "--record", "a", "--for", "soon"], message: /^--for takes a time such as 90s or 10m, not "soon"$/ },
    { argv: ["get", "--record", "a", "--for", "0"], message: /^--for takes a time such as 90s or 10m, not "0"$/ },
    { argv: ["triage", "--record", "a"], message: /^--record is for podscope get$/ },
    { argv: ["triage", "web"], message: /^podscope triage takes no names, but flags: "web"$/ },
    { argv: ["triage", "-o", "yaml"], message: /^unknown output "yaml" after -o; there are text and json$/ },
    { argv: ["triage", "-w"], message: /^--watch is for podscope get$/ },
    { argv: ["get", "--triage"], message: /^--triage is for the dashboard, podscope get has no screen$/ },
    { argv: ["triage", "--mouse"], message: /^--mouse is for the dashboard, podscope triage has no screen$/ },
    { argv: ["demo", "x"], message: /^podscope demo takes flags only, not "x"$/ },
    { argv: ["demo", "--seed", "x"], message: /^--seed takes a whole number from 0 to 4,294,967,295, not "x"$/ },
    { argv: ["demo", "--seed=4294967296"], message: /--seed takes a whole number/ },
    { argv: ["demo", "--seed=-1"], message: /--seed takes a whole number/ },
    { argv: ["demo", "--seed=1e3"], message: /--seed takes a whole number/ },
    { argv: ["demo", "--seed="], message: /--seed takes a whole number from 0 to 4,294,967,295, not ""/ },
    { argv: ["demo", "--pods", "0"], message: /^--pods takes a whole number from 1 to 1,000,000, not "0"$/ },
    { argv: ["demo", "--pods", "1000001"], message: /--pods takes a whole number/ },
    { argv: ["demo", "--pods", "1.5"], message: /--pods takes a whole number/ },
    { argv: ["demo", "--speed", "fast"], message: /^--speed takes a number from 0.01 to 1000, not "fast"$/ },
    { argv: ["demo", "--speed", "0"], message: /--speed takes a number/ },
    { argv: ["demo", "--speed", "1001"], message: /--speed takes a number/ },
    { argv: ["demo", "--speed", "Infinity"], message: /--speed takes a number/ },
    { argv: ["demo", "--kubeconfig", "x"], message: /^--kubeconfig is not for podscope demo, which has a cluster/ },
    { argv: ["demo", "-f", "x"], message: /^--filename is not for podscope demo/ },
    { argv: ["demo", "-w"], message: /^--watch is for podscope get$/ },
    { argv: ["--seed", "1"], message: /^--seed is for podscope demo$/ },
    { argv: ["get", "--serve"], message: /^--serve is for podscope demo$/ },
    { argv: ["demo", "--serve", "-n", "shop"], message: /^--namespace is for the dashboard, --serve opens none$/ },
    { argv: ["--as-user-extra", "a"], message: /--as-user-extra takes KEY=VALUE, not "a"/ },
  ])("$argv is refused in one line", ({ argv, message }) => {
    const error = refusalOf(argv);
    expect(error.message).toMatch(message);
    expect(error.message).not.toMatch(/\n/);
    expect(error.words).toBe("ours");
  });

  // What kubectl 1.35 says, without its "error: ".
  test.each([
    {
      argv: ["--request-timeout=1x"],
      message:
        "Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)",
    },
    { argv: ["--request-timeout=-5"], message: expect.stringMatching(/^Invalid timeout value/) },
    {
      argv: ["get", "--show-labels", "-o", "json"],
      message: "--show-labels option cannot be used with json printer",
    },
    {
      argv: ["get", "--output-watch-events"],
      message: "--output-watch-events option can only be used with --watch or --watch-only",
    },
    { argv: ["get", "a", "-l", "x"], message: "name cannot be provided when a selector is specified" },
    {
      argv: ["get", "a", "--field-selector", "x=y"],
      message: "name cannot be provided when a selector is specified",
    },
    { argv: ["get", "-A", "a"], message: "a resource cannot be retrieved by name across all namespaces" },
    { argv: ["get", ""], message: "resource name may not be empty" },
    {
      argv: ["get", "-w", "a", "b"],
      message: "you may only watch a single resource or type of resource at a time",
    },
    {
      argv: ["-l", "a==b==c"],
      message: `the provided selector "a==b==c" is not valid: found '==', expected: ',' or 'end of string'`,
    },
    {
      argv: ["--field-selector", "a"],
      message: `the provided field selector "a" is not valid: invalid selector: 'a'; can't understand 'a'`,
    },
    {
      argv: ["get", "-f", "x", "--field-selector", "foo=bar"],
      message: 'the provided field selector "foo=bar" is not valid: field label not supported: foo',
    },
  ])("$argv is refused in kubectl's words", ({ argv, message }) => {
    expect(refusalOf(argv)).toMatchObject({ message, words: "kubectl" });
  });
});

describe("the help", () => {
  test.each([
    { argv: ["--help"], has: ["podscope get [NAME…]", "--mouse", "--request-timeout TIME"], not: "--sort-by" },
    { argv: ["demo", "-h"], has: ["podscope demo --serve", "--seed N", "--mouse", "demo-flaky"], not: "--kubeconfig" },
    { argv: ["get", "-h"], has: ["Examples:", "--sort-by JSONPATH", "-w, --watch "], not: "--mouse" },
  ])("of $argv names its flags and no others, in lines of 120 at most", ({ argv, has, not }) => {
    const help = argumentsFrom(argv);
    const text = help.command === "help" ? help.text : "";
    for (const part of has) expect(text).toContain(part);
    expect(text).not.toContain(not);
    for (const line of text.split("\n")) expect(line.length, line).toBeLessThanOrEqual(120);
  });
});

function refusalOf(argv: readonly string[]): UsageError {
  try {
    argumentsFrom(argv);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error("was understood");
}
