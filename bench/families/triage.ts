import { newPodTable } from "../../src/app/podTable.ts";
import { ShownCauses } from "../../src/app/triage/shownCauses.ts";
import { systemTimers } from "../../src/base/framePacer.ts";
import type { PodRow } from "../../src/resources/podRow.ts";
import type { Terminal } from "../../test/support/terminal.ts";
import type { Bench } from "../bench.ts";
import { withDashboard } from "../dashboardRun.ts";
import { type Figure, measureOf } from "../figure.ts";
import { filterOf, painted } from "../keyPress.ts";
import { sampleNow, samplePods } from "../samplePods.ts";
import type { Samples } from "../samples.ts";

const limits = { ready: 300, batch: 2, filter: 50, page: 100 } as const;
const unhealthyShare = 0.1;
const runs = 7;
/** Rows that a part of a list brings, and changes between two frames at 500 a second. */
const sizes = { part: 2_000, batch: 100 } as const;
/** As many causes as a large screen shows. */
const shownCauses = 15;

/** Why pods are unhealthy, and what one does about it at once: the causes without a server, which adds nothing to them but noise. */
export async function measureTriage(bench: Bench): Promise<readonly Figure[]> {
  return [...(await causeFigures(bench.pods)), ...(await screenFigures(bench))];
}

async function causeFigures(count: number): Promise<readonly Figure[]> {
  const rows = samplePods(count, unhealthyShare);
  const ready: number[] = [];
  const batches: number[] = [];
  for (let run = 0; run < runs; run++) {
    const measured = await followCauses(rows);
    ready.push(measured.readyMs);
    batches.push(...measured.batchMs);
  }
  const pods = `${count.toLocaleString("en-US")} pods, ${unhealthyShare * 100} % of them unhealthy`;
  const figure = (name: string, samples: Samples, limit: number) => ({
    name,
    measured: measureOf("ms", samples),
    limit,
    yardsticks: [],
  });
  return [
    figure(`complete list to all causes with what they share, ${pods}`, ready, limits.ready),
    figure(`CPU of the causes for ${sizes.batch} changes, shown, ${pods}`, batches, limits.batch),
  ];
}

/** A list that arrives part by part, and then changes. */
async function followCauses(
  rows: readonly PodRow[],
): Promise<{ readonly readyMs: number; readonly batchMs: number[] }> {
  const table = newPodTable({ namespace: undefined });
  const { promise: counted, resolve } = Promise.withResolvers<void>();
  const causes = new ShownCauses({ timers: systemTimers, now: () => sampleNow, onCounted: resolve });
  let spent = 0;
  causes.move({
    follow: (listener) =>
      table.follow((deltas) => {
        spent += timed(() => listener(deltas));
      }),
  });
  for (let start = 0; start < rows.length; start += sizes.part) {
    table.apply(rows.slice(start, start + sizes.part).map(putOf));
    table.frame(sampleNow);
  }
  const completeAt = performance.now();
  causes.note({ phase: "live", verifiedAt: sampleNow }, false);
  // A few pods are counted at once.
  if (causes.groups.some((group) => causes.sharedBy(group) === undefined)) await counted;
  look(causes);
  const readyMs = performance.now() - completeAt;
  const batchMs = Array.from({ length: 20 }, (_, batch) => {
    spent = 0;
    table.apply(
      rows
        .filter((_row, index) => index % (rows.length / sizes.batch) === batch)
        .map(changed)
        .map(putOf),
    );
    table.frame(sampleNow);
    return spent + timed(() => look(causes));
  });
  causes.close();
  return { readyMs, batchMs };
}

/** What the screen asks for each time that it is drawn. */
function look(causes: ShownCauses): void {
  causes.minutesOfAll();
  for (const group of causes.groups.slice(0, shownCauses)) {
    causes.sharedBy(group);
    causes.minutesOf(group);
    if (group.workloads.size === 0) throw new Error(`${group.cause} has no workload`);
  }
}

/** Half of them are well from now on, the others have what somebody else had. */
function changed(row: PodRow, index: number, rows: readonly PodRow[]): PodRow {
  const { health, troubles } = rows.find((other) => other.health !== "ok") ?? row;
  return index % 2 === 0 ? { ...row, health: "ok", troubles: [] } : { ...row, health, troubles };
}

function putOf(row: PodRow) {
  return { type: "put", row } as const;
}

function timed(run: () => void): number {
  const startedAt = performance.now();
  run();
  return performance.now() - startedAt;
}

function screenFigures(bench: Bench): Promise<readonly Figure[]> {
  return withDashboard(bench, async (terminal) => {
    const filtered: number[] = [];
    const cleared: number[] = [];
    const pages: number[] = [];
    let unhealthy = "";
    for (let round = 0; round < bench.scale.filters; round++) {
      filtered.push(await filteredTo(terminal, "health=unhealthy"));
      unhealthy = /([\d,]+) of [\d,]+ *$/.exec(terminal.screen().at(-2) ?? "")?.[1] ?? "none";
      cleared.push(await filteredTo(terminal, ""));
      pages.push(await painted(terminal, "\r", (screen) => screen.some((line) => /^ +1? ?Containers/.test(line))));
      await painted(terminal, "q", (screen) => screen.some((line) => line.includes("NAMESPACE")));
      terminal.type("j");
    }
    const rows = `${bench.pods.toLocaleString("en-US")} rows`;
    return [
      {
        name: `filter to the ${unhealthy} unhealthy of ${rows}`,
        measured: measureOf("ms", filtered),
        limit: limits.filter,
      },
      { name: `from there to all ${rows}`, measured: measureOf("ms", cleared), limit: limits.filter },
      {
        name: "Enter to the painted page of a pod, its request included",
        measured: measureOf("ms", pages),
        limit: limits.page,
      },
    ].map((figure) => ({ ...figure, yardsticks: [] }));
  });
}

/** Ctrl-Z leaves the unhealthy, or takes that back. */
function filteredTo(terminal: Terminal, filter: string): Promise<number> {
  return painted(terminal, "\u001a", (screen) => filterOf(screen) === filter);
}
