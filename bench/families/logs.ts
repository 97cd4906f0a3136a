import { type Figure, measureOf } from "../figure.ts";
import { measureLog } from "../logRun.ts";

const lines = 500_000;
/** As many must be taken in in a second. */
const goal = 50_000;
const frameLimitMs = 50;

/** The log view, through everything but a terminal: how fast it takes in lines, and how long that holds up a frame. */
export async function measureLogs(): Promise<readonly Figure[]> {
  const { fast } = await measureLog(lines);
  const second = goal.toLocaleString("en-US");
  const perSecond = Math.round(fast.linesPerSecond).toLocaleString("en-US");
  return [
    {
      name: `${second} lines of a log taken in, drawn and searched`,
      measured: measureOf("s", [goal / fast.linesPerSecond]),
      limit: 1,
      yardsticks: [],
      remark: `${perSecond} lines a second`,
    },
    {
      name: "longest frame of the log meanwhile",
      measured: measureOf("ms", [Math.max(...fast.frames)]),
      limit: frameLimitMs,
      yardsticks: [],
    },
  ];
}
