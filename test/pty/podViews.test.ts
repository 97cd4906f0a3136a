import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { paymentPod } from "../support/paymentPod.ts";
import type { Terminal } from "../support/terminal.ts";
import { terminalsOfTests } from "../support/terminalsOfTests.ts";

const terminals = terminalsOfTests();

/** The demo with its cursor on a pod whose migration fails again and again. */
async function openDemo(): Promise<Terminal> {
  const terminal = terminals.open(["demo", "--seed", "3"], { columns: 120, lines: 40 });
  await terminal.waitFor(/live +verified/);
  terminal.type("/Init:\r");
  await terminal.waitFor(/› payments +ledger-\w+-\w+ .*Init:/);
  return terminal;
}

describe("on a cluster", () => {
  test("Enter shows why a pod does not start, and q leads back to the very same table", async () => {
    const demo = await openDemo();
    const before = demo.screen()[3];
    demo.type("\r");
    await demo.waitFor(/page of payments\/ledger-/);
    await demo.waitFor(/exit 3, [\s\S]*Last words of migrate[\s\S]*null values/);
    demo.type("G");
    await demo.waitFor(/Deployment ledger /);
    await demo.waitFor(/Node\n.*ready for/);
    demo.type("q");
    await demo.waitFor(/› payments +ledger-/);

    expect(demo.screen()[3]?.slice(0, 40)).toBe(before?.slice(0, 40));
  });

  test("l follows the logs of all containers, one alone, and what is searched for", async () => {
    const demo = await openDemo();
    demo.type("l");
    await demo.waitFor(/migrate +.*applying 0042_posting_currency\.sql/);
    await demo.waitFor(/CrashLoopBackOff: back-off/);
    demo.type("/null values\r");
    await demo.waitFor(/"null values" 1 of \d+ lines?/);
    demo.type("\u001b");
    await demo.waitFor((screen) => !screen.join("\n").includes('"null values"'));
    demo.type("2");
    await demo.waitFor("only migrate");
    demo.type("\u001b");
    await demo.waitFor(/› payments +ledger-/);
  });

  test("O merges the logs of all pods of the owner in the order of time, and l those that are marked", async () => {
    const demo = await openDemo();
    demo.type("\u001b");
    await demo.waitFor((screen) => !screen.join("\n").includes("filter Init:"));
    demo.type("/name=storefront*\r");
    await demo.waitFor(/› shop +storefront-\w+-\w+/);
    demo.type("lO");
    await demo.waitFor(/logs of Deployment shop\/storefront .*live/);
    demo.type("wt");
    // Times of several pods beside each other.
    await demo.waitFor((screen) => new Set(screen.map((line) => /^ +(\w{5}) \d{4}-/.exec(line)?.[1])).size > 2);
    const times = demo.screen().flatMap((line) => /^ +\w{5} (\d{4}-\S+Z)/.exec(line)?.[1] ?? []);
    expect(times).toEqual(times.toSorted());
    demo.type("q");
    await demo.waitFor(/› shop +storefront-/);
    demo.type("gvvl");

    await demo.waitFor(/logs of 2 marked pods .*live/);
  });

  test("y shows the YAML, c copies it over the terminal, S saves it", async () => {
    const demo = await openDemo();
    demo.type("y");
    await demo.waitFor(/YAML of payments\/ledger-[\s\S]*kind: Pod/);
    demo.type("c");
    await demo.waitFor(/Copied \d+ lines\./);
    demo.type("S");
    await demo.waitFor(/Saved as .*payments_ledger-.*\.yaml/);

    const [file = ""] = readdirSync(demo.home).filter((name) => name.endsWith(".yaml"));
    expect(demo.copied).toMatch(/^apiVersion: v1\nkind: Pod\n/);
    expect(readFileSync(path.join(demo.home, file), "utf8")).toBe(demo.copied);
  });

  test("e lists the events of the pod, E those of its namespace", async () => {
    const demo = await openDemo();
    demo.type("e");
    await demo.waitFor(/events of payments\/ledger-.*live/);
    demo.type("qE");
    await demo.waitFor(/events of payments .*live/);
  });
});

describe("on a file", () => {
  let terminal: Terminal;
  beforeEach(async () => {
    const file = path.join(terminals.folder, "pods.json");
    writeFileSync(file, JSON.stringify({ apiVersion: "v1", kind: "List", items: [paymentPod] }));
    terminal = terminals.open(["-f", file], { columns: 120, lines: 40 });
    await terminal.waitFor(/› shop +payments-/);
  });

  test("Enter and y show the pod as it was saved", async () => {
    terminal.type("y");
    await terminal.waitFor(/YAML of shop\/payments-.*file +as of[\s\S]*secretKeyRef:/);
    terminal.type("q\r");
    await terminal.waitFor(/page of shop\/payments-.*file +as of[\s\S]*exit 137 \(SIGKILL\), OOMKilled/);
  });

  test("there are no logs and no events in it", async () => {
    terminal.type("l");
    await terminal.waitFor("The rows come from a file, which has none.");
  });
});
