import os from "node:os";

/** The machine in one line: `2 x AMD EPYC 7763, 24 GB, Linux 6.8.0, Node.js v24.21.0`. */
export function machineText(): string {
  const cpus = os.cpus();
  const memory = `${Math.round(os.totalmem() / 1e9)} GB`;
  return [
    `${cpus.length} x ${cpus[0]?.model.trim() ?? "unknown CPU"}`,
    memory,
    `${os.type()} ${os.release()}`,
    `Node.js ${process.version}`,
  ].join(", ");
}

/** Processes that wanted a core in the last minute: what else went on. */
export function loadAverage(): number {
  return os.loadavg()[0] ?? 0;
}
