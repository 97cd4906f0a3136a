/**
 * How long the table alone takes over 100,000 pods: to filter, to sort, to step through time, and to draw the frame after it.
 * `node bench/tableSpeed.ts [rows]` prints the least and the median of some runs in milliseconds: on a busy machine only the least says something.
 */
import { podTable } from "../src/resources/podTable.ts";
import { TableModel } from "../src/table/tableModel.ts";
import { sampleNow as now, samplePods } from "./samplePods.ts";

const runs = 7;

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
const rows = new Map(samplePods(count, 0.1).map((row) => [row.key, row]));
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

// A hundred pods a second become well or unwell, and a tenth of that come and go.
const seconds = 500;
let seed = 1;
/** Repeatable, in [0, below). */
function pick(below: number): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((seed / 4_294_967_296) * below);
}
const known = [...rows.values()];
const coming = samplePods(count + seconds * 5, 0.1).slice(count);
const looks = [known.find(({ health }) => health === "broken"), known.find(({ health }) => health === "ok")];
table.beginHistory(now);
const changes: number[] = [];
for (let second = 1; second <= seconds; second++) {
  const changed = Array.from({ length: 90 }, () => {
    const row = known[pick(known.length)];
    const look = looks[pick(2)];
    if (row === undefined || look === undefined) throw new Error("there are too few pods");
    const { status, health, troubles, readyContainers } = look;
    return { ...row, status, health, troubles, readyContainers };
  });
  const added = coming.splice(0, 5);
  const puts = [...changed, ...added].map((row) => ({ type: "put", row }) as const);
  const gone = known.splice(pick(known.length), 5).map(({ key }) => ({ type: "remove", key }) as const);
  known.push(...added);
  changes.push(
    timed(() => {
      table.apply([...puts, ...gone]);
      table.frame(now + second * 1_000);
    }),
  );
}
const end = now + seconds * 1_000;
const { changes: kept = 0, bytes = 0 } = table.history ?? {};
process.stdout.write(`\nin time, ${kept} changes, ${bytes} bytes                least  median\n`);
report("100 changes and frame", changes);
const moved = (move: () => void) =>
  timed(() => {
    move();
    table.frame(end);
  });
for (const line of ["", "web", "health=unhealthy", "age<2h", "payments !running", "zzz"]) {
  table.filterBy(line, end);
  table.frame(end);
  const back: number[] = [];
  const on: number[] = [];
  for (let run = 0; run < runs; run++) back.push(moved(() => table.stepBack(0, end)));
  report(`back, filter ${line}`, back);
  report("  by a minute", [moved(() => table.stepBack(60_000, end)), moved(() => table.stepBack(60_000, end))]);
  report("  to the oldest", [moved(() => table.stepBack(Number.MAX_VALUE, end))]);
  for (let run = 0; run < runs; run++) on.push(moved(() => table.stepOn(0)));
  report("  on from there", on);
  report("  to what is now", [moved(() => table.setHeld(false, end))]);
}
