import { readFileSync } from "node:fs";

/** Linux tells user programs times in hundredths of a second (USER_HZ). */
const ticksPerSecond = 100;

/** CPU time that a process has used so far, all its threads, seconds. @throws when there is no such process. */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The second field is a name in parentheses that may hold anything; fields 14 and 15 are utime and stime (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** The most memory that a process has had at once, MB; undefined when it has ended. */
export function peakMegabytes(pid: number): number | undefined {
  try {
    const [, kibibytes] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return kibibytes === undefined ? undefined : (Number(kibibytes) * 1024) / 1e6;
  } catch {
    return undefined;
  }
}

/** Share of a core that processes use while something runs, in percent, in the order of `pids`. */
export async function cpuPercentDuring(pids: readonly number[], run: () => Promise<unknown>): Promise<number[]> {
  const before = pids.map(cpuSeconds);
  const startedAt = performance.now();
  await run();
  const seconds = (performance.now() - startedAt) / 1000;
  return pids.map((pid, index) => ((cpuSeconds(pid) - (before[index] ?? 0)) / seconds) * 100);
}
