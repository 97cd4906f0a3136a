/**
 * How long the table alone takes over 100,000 pods: to filter, to sort, and to draw the frame after it.
 * `node bench/tableSpeed.ts [rows]` prints the least and the median of some runs in milliseconds: on a busy machine only the least says something.
 */
import { podDecoder } from "../src/resources/podDecoder.ts";
import type { PodRow } from "../src/resources/podRow.ts";
import { podTable } from "../src/resources/podTable.ts";
import { TableModel } from "../src/table/tableModel.ts";

const now = Date.UTC(2026, 5, 15, 10, 30, 0);
const runs = 7;

const apps = ["web", "checkout-api", "payments-worker", "search-indexer", "kafka-broker", "prometheus", "cart", "auth"];
const waiting = ["CrashLoopBackOff", "ImagePullBackOff", "ContainerCreating", "CreateContainerConfigError"];

/** Repeatable random numbers in [0, 1) (a linear congruence is random enough for names and ages). */
let seed = 1;
function random(): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 4_294_967_296;
}

function letters(count: number): string {
  return Array.from({ length: count }, () => "bcdfghjklmnpqrstvwxz2456789"[Math.floor(random() * 27)]).join("");
}

function time(agoMs: number): string {
  return new Date(now - agoMs).toISOString();
}

function pod(index: number): PodRow {
  const app = apps[index % apps.length] ?? "web";
  const restarts = random() < 0.15 ? Math.floor(random() * 40) : 0;
  const isBroken = random() < 0.03;
  const lastState = restarts > 0 ? { terminated: { exitCode: 1, finishedAt: time(random() * 86_400_000) } } : {};
  const hash = letters(3);
  return podDecoder.fromJson({
    metadata: {
      name: `${app}-${letters(9)}-${letters(5)}`,
      namespace: `team-${index % 200}`,
      uid: `uid-${index}`,
      resourceVersion: String(index),
      creationTimestamp: time(random() ** 3 * 90 * 86_400_000),
      labels: { app, "pod-template-hash": hash, team: `t${index % 200}` },
      ownerReferences: [{ kind: "ReplicaSet", name: `${app}-${hash}`, controller: true }],
    },
    spec: {
      nodeName: `worker-${index % 1_000}.eu-west-1.compute.internal`,
      containers: [{ name: "main" }, { name: "log" }],
    },
    status: {
      phase: isBroken ? "Pending" : "Running",
      podIP: `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`,
      containerStatuses: ["main", "log"].map((name) => ({
        name,
        ready: !isBroken,
        restartCount: restarts,
        lastState,
        state: isBroken ? { waiting: { reason: waiting[index % waiting.length] } } : { running: {} },
      })),
    },
  });
}

/** `milliseconds` of each run, the table as it was before it. */
function report(what: string, milliseconds: number[]): void {
  const sorted = milliseconds.sort((a, b) => a - b);
  const text = (ms: number | undefined) => (ms ?? 0).toFixed(1).padStart(8);
  process.stdout.write(`${what.padEnd(34)}${text(sorted[0])}${text(sorted[sorted.length >> 1])}\n`);
}

function timed(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

const count = Number(process.argv[2] ?? 100_000);
const table = new TableModel(podTable, { acrossNamespaces: true });
const rows = new Map(Array.from({ length: count }, (_, index) => pod(index)).map((row) => [row.key, row]));
table.resize(198, 45);
report("first list", [
  timed(() => {
    table.replace(rows);
    table.frame(now);
  }),
]);

const filters = [
  "web",
  "zzz",
  "5",
  "5m",
  "!web",
  "!running",
  "/^web-.*7$/",
  "!/payments|cart/",
  "status=Crash*",
  "status!=Running",
  "health=unhealthy",
  "why=*exit*",
  "restarts>=5",
  "ready!=full",
  "age<2h",
  "age>30d",
  "label:app=web",
  "label:pod-template-hash=b*",
  "node=worker-1*",
  "owner=Deployment/web",
  "ns=team-7",
  "ip=10.0.*",
  "web !team-1 age<2d label:app=web",
];
for (const wide of [false, true]) {
  table.setWide(wide, now);
  process.stdout.write(`\nfilter and frame, ${wide ? "wide" : "narrow"}                least  median\n`);
  for (const line of filters) {
    const applied: number[] = [];
    const cleared: number[] = [];
    const ticked: number[] = [];
    for (let run = 0; run < runs; run++) {
      applied.push(
        timed(() => {
          table.filterBy(line, now);
          table.frame(now);
        }),
      );
      ticked.push(
        timed(() => {
          table.frame(now + 1_000);
        }),
      );
      cleared.push(
        timed(() => {
          table.filterBy("", now);
          table.frame(now);
        }),
      );
    }
    report(line, applied);
    report("  a second later", ticked);
    report("  cleared", cleared);
  }
}

process.stdout.write("\nsort and frame                        least  median\n");
for (const { id } of table.sortColumns()) {
  for (const direction of ["ascending", "descending"] as const) {
    const sorted: number[] = [];
    for (let run = 0; run < runs; run++) {
      table.sortBy(undefined, now);
      table.frame(now);
      sorted.push(
        timed(() => {
          table.sortBy({ column: id, direction }, now);
          table.frame(now);
        }),
      );
    }
    report(`${id} ${direction}`, sorted);
  }
}
