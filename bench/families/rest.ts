import { setTimeout as pause } from "node:timers/promises";
import type { Bench } from "../bench.ts";
import { withDashboard } from "../dashboardRun.ts";
import type { Figure } from "../figure.ts";
import { cpuBeside, withReaders } from "../readers.ts";

const limitPercent = 0.5;

/** CPU when nothing changes but the clock. */
export function measureRest(bench: Bench): Promise<readonly Figure[]> {
  const { scale, pods } = bench;
  return withDashboard(bench, (terminal) =>
    withReaders(bench, async (readers) => {
      const usage = await cpuBeside(readers, terminal.pid, () => pause(scale.restMs));
      // Ages below ten minutes have seconds: then there is something to paint all the time.
      const ticking = terminal.screen().filter((line) => /\ds *$/.test(line)).length;
      return [
        {
          ...usage,
          name: `CPU when nothing changes, ${pods.toLocaleString("en-US")} pods, ${scale.restMs / 1000} s`,
          remark: `${ticking} of the ages on the screen show seconds`,
          limit: limitPercent,
        },
      ];
    }),
  );
}
