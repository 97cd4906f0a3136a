// Writes screenshots/*.svg: the built program in a pseudo-terminal, against an API server with pods that are always the same, and on
// the demo cluster.
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
        const trouble = { 34: "CrashLoopBackOff", 37: "ImagePullBackOff", 42: "OOMKilled", 22: "ContainerCreating" }[
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

/** From now on nobody may list pods, as an API server says it. */
function refuse(server: FakeApiServer): void {
  const message =
    'pods is forbidden: User "oncall" cannot list resource "pods" in API group "" in the namespace "platform"';
  server.fail({
    on: ({ path: asked }) => asked.endsWith("/pods"),
    times: 1_000,
    status: 403,
    body: { kind: "Status", code: 403, reason: "Forbidden", message },
  });
  const userInfo = { username: "oncall", groups: ["shop", "system:authenticated"] };
  server.fail({
    on: ({ path: asked }) => asked.endsWith("/selfsubjectreviews"),
    times: 1_000,
    status: 201,
    body: { kind: "SelfSubjectReview", status: { userInfo } },
  });
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
  await terminal.waitFor(/live[\s\S]*v1\.35/);
  await terminal.waitFor("of 48");
  terminal.type("jjj");
  await terminal.waitFor(/› \S+ +catalog-\S+-x7k2p/);
  terminal.type("/status!=Running\r");
  await terminal.waitFor(/\b4 of 48|of 4\b/);
  save(terminal, "filter");
  terminal.type("\u001b");
  await terminal.waitFor(/\d–\d+ of 48/);
  terminal.type("n");
  await terminal.waitFor(/platform +16 pods[\s\S]*shop-eu +16 pods[\s\S]*Enter chooses/);
  save(terminal, "namespaces");
  terminal.type("\u001b");
  await terminal.waitFor(/^(?![\s\S]*Enter chooses)/);
  terminal.type("?");
  await terminal.waitFor("Only unhealthy pods, or all again");
  save(terminal, "help");
  terminal.type("\u001b");
  await terminal.waitFor(/\d–\d+ of 48/);
  const accept = server.fail({ on: () => true, times: 1_000, reset: true });
  server.dropConnections();
  await terminal.waitFor(/unreachable[\s\S]*as of[\s\S]*try again now/);
  save(terminal, "out-of-step");
  accept();
  refuse(server);
  terminal.type(":ns platform\r");
  await terminal.waitFor(/You may not list pods here[\s\S]*takes you for/);
  save(terminal, "forbidden");
} finally {
  await terminal.close();
  await server.close();
}

const demo = openTerminal({ args: ["demo", "--seed", "3"], columns: 150, lines: 32 });
try {
  // The incident is under way: a release that cannot be pulled, and one that crashes.
  await demo.waitFor(/ImagePullBackOff \d/);
  demo.type("swhy\r");
  await demo.waitFor(/payments-api-\S+ +0\/1 +CrashLoopBackOff/, 120_000);
  save(demo, "dashboard");
  demo.type("t");
  await demo.waitFor(/pods are unhealthy/);
  save(demo, "triage");
  demo.type("\u001b");
  await demo.waitFor(/^(?![\s\S]*pods are unhealthy)/);
  demo.resize(110, 28);
  demo.type("/ledger Init\r");
  await demo.waitFor(/› payments +ledger-/);
  demo.type("\r");
  await demo.waitFor(/Last words of migrate[\s\S]*null values/);
  save(demo, "pod-page");
  demo.type("ql");
  await demo.waitFor(/applying 0042[\s\S]*CrashLoopBackOff/);
  save(demo, "logs");
  demo.resize(110, 64);
  demo.type("q");
  await demo.waitFor(/› payments +ledger-/);
  demo.type("b");
  await demo.waitFor(/All is well[\s\S]*list and watch: yes[\s\S]*scheduler put it on[\s\S]*Requests/);
  save(demo, "behind-the-scenes");
} finally {
  await demo.close();
}
