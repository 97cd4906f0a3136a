// Writes screenshots/*.svg: the built program in a pseudo-terminal, against an API server with pods that are always the same.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type FakeApiServer, startFakeApiServer } from "../test/support/fakeApiServer.ts";
import { svgOf } from "../test/support/svg.ts";
import { openTerminal, type Terminal } from "../test/support/terminal.ts";

const folder = new URL("../screenshots/", import.meta.url);
const services = ["cart", "catalog", "checkout", "currency", "frontend", "ledger", "payments", "search"];
const namespaces = ["shop", "shop-eu", "platform"];

function fill(server: FakeApiServer): void {
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000 - 500).toISOString().replace(/\.\d+Z/, "Z");
  for (const [row, namespace] of namespaces.entries()) {
    server.namespaces.put({ metadata: { name: namespace } });
    for (const [index, service] of services.entries()) {
      for (const copy of ["x7k2p", "m4dqz"]) {
        const number = row * 16 + index * 2 + (copy === "x7k2p" ? 0 : 1);
        const trouble = { 3: "CrashLoopBackOff", 8: "ImagePullBackOff", 13: "OOMKilled", 22: "ContainerCreating" }[
          number
        ];
        const state = trouble === undefined ? { running: { startedAt: ago(90) } } : { waiting: { reason: trouble } };
        const restartCount =
          trouble === "CrashLoopBackOff" || trouble === "OOMKilled" ? 7 + number : number % 5 === 0 ? 1 : 0;
        const lastState = restartCount === 0 ? {} : { terminated: { exitCode: 1, finishedAt: ago(3 + number * 11) } };
        server.pods.put({
          metadata: { namespace, name: `${service}-6d8f9c7b5-${copy}`, creationTimestamp: ago(200 + number * 37) },
          spec: { nodeName: `node-${number % 4}`, containers: [{ name: "main" }, { name: "proxy" }] },
          status: {
            phase: "Running",
            podIP: `10.1.${row}.${number}`,
            conditions: [{ type: "Initialized", status: "True" }],
            containerStatuses: [
              { name: "main", ready: trouble === undefined, restartCount, state, lastState },
              { name: "proxy", ready: true, restartCount: 0, state: { running: { startedAt: ago(90) } } },
            ],
          },
        });
      }
    }
  }
}

function save(terminal: Terminal, name: string): void {
  writeFileSync(new URL(`${name}.svg`, folder), svgOf(terminal));
}

const server = await startFakeApiServer();
fill(server);
const terminal = openTerminal({ args: ["-A"], env: { KUBECONFIG: "kubeconfig" }, columns: 110, lines: 28 });
try {
  mkdirSync(folder, { recursive: true });
  const kubeconfig = {
    "current-context": "production",
    clusters: [{ name: "eu-central", cluster: { server: server.url } }],
    users: [{ name: "oncall", user: {} }],
    contexts: ["production", "staging"].map((name) => ({
      name,
      context: { cluster: "eu-central", user: "oncall", namespace: "shop" },
    })),
  };
  writeFileSync(path.join(terminal.home, "kubeconfig"), JSON.stringify(kubeconfig));
  await terminal.waitFor("live");
  await terminal.waitFor("of 48");
  terminal.type("jjj");
  await terminal.waitFor(/› \S+ +\S+-m4dqz/);
  save(terminal, "dashboard");
  terminal.type("/status!=Running\r");
  await terminal.waitFor(/\b4 of 48|of 4\b/);
  save(terminal, "filter");
  terminal.type("\u001b");
  await terminal.waitFor(/\d–\d+ of 48/);
  terminal.type("n");
  await terminal.waitFor("Enter chooses");
  save(terminal, "namespaces");
  terminal.type("\u001b");
  await terminal.waitFor(/^(?![\s\S]*Enter chooses)/);
  terminal.type("?");
  await terminal.waitFor("Half a page up");
  save(terminal, "help");
} finally {
  await terminal.close();
  await server.close();
}
