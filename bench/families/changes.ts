import { setTimeout as pause } from "node:timers/promises";
import type { Bench } from "../bench.ts";
import { withDashboard } from "../dashboardRun.ts";
import { type Figure, measureOf } from "../figure.ts";
import { withChanges } from "../podChanges.ts";
import { cpuPercentDuring } from "../processUsage.ts";
import { withReaders } from "../readers.ts";

/** Percent of a core, by changes a second. */
const limits: Readonly<Record<number, number>> = { 100: 5, 1000: 25 };

/** CPU while pods change all over the cluster. */
export async function measureChanges(bench: Bench): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const perSecond of bench.scale.changesPerSecond) figures.push(await cpuUnder(bench, perSecond));
  return figures;
}

function cpuUnder(bench: Bench, perSecond: number): Promise<Figure> {
  const { cluster, pods, scale } = bench;
  return withDashboard(bench, (terminal) =>
    withReaders(cluster, async (readers) => {
      const pids = [terminal.pid, readers.bare.pid, readers.kubectl.pid];
      let percents: readonly number[] = [];
      const { reached } = await withChanges(bench, perSecond, async () => {
        // The end of the changes is left out: the last ones may come late.
        percents = await cpuPercentDuring(pids, () => pause(scale.changesMs));
      });
      const [ours = 0, bare = 0, kubectl = 0] = percents;
      return {
        name: `CPU at ${perSecond.toLocaleString("en-US")} changes a second, ${pods.toLocaleString("en-US")} pods`,
        remark: `${reached.toLocaleString("en-US")} a second were made`,
        isProof: reached >= 0.9 * perSecond,
        measured: measureOf("%", [ours]),
        limit: limits[perSecond] ?? Number.POSITIVE_INFINITY,
        yardsticks: [
          { name: "bare watch", measured: measureOf("%", [bare]) },
          { name: "`kubectl get pods -A -w`", measured: measureOf("%", [kubectl]) },
        ],
      };
    }),
  );
}
