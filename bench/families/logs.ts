import { type Figure, measureOf } from "../figure.ts";
import { type LogRun, measureLog } from "../logRun.ts";

const lines = 500_000;
/** As many must be taken in in a second. */
const goal = 50_000;
const frameLimitMs = 50;
const mergedPods = 20;

/** The log view, through everything but a terminal: how fast it takes in lines, and how long that holds up a frame. */
export async function measureLogs(): Promise<readonly Figure[]> {
  const one = await measureLog(lines, 1);
  const merged = await measureLog(lines, mergedPods);
  return [
    ...figuresOf("a log", one.fast),
    ...figuresOf(`the logs of ${mergedPods} pods in the order of time`, merged.fast),
  ];
}

function figuresOf(what: string, { linesPerSecond, frames }: LogRun): readonly Figure[] {
  const second = goal.toLocaleString("en-US");
  const perSecond = Math.round(linesPerSecond).toLocaleString("en-US");
  return [
    {
      name: `${second} lines of ${what} taken in, drawn and searched`,
      measured: measureOf("s", [goal / linesPerSecond]),
      limit: 1,
      yardsticks: [],
      remark: `${perSecond} lines a second`,
    },
    {
      name: `longest frame of ${what} meanwhile`,
      measured: measureOf("ms", [Math.max(...frames)]),
      limit: frameLimitMs,
      yardsticks: [],
    },
  ];
}
