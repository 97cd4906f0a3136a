import { setTimeout as pause } from "node:timers/promises";
import type { Bench } from "../bench.ts";
import { withDashboard } from "../dashboardRun.ts";
import type { Figure } from "../figure.ts";
import { withChanges } from "../podChanges.ts";
import { cpuBeside, withReaders } from "../readers.ts";

/** Percent of a core, by changes a second. */
const limits: Readonly<Record<number, number>> = { 100: 5, 1000: 25 };

/** CPU while pods change all over the cluster. */
export async function measureChanges(bench: Bench): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const perSecond of bench.scale.changesPerSecond) figures.push(await cpuUnder(bench, perSecond));
  return figures;
}

function cpuUnder(bench: Bench, perSecond: number): Promise<Figure> {
  const { pods, scale } = bench;
  return withDashboard(bench, (terminal) =>
    withReaders(bench, async (readers) => {
      const { reached, result } = await withChanges(bench, perSecond, () =>
        // What comes late, after the time is over, is left out.
        cpuBeside(readers, terminal.pid, () => pause(scale.changesMs)),
      );
      return {
        ...result,
        name: `CPU at ${perSecond.toLocaleString("en-US")} changes a second, ${pods.toLocaleString("en-US")} pods`,
        remark: `${reached.toLocaleString("en-US")} a second were made`,
        isProof: reached >= 0.9 * perSecond,
        limit: limits[perSecond] ?? Number.POSITIVE_INFINITY,
      };
    }),
  );
}
