import type { DashboardFlags } from "./arguments.ts";
import type { GivenFlags } from "./givenFlags.ts";
import { UsageError } from "./usageError.ts";

export interface ReplayFlags {
  readonly command: "replay";
  readonly path: string;
  readonly speed: number;
  /** Where to begin; undefined is the start. */
  readonly at: string | undefined;
  readonly find: string | undefined;
  /** It is not played by itself. */
  readonly holds: boolean;
  /** How the dashboard is opened on it. */
  readonly dashboard: DashboardFlags;
}

/** @param words after `replay`. @throws UsageError */
export function replayFlagsOf(given: GivenFlags, words: readonly string[], dashboard: DashboardFlags): ReplayFlags {
  const [path, extra] = words;
  if (path === undefined) throw new UsageError("podscope replay takes the file that was recorded");
  if (extra !== undefined) throw new UsageError(`podscope replay takes one file, not also "${extra}"`);
  return {
    command: "replay",
    path,
    speed: speedFrom(given.text("speed") ?? "1"),
    at: given.text("at"),
    find: given.text("find"),
    holds: given.isOn("hold"),
    dashboard,
  };
}

function speedFrom(text: string): number {
  const speed = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (speed >= 1 && speed <= 600) return speed;
  throw new UsageError(`--speed takes a number from 1 to 600, not "${text}"`);
}
