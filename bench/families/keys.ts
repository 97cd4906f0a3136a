import { setTimeout as pause } from "node:timers/promises";
import type { Terminal } from "../../test/support/terminal.ts";
import type { Bench } from "../bench.ts";
import { withDashboard } from "../dashboardRun.ts";
import type { Figure, Measure } from "../figure.ts";
import { filterOf, openFilter, painted } from "../keyPress.ts";
import { withChanges } from "../podChanges.ts";
import { percentileOf, type Samples } from "../samples.ts";

const limits = { 50: 20, 99: 60 } as const;
/** Fewer presses say nothing about the slowest of a hundred. */
const leastPresses = 200;
/** Presses one way before the other way has its turn: more than a screen, so that it scrolls. */
const swing = 30;
/** Presses between two filters. */
const filterEvery = 10;
/** A person at their fastest, milliseconds. */
const spacing = { least: 90, most: 120 } as const;

/** Key press to painted, while pods change. */
export function measureKeys(bench: Bench): Promise<readonly Figure[]> {
  const perSecond = Math.max(...bench.scale.changesPerSecond);
  return withDashboard(bench, async (terminal) => {
    const echo = bench.cluster.openEcho();
    try {
      await echo.waitFor("ready");
      const moves: number[] = [];
      const echoes: number[] = [];
      const filters: number[] = [];
      const { reached } = await withChanges(bench, perSecond, async (isOver) => {
        for (let press = 0; !isOver(); press++) {
          moves.push(await move(terminal, press));
          echoes.push(await painted(echo, "j", (screen) => screen.join("").includes(`key ${press + 1}.`)));
          if (press % filterEvery === filterEvery - 1) filters.push(...(await filterAndBack(terminal)));
          // Presses must not fall into step with the frames.
          await pause(spacing.least + Math.random() * (spacing.most - spacing.least));
        }
      });
      const isProof = reached >= 0.9 * perSecond && moves.length >= leastPresses;
      const under = `${reached.toLocaleString("en-US")} changes a second`;
      return [
        ...percentiles(`j or k to painted, under ${under}`, moves, echoes),
        ...percentiles(`filter letter or Esc to painted, under ${under}`, filters, echoes),
      ].map((figure) => ({ ...figure, isProof }));
    } finally {
      await echo.close();
    }
  });
}

/** A step of the cursor is painted when the cursor stands on another pod. */
function move(terminal: Terminal, press: number): Promise<number> {
  const before = cursorPod(terminal);
  const key = Math.floor(press / swing) % 2 === 0 ? "j" : "k";
  return painted(terminal, key, () => {
    const pod = cursorPod(terminal);
    return pod !== undefined && pod !== before;
  });
}

/** Namespace and name of the pod under the cursor, whose line is drawn inverse. */
function cursorPod(terminal: Terminal): string | undefined {
  const { active } = terminal.screenBuffer.buffer;
  const lines = terminal.screen();
  const at = lines.findIndex((_, line) =>
    active
      .getLine(active.viewportY + line)
      ?.getCell(0)
      ?.isInverse(),
  );
  return lines[at]?.match(/^.. *(\S+ +\S+)/)?.[1];
}

async function filterAndBack(terminal: Terminal): Promise<readonly number[]> {
  await openFilter(terminal);
  const typed = await painted(terminal, "x", (screen) => filterOf(screen) === "x");
  const cleared = await painted(terminal, "\u001b", (screen) => filterOf(screen) === "");
  return [typed, cleared];
}

function percentiles(name: string, samples: Samples, echoes: Samples): readonly Figure[] {
  return ([50, 99] as const).map((percent) => {
    const measure = (of: Samples): Measure => ({ unit: "ms", value: percentileOf(of, percent), samples: of });
    return {
      name: `${name}, p${percent} of ${samples.length}`,
      measured: measure(samples),
      limit: limits[percent],
      yardsticks: [{ name: "a Node.js that echoes keys", measured: measure(echoes) }],
    };
  });
}
