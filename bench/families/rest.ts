import { setTimeout as pause } from "node:timers/promises";
import type { Bench } from "../bench.ts";
import { withDashboard } from "../dashboardRun.ts";
import { type Figure, measureOf } from "../figure.ts";
import { cpuPercentDuring } from "../processUsage.ts";
import { withReaders } from "../readers.ts";

const limitPercent = 0.5;

/** CPU when nothing changes but the clock. */
export function measureRest(bench: Bench): Promise<readonly Figure[]> {
  const { cluster, scale, pods } = bench;
  return withDashboard(bench, (terminal) =>
    withReaders(cluster, async (readers) => {
      const pids = [terminal.pid, readers.bare.pid, readers.kubectl.pid];
      // Ages below ten minutes have seconds: then there is something to paint all the time.
      const ticking = terminal.screen().filter((line) => /\ds *$/.test(line)).length;
      const [ours = 0, bare = 0, kubectl = 0] = await cpuPercentDuring(pids, () => pause(scale.restMs));
      return [
        {
          name: `CPU when nothing changes, ${pods.toLocaleString("en-US")} pods, ${scale.restMs / 1000} s`,
          remark: `${ticking} of the ages on the screen show seconds`,
          measured: measureOf("%", [ours]),
          limit: limitPercent,
          yardsticks: [
            { name: "bare watch", measured: measureOf("%", [bare]) },
            { name: "`kubectl get pods -A -w`", measured: measureOf("%", [kubectl]) },
          ],
        },
      ];
    }),
  );
}
