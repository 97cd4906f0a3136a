import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { paymentPod } from "../support/paymentPod.ts";
import type { Terminal } from "../support/terminal.ts";
import { terminalsOfTests } from "../support/terminalsOfTests.ts";

const terminals = terminalsOfTests();

function open(args: readonly string[]): Terminal {
  return terminals.open(args, { columns: 130, lines: 70 });
}

const steps = (words: string) => new RegExp(`^ +${words}$`, "m");

test("every context of the demo shows where its way breaks, and who can do something about it", async () => {
  const demo = open(["demo", "--seed", "3", "--speed", "5"]);
  const look = async (context: string, arrived: string | RegExp) => {
    demo.type(`:ctx ${context}\r`);
    await demo.waitFor(new RegExp(`demo cluster +${context} · `));
    await demo.waitFor(arrived);
    demo.type("b");
    await demo.waitFor("behind the scenes of pods in");
  };
  const leave = async () => {
    demo.type("q");
    await demo.waitFor((screen) => !screen.join("\n").includes("behind the scenes"));
  };
  await demo.waitFor(/live +verified/);

  demo.type("b");
  await demo.waitFor(/● All is well {2}the table is what the server has/);
  await demo.waitFor(/user +demo-admin\n[\s\S]*list and watch: yes, pods of all namespaces: RBAC/);
  await demo.waitFor(/brought +\d+ pods, \d+ kB of protobuf/);
  await demo.waitFor(/● 7 The pod kube-system\/\S+[\s\S]*scheduler put it on/);
  demo.type("/selfsubjectreviews\r");
  await demo.waitFor(/"selfsubjectreviews" 1 of 1 line/);
  await leave();

  await look("demo-oncall", /live +verified/);
  await demo.waitFor(/login +a token of the kubeconfig[\s\S]*pods in namespace payments: RBAC/);
  await leave();
  demo.type("0");
  await demo.waitFor("You may not list pods here");
  demo.type("b");
  await demo.waitFor(steps("● kubeconfig {2}● request {2}● identity {2}✕ rights {2}○ list {2}○ watch"));
  await demo.waitFor(/✕ It is your rights[\s\S]*may +list and watch: no, pods of all namespaces/);
  await leave();

  await look("demo-expired", "The server does not accept your login");
  await demo.waitFor(steps("● kubeconfig {2}● request {2}✕ identity {2}○ rights {2}○ list {2}○ watch"));
  await demo.waitFor(/✕ It is your login[\s\S]*answer +401[\s\S]*✕ 3 Who you are {2}BROKEN HERE/);
  await leave();

  await look("demo-down", "refused the connection");
  await demo.waitFor(/✕ It is the network or the server[\s\S]*✕ 2 The request {2}BROKEN HERE/);
  await demo.waitFor(/restarts +\d+, the last ones:\n.* refused the connection/);
  await leave();

  await look("demo-flaky", /live +verified/);
  await demo.waitFor(/restarts +\d+, the last ones:[\s\S]* cut the connection[\s\S]*next: watch again/);
  await demo.waitFor(/● All is well/);

  expect(demo.screen().join("\n")).not.toMatch(/Bearer|eyJ/);
}, 120_000);

test("what it says is saved whole, without a token in it", async () => {
  const demo = open(["demo", "--seed", "3", "--context", "demo-oncall"]);
  await demo.waitFor(/live +verified/);
  demo.type("b");
  await demo.waitFor(/list and watch: yes/);
  demo.type("S");
  await demo.waitFor(/Saved as .*pods_in_payments-\S+-behind\.txt/);
  const saved = readdirSync(demo.home).find((name) => name.endsWith("-behind.txt")) ?? "";
  const text = readFileSync(path.join(demo.home, saved), "utf8");
  const [kubeconfig = ""] = /\S+\/kubeconfig/.exec(text) ?? [];
  const [, token = "no token"] = /token: (\S+)/.exec(readFileSync(kubeconfig, "utf8")) ?? [];

  expect(text).toMatch(/^● All is well[\s\S]*Requests {2}the last/);
  expect(text).not.toContain(token);
});

test("a saved list has the pod's own way, and no server behind it", async () => {
  const file = path.join(terminals.folder, "pods.json");
  writeFileSync(file, JSON.stringify({ kind: "List", apiVersion: "v1", items: [paymentPod] }));
  const shown = open(["-f", file]);
  await shown.waitFor(/payments-7f9c6d5b4-x2kqp/);
  shown.type("b");

  await shown.waitFor(/○ The rows come from a file {2}no server is asked[\s\S]*○ 6 The watch {2}not needed/);
  await shown.waitFor(/made by +Deployment\/payments > [\s\S]*scheduler put it on worker-3/);
});
