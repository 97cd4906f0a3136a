/**
 * What CPU and memory cost: an answer of metrics.k8s.io is read over loopback from another process into a table, and the table is
 * ordered and filtered by it. `node bench/metricsSpeed.ts [pods]` prints milliseconds, and the longest turn of the event loop, which
 * holds up keys.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import * as http from "node:http";
import { podSamples } from "../src/app/metrics/podSamples.ts";
import { newPodTable } from "../src/app/podTable.ts";
import { noSelectors } from "../src/app/scope.ts";
import { systemClock } from "../src/base/clock.ts";
import { openTransport } from "../src/kube/wire/httpTransport.ts";
import { podDecoder } from "../src/resources/podDecoder.ts";
import { type PodUsage, podUsageOf } from "../src/resources/usage/podUsage.ts";
import { accessOf, credentialsOf } from "../test/support/accessOf.ts";

const pods = Number(process.argv[2] ?? 100_000);
const runs = 5;

if (process.send === undefined) await measure();
else serve();

function nameOf(index: number): { readonly namespace: string; readonly name: string } {
  return { namespace: `team-${index % 200}`, name: `checkout-api-${(index * 7919) % pods}-x2p4q` };
}

/** As metrics-server writes it, labels included. */
function itemOf(index: number): string {
  const time = new Date().toISOString().replace(/\.\d+Z$/, "Z");
  const labels = { app: "checkout-api", "pod-template-hash": "7d9f8c6b5", team: `t${index % 200}` };
  const usage = () => ({ cpu: `${Math.floor(Math.random() * 4e8)}n`, memory: `${Math.floor(Math.random() * 4e5)}Ki` });
  return JSON.stringify({
    metadata: { ...nameOf(index), creationTimestamp: time, labels },
    timestamp: time,
    window: "15.234s",
    containers: ["main", "log"].map((name) => ({ name, usage: usage() })),
  });
}

function serve(): void {
  const items = Array.from({ length: pods }, (_, index) => itemOf(index)).join(",");
  const body = `{"kind":"PodMetricsList","apiVersion":"metrics.k8s.io/v1beta1","metadata":{},"items":[${items}]}\n`;
  const server = http.createServer((_, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end(body);
  });
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    process.send?.({ port: typeof address === "object" ? address?.port : 0, bytes: body.length });
  });
}

async function measure(): Promise<void> {
  const server = fork(new URL(import.meta.url), [String(pods)]);
  const [{ port, bytes }] = (await once(server, "message")) as [{ port: number; bytes: number }];
  const table = tableOfPods();
  const transport = openTransport(accessOf(`http://127.0.0.1:${port}`), credentialsOf({}), { userAgent: "bench" });
  const how = { transport, clock: systemClock, random: Math.random };
  const scope = { namespace: undefined, selectors: noSelectors };
  process.stdout.write(`${pods} pods, ${(bytes / 1e6).toFixed(1)} MB\n                              least  median\n`);
  let usages = new Map<string, PodUsage>();
  const turns = turnsOfCpu();
  await report("the answer read", async () => {
    usages = new Map();
    for await (const samples of podSamples(scope, how, new AbortController().signal)) {
      for (const sample of samples) {
        const row = table.rowOf(sample.key);
        const usage = row && podUsageOf(row, sample);
        if (row !== undefined && usage !== undefined) usages.set(row.uid, usage);
      }
    }
  });
  const { longest, sum } = turns.stop();
  process.stdout.write(`  CPU of one ${(sum / runs).toFixed(0)} ms, of the longest turn ${longest.toFixed(1)} ms\n`);
  const now = Date.now();
  const frame = (change: () => void) => async () => {
    change();
    table.frame(now);
  };
  await report(
    "taken in",
    frame(() => table.measure(usages, now)),
  );
  table.sortBy({ column: "mem", direction: "descending" }, now);
  await report(
    "taken in, ordered by memory",
    frame(() => table.measure(usages, now)),
  );
  table.filterBy("mem>100Mi cpu>80%r", now);
  await report(
    "and filtered by both",
    frame(() => table.measure(usages, now)),
  );
  table.sortBy(undefined, now);
  for (const filter of ["cpu>300m", "mem>90%", "checkout"]) {
    await report(
      `filter ${filter}`,
      frame(() => {
        table.filterBy("", now);
        table.filterBy(filter, now);
      }),
    );
  }
  await transport.close();
  server.kill();
}

/** The CPU of this thread from one turn of the event loop to the next, which others on the machine do not lengthen. */
function turnsOfCpu() {
  let before = process.threadCpuUsage();
  let longest = 0;
  let sum = 0;
  const timer = setInterval(() => {
    const { user, system } = process.threadCpuUsage();
    const ms = (user + system - before.user - before.system) / 1000;
    before = { user, system };
    longest = Math.max(longest, ms);
    sum += ms;
  });
  return {
    stop: () => {
      clearInterval(timer);
      return { longest, sum };
    },
  };
}

function tableOfPods() {
  const table = newPodTable({ namespace: undefined });
  const resources = { requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "1", memory: "256Mi" } };
  const rows = Array.from({ length: pods }, (_, index) =>
    podDecoder.fromJson({
      metadata: { ...nameOf(index), uid: `uid-${index}`, creationTimestamp: "2026-01-05T10:00:00Z" },
      spec: { containers: ["main", "log"].map((name) => ({ name, resources })) },
      status: { phase: "Running" },
    }),
  );
  table.resize(198, 45);
  table.replace(new Map(rows.map((row) => [row.key, row])));
  table.setMeasured(true, Date.now());
  table.frame(Date.now());
  return table;
}

async function report(what: string, run: () => Promise<void>): Promise<void> {
  const times: number[] = [];
  for (let count = 0; count < runs; count++) {
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const text = (ms: number | undefined) => (ms ?? 0).toFixed(1).padStart(8);
  process.stdout.write(`${what.padEnd(27)}${text(times[0])}${text(times[runs >> 1])}\n`);
}
