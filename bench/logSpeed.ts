/**
 * How fast the log view takes in lines of one pod, and of several whose lines are merged, and how long it holds up frames meanwhile.
 * `node bench/logSpeed.ts [lines]` prints lines a second, and the times of frames and of turns of the event loop in milliseconds.
 */
import { type LogRun, measureLog } from "./logRun.ts";
import { medianOf } from "./samples.ts";

const lines = Number(process.argv[2] ?? 1_000_000);
for (const [what, pods] of [
  ["one pod", 1],
  ["20 pods merged", 20],
] as const) {
  const { busy, fast } = await measureLog(lines, pods);
  report(`${what}, 50,000 lines a second`, busy);
  report(`${what}, as fast as they are read, searched`, fast);
}

function report(what: string, { linesPerSecond, frames, longestTurn }: LogRun): void {
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  process.stdout.write(
    `${what.padEnd(52)}${Math.round(linesPerSecond).toLocaleString("en-US")} lines/s, frames ${ms(medianOf(frames))} (at most ${ms(Math.max(...frames))}), longest turn ${ms(longestTurn)}\n`,
  );
}
