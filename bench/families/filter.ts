import type { Terminal } from "../../test/support/terminal.ts";
import type { Bench } from "../bench.ts";
import { withDashboard } from "../dashboardRun.ts";
import { type Figure, measureOf } from "../figure.ts";
import { filterOf, openFilter, painted } from "../keyPress.ts";

const limitMs = 50;

/** Applying and clearing a filter on all rows, key press to painted. */
export function measureFilter(bench: Bench): Promise<readonly Figure[]> {
  const { cluster, scale, pods } = bench;
  return withDashboard(bench, async (terminal) => {
    const echo = cluster.openEcho();
    try {
      await echo.waitFor("ready");
      const applied: number[] = [];
      const narrowed: number[] = [];
      const cleared: number[] = [];
      const echoes: number[] = [];
      for (let round = 0; round < scale.filters; round++) {
        await openFilter(terminal);
        applied.push(await filteredBy(terminal, "x", "x"));
        narrowed.push(await filteredBy(terminal, "z", "xz"));
        cleared.push(await filteredBy(terminal, "\u001b", ""));
        echoes.push(await painted(echo, "x", (screen) => screen.join("").includes(`key ${round + 1}.`)));
      }
      const yardsticks = [{ name: "a Node.js that echoes keys", measured: measureOf("ms", echoes) }];
      const rows = `${pods.toLocaleString("en-US")} rows`;
      return [
        { name: `filter applied to ${rows}, key press to painted`, measured: measureOf("ms", applied) },
        { name: `filter narrowed by a letter, ${rows}`, measured: measureOf("ms", narrowed) },
        { name: `filter cleared, ${rows}`, measured: measureOf("ms", cleared) },
      ].map((figure) => ({ ...figure, limit: limitMs, yardsticks }));
    } finally {
      await echo.close();
    }
  });
}

/** The filter is applied when the header names it and the count of rows is another. */
function filteredBy(terminal: Terminal, key: string, filter: string): Promise<number> {
  const before = terminal.screen().at(-2);
  return painted(terminal, key, (screen) => filterOf(screen) === filter && screen.at(-2) !== before);
}
