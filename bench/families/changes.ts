import type { Bench } from "../bench.ts";
import { withDashboard } from "../dashboardRun.ts";
import { type Figure, measureOf } from "../figure.ts";
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
  const { cluster, scale, pods } = bench;
  return withDashboard(bench, (terminal) =>
    withReaders(cluster, async (readers) => {
      const changes = cluster.startChanges(pods, perSecond, scale.changesMs);
      try {
        await changes.line(/created \d+ pods/);
        const startedAt = performance.now();
        let count = 0;
        const pids = [terminal.pid, readers.bare.pid, readers.kubectl.pid];
        const [ours = 0, bare = 0, kubectl = 0] = await cpuPercentDuring(pids, async () => {
          count = Number((await changes.line(/churned: (\d+) watch events/))[1]);
        });
        const reached = Math.round(count / ((performance.now() - startedAt) / 1000));
        return {
          name: `CPU at ${perSecond.toLocaleString("en-US")} changes a second, ${pods.toLocaleString("en-US")} pods`,
          remark: `${reached.toLocaleString("en-US")} a second were made`,
          measured: measureOf("%", [ours]),
          limit: limits[perSecond] ?? Number.POSITIVE_INFINITY,
          yardsticks: [
            { name: "bare watch", measured: measureOf("%", [bare]) },
            { name: "`kubectl get pods -A -w`", measured: measureOf("%", [kubectl]) },
          ],
        };
      } finally {
        await changes.stop();
      }
    }),
  );
}
