import type { Terminal } from "../../test/support/terminal.ts";
import type { Bench } from "../bench.ts";
import { withDashboard } from "../dashboardRun.ts";
import { type Figure, measureOf } from "../figure.ts";
import { filterOf, openFilter, painted } from "../keyPress.ts";
import { withChanges } from "../podChanges.ts";

const limitMs = 50;
/** Fewer moments than this come about in the time of the changes. */
const steps = 8;

/** Stepping through what was seen while pods changed, key press to painted. */
export function measureTime(bench: Bench): Promise<readonly Figure[]> {
  const { cluster, scale, pods } = bench;
  return withDashboard(bench, async (terminal) => {
    const echo = cluster.openEcho();
    try {
      await echo.waitFor("ready");
      const { reached } = await withChanges(bench, Math.max(...scale.changesPerSecond), async () => {});
      const echoes: number[] = [];
      for (let press = 1; press <= scale.filters; press++)
        echoes.push(await painted(echo, "x", (screen) => screen.join("").includes(`key ${press}.`)));
      const plain = await walk(terminal, scale.filters);
      await openFilter(terminal);
      await painted(terminal, "x", (screen) => filterOf(screen) === "x");
      terminal.type("\r");
      const filtered = await walk(terminal, scale.filters);
      const yardsticks = [{ name: "a Node.js that echoes keys", measured: measureOf("ms", echoes) }];
      const rows = `${pods.toLocaleString("en-US")} rows after ${reached.toLocaleString("en-US")} changes a second`;
      return [
        { name: `a step back in time, ${rows}, key press to painted`, measured: measureOf("ms", plain.back) },
        { name: "a step on", measured: measureOf("ms", plain.on) },
        { name: "from the past to what is now", measured: measureOf("ms", plain.toLive) },
        { name: "a step back under a filter", measured: measureOf("ms", filtered.back) },
        { name: "a step on under a filter", measured: measureOf("ms", filtered.on) },
      ].map((figure) => ({ ...figure, limit: limitMs, yardsticks }));
    } finally {
      await echo.close();
    }
  });
}

/** Some steps back, half of them on again, and back to what is now, as often as there are to be samples. */
async function walk(terminal: Terminal, samples: number) {
  const [back, on, toLive]: [number[], number[], number[]] = [[], [], []];
  while (back.length < samples) {
    for (let step = 0; step < steps; step++) back.push(await toOtherTime(terminal, "<"));
    for (let step = 0; step < steps / 2; step++) on.push(await toOtherTime(terminal, ">"));
    toLive.push(await painted(terminal, "\u001b", (screen) => screen[0]?.includes("● live") === true));
  }
  return { back, on, toLive };
}

/** A step is painted when the header names another time. */
function toOtherTime(terminal: Terminal, key: string): Promise<number> {
  const before = timeOf(terminal.screen());
  return painted(terminal, key, (screen) => timeOf(screen) !== undefined && timeOf(screen) !== before);
}

function timeOf(screen: readonly string[]): string | undefined {
  return /as of ([\d:]+)/.exec(screen[0] ?? "")?.[1];
}
