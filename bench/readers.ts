import { setTimeout as pause } from "node:timers/promises";
import type { Background } from "./background.ts";
import type { BenchCluster } from "./benchCluster.ts";
import { cpuSeconds } from "./processUsage.ts";

/** What else follows all pods, for comparison. */
export interface Readers {
  /** Reads the watch and throws it away. */
  readonly bare: Background;
  readonly kubectl: Background;
}

/** Runs something beside both, once they have their lists and are calm. */
export async function withReaders<Result>(
  cluster: BenchCluster,
  run: (readers: Readers) => Promise<Result>,
): Promise<Result> {
  const readers = { bare: cluster.startBareWatch(), kubectl: cluster.startKubectlWatch() };
  try {
    await readers.bare.line(/^complete/);
    await untilCalm(readers.kubectl.pid);
    return await run(readers);
  } finally {
    await Promise.all([readers.bare.stop(), readers.kubectl.stop()]);
  }
}

/** kubectl does not say when its list is complete: it is when it has worked, and then no longer does. */
async function untilCalm(pid: number): Promise<void> {
  const spanMs = 2_000;
  for (;;) {
    const before = cpuSeconds(pid);
    await pause(spanMs);
    const after = cpuSeconds(pid);
    if (after > 0 && after - before < 0.01 * (spanMs / 1000)) return;
  }
}
