import { expect, test } from "vitest";
import type { Terminal } from "../support/terminal.ts";
import { terminalsOfTests } from "../support/terminalsOfTests.ts";

const terminals = terminalsOfTests();

/** The demo with only the pods that `filter` leaves. */
async function openDemo(filter: string): Promise<Terminal> {
  const terminal = terminals.open(["demo", "--seed", "3", "--speed", "5"], { columns: 160, lines: 30 });
  await terminal.waitFor(/live +verified/);
  terminal.type(`/${filter}\r`);
  await terminal.waitFor((screen) => screen[1]?.includes(`filter ${filter}`) === true);
  return terminal;
}

test("< shows what a pod was before it changed, and Esc what it is now", async () => {
  const demo = await openDemo("/^ledger-/");
  const status = () => /payments +ledger-\S+ +\S+ +(\S+)/.exec(demo.screen().join("\n"))?.[1];
  const first = status();
  await demo.waitFor(() => status() !== undefined && status() !== first);

  demo.type("<");
  await demo.waitFor(/▲ as of \d\d:\d\d:\d\d, \d+s ago/);
  await demo.waitFor(/^ +[~+-] payments\/ledger-/m);
  demo.type("{");
  await demo.waitFor(/as of (\d\d:\d\d:\d\d), .* changes? since \1/);
  demo.type("\u001b");
  await demo.waitFor(/● live +verified/);
  expect(demo.screen().join("\n")).not.toMatch(/as of \d/);
});

test("D lists pods that went, and Enter goes to the one that has the place of one", async () => {
  const demo = await openDemo("catalog");
  // A rollout takes the old pods away.
  await demo.waitFor(/^-.? shop +catalog-/m);

  demo.type("D");
  await demo.waitFor(/\d\d:\d\d:\d\d shop\/catalog-\S+ .*→ catalog-\w+-\w+ /);
  demo.type("catalog\r");
  await demo.waitFor(/^›.? shop +catalog-/m);
});
