import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { paymentPod } from "../support/paymentPod.ts";
import type { Terminal } from "../support/terminal.ts";
import { terminalsOfTests } from "../support/terminalsOfTests.ts";

const terminals = terminalsOfTests();

/** The demo, which opens with the causes. */
function openDemo(columns: number, lines: number): Terminal {
  return terminals.open(["demo", "--seed", "3", "--triage"], { columns, lines });
}

test("--triage opens with the causes, and leads to the pods of one and back", async () => {
  const demo = openDemo(80, 24);
  await demo.waitFor(/\d+ of \d+ pods are unhealthy · \d+ causes/);
  await demo.waitFor("init migrate: exit 3");
  demo.type("/migrate\r");
  await demo.waitFor(/causes 1-1 of 1 with "migrate"/);
  demo.type("\r");
  await demo.waitFor(/› payments +ledger-/);
  expect(demo.screen().join("\n")).not.toContain("are unhealthy");
  demo.type("t");
  await demo.waitFor(/causes 1-\d of \d+/);
  demo.type("q");
  await demo.waitFor(/› payments +ledger-/);
});

test("i puts a card together, which c copies and S saves", async () => {
  const demo = openDemo(200, 50);
  await demo.waitFor("init migrate: exit 3");
  demo.type("i");
  await demo.waitFor(/incident card of all namespaces[\s\S]*context demo · cluster demo · all namespaces/);
  demo.type("c");
  await demo.waitFor(/Copied \d+ lines/);
  demo.type("S");
  await demo.waitFor("Saved as ");
  const card = demo.copied;

  expect(card).toMatch(/^\d+ of \d+ pods unhealthy: \d+ broken/);
  expect(card).toMatch(/^kubectl --context demo -n payments describe pod ledger-\w+-\w+$/m);
  const [file = ""] = readdirSync(demo.home).filter((name) => name.endsWith("-incident.md"));
  expect(readFileSync(path.join(demo.home, file), "utf8")).toBe(card);
  demo.type("q");
  await demo.waitFor(/\d+ causes/);
});

test("a saved list has causes and a card too", async () => {
  const file = path.join(terminals.folder, "pods.json");
  writeFileSync(file, JSON.stringify({ apiVersion: "v1", kind: "List", items: [paymentPod] }));
  const terminal = terminals.open(["-f", file, "--triage"], { columns: 120, lines: 30 });
  await terminal.waitFor("1 of 1 pod is unhealthy · 1 cause");
  terminal.type("i");
  await terminal.waitFor(`file ${file}`);
  await terminal.waitFor(`podscope get -f ${file} -n `);
  expect(terminal.screen().join("\n")).not.toContain("kubectl");
});
