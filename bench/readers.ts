import { setTimeout as pause } from "node:timers/promises";
import type { Background } from "./background.ts";
import type { Bench } from "./bench.ts";
import { type Measure, measureOf, type Yardstick } from "./figure.ts";
import { cpuPercentDuring, cpuSeconds } from "./processUsage.ts";

/** More pods than this, and kubectl's watch takes minutes to begin and many GB of memory. */
const mostForKubectl = 10_000;

/** What else follows all pods, for comparison. */
export interface Reader {
  readonly name: string;
  readonly process: Background;
}

/** Runs something beside other readers of all pods, once they have their lists and are calm. */
export async function withReaders<Result>(
  { cluster, pods }: Bench,
  run: (readers: readonly Reader[]) => Promise<Result>,
): Promise<Result> {
  const readers: Reader[] = [{ name: "bare watch", process: cluster.startBareWatch() }];
  if (pods <= mostForKubectl) readers.push({ name: "`kubectl get pods -A -w`", process: cluster.startKubectlWatch() });
  try {
    for (const reader of readers) await untilCalm(reader.process.pid);
    return await run(readers);
  } finally {
    await Promise.all(readers.map((reader) => reader.process.stop()));
  }
}

/** Share of a core that a process uses while something runs, and beside it what the readers use. */
export async function cpuBeside(
  readers: readonly Reader[],
  pid: number,
  run: () => Promise<unknown>,
): Promise<{ readonly measured: Measure; readonly yardsticks: readonly Yardstick[] }> {
  const [ours = 0, ...theirs] = await cpuPercentDuring([pid, ...readers.map((reader) => reader.process.pid)], run);
  return {
    measured: measureOf("%", [ours]),
    yardsticks: readers.map(({ name }, index) => ({ name, measured: measureOf("%", [theirs[index] ?? 0]) })),
  };
}

/** A reader has its list when it has worked, and then no longer does. */
async function untilCalm(pid: number): Promise<void> {
  const spanMs = 2_000;
  for (;;) {
    const before = cpuSeconds(pid);
    await pause(spanMs);
    const after = cpuSeconds(pid);
    if (after > 0 && after - before < 0.01 * (spanMs / 1000)) return;
  }
}
