import { setTimeout as pause } from "node:timers/promises";
import type { Terminal } from "../test/support/terminal.ts";
import type { Bench } from "./bench.ts";

/** Against hanging: the slowest list on the busiest machine is done by then. */
const patienceMs = 180_000;
/** After a list the garbage of reading it is cleared away, and the peers' counts settle. */
const settleMs = 3_000;

/** Resolves when the list is complete and the watch is followed. */
export function untilLive(terminal: Terminal): Promise<void> {
  return terminal.waitFor("● live", patienceMs);
}

/** Resolves when the screen shows at least one pod. */
export function untilRows(terminal: Terminal): Promise<void> {
  return terminal.waitFor(/^.. ?team-\d{3} +\S+/m, patienceMs);
}

/** Opens the dashboard on all namespaces, runs something with it when it is live and calm, and closes it. */
export async function withDashboard<Result>(
  { cluster }: Bench,
  run: (terminal: Terminal) => Promise<Result>,
): Promise<Result> {
  const terminal = cluster.openDashboard();
  try {
    await untilLive(terminal);
    await settled();
    return await run(terminal);
  } finally {
    await terminal.close();
  }
}

export function settled(): Promise<void> {
  return pause(settleMs);
}
