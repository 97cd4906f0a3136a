import { afterEach, expect, test } from "vitest";
import { openTerminal, type Terminal } from "../support/terminal.ts";

let terminal: Terminal | undefined;

afterEach(async () => {
  await terminal?.close();
  terminal = undefined;
});

/** Podscope's demo on the pods of payments. */
async function openDemo(...args: readonly string[]): Promise<Terminal> {
  const env = { KUBECONFIG: "/dev/null/config" };
  terminal = openTerminal({ args: ["demo", "--seed", "1", "-n", "payments", ...args], env, columns: 110, lines: 30 });
  await terminal.waitFor(/live +verified/);
  return terminal;
}

const ctrl = { d: "\x04", r: "\x12" } as const;
/** The first pod of the ReplicaSet that runs the fraud scorer. */
const fraud = /fraud-scorer-\w+-\w+/;

/** Leaves only the pods of the fraud scorer, with the cursor on the first, and returns its name. */
async function chooseFraud(demo: Terminal): Promise<string> {
  demo.type("/fraud\r");
  await demo.waitFor((screen) => screen.some((line) => /^› *fraud-scorer/.test(line)));
  return nameOn(demo);
}

/** Of the pod under the cursor. */
function nameOn(demo: Terminal): string {
  const line = demo.screen().find((shown) => shown.startsWith("›")) ?? "";
  return fraud.exec(line)?.[0] ?? "";
}

/** None of the rows is of such a pod. */
const without = (part: string) => (screen: readonly string[]) =>
  screen.some((line) => line.includes("live")) && !screen.slice(2, -1).some((line) => line.includes(part));

test("without --allow-writes the keys say that it is read-only, and the footer has none of them", async () => {
  const demo = await openDemo();
  demo.type(ctrl.d);
  await demo.waitFor("Read-only: see --allow-writes or allowWrites in config.yaml.");
  demo.type("\x1b");
  await demo.waitFor(/\? help/);

  expect(demo.screen().join("\n")).not.toMatch(/Ctrl-D delete|changes allowed/);
});

test("a pod is spared by u, then deleted, and its row goes when the server says so", async () => {
  const demo = await openDemo("--allow-writes");
  await demo.waitFor("changes allowed");
  const name = await chooseFraud(demo);
  demo.type(ctrl.d);
  await demo.waitFor(`Delete: ${name}?`);
  await demo.waitFor(/Context +demo/);
  await demo.waitFor(/Then +ReplicaSet\/fraud-scorer-\w+ will make another/);
  demo.type("y");
  await demo.waitFor(new RegExp(`Deleting payments/${name} in \\d s: u undoes it`));
  demo.type("u");
  await demo.waitFor("Undone: nothing was sent.");

  demo.type(`${ctrl.d}y`);
  await demo.waitFor(`payments/${name} is on its way: its row shows how far.`);
  await demo.waitFor(without(name));
});

test("a pod is evicted, and goes", async () => {
  const demo = await openDemo("--allow-writes", "--speed", "50");
  const name = await chooseFraud(demo);
  demo.type(`${ctrl.d}e`);
  await demo.waitFor(`Evict: ${name}?`);
  demo.type("y");
  await demo.waitFor(`Evicting payments/${name} in`);
  await demo.waitFor(without(name));
});

test("a Deployment is restarted, and all its pods are replaced", async () => {
  const demo = await openDemo("--allow-writes", "--speed", "50");
  const name = await chooseFraud(demo);
  const set = name.replace(/-\w+$/, "");
  demo.type(ctrl.r);
  await demo.waitFor("Restart: Deployment/fraud-scorer?");
  await demo.waitFor(/Replaces +\d+ pods?, at most/);
  demo.type("y");
  await demo.waitFor("Deployment/fraud-scorer replaces its pods");
  await demo.waitFor(without(set));
});

test("what one may not do says so in the context of somebody who may only look", async () => {
  const demo = await openDemo("--allow-writes", "--context", "demo-oncall");
  await demo.waitFor("changes allowed");
  demo.type(`${ctrl.d}`);

  await demo.waitFor("You may not delete pods in namespace payments");
});

test("whoever leaves within the three seconds has changed nothing", async () => {
  const demo = await openDemo("--allow-writes");
  await chooseFraud(demo);
  demo.type(`${ctrl.d}y`);
  await demo.waitFor(/u undoes it/);
  demo.type(":ctx demo-slow\r");
  await demo.waitFor("Undone, since you left the pods that it was for: nothing was sent.");
});
