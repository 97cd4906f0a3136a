import { grouped } from "../base/grouped.ts";
import type { DashboardFlags } from "./arguments.ts";
import { type Flag, serveFlags } from "./flags.ts";
import type { GivenFlags } from "./givenFlags.ts";
import { UsageError } from "./usageError.ts";

export interface DemoFlags {
  readonly command: "demo";
  readonly size: DemoSize;
  /** Only serve it, without a dashboard. */
  readonly serve: boolean;
  /** How the dashboard is opened on it. */
  readonly dashboard: DashboardFlags;
  readonly debug: boolean;
}

/** What makes one demo cluster another one. */
export interface DemoSize {
  /** The same gives the same names and the same course of events. */
  readonly seed: number;
  /** How many times faster than in real life things happen. */
  readonly speed: number;
  /** About how many there are. */
  readonly pods: number;
}

/** @param words after `demo`. @throws UsageError */
export function demoFlagsOf(given: GivenFlags, words: readonly string[], dashboard: DashboardFlags): DemoFlags {
  const [extra] = words;
  if (extra !== undefined) throw new UsageError(`podscope demo takes flags only, not "${extra}"`);
  const serve = given.isOn("serve");
  if (serve) checkServeFlags(given);
  return {
    command: "demo",
    size: {
      seed: wholeNumber("seed", given, { least: 0, most: 4_294_967_295 }) ?? 1,
      speed: speedFrom(given.text("speed") ?? "1"),
      pods: wholeNumber("pods", given, { least: 1, most: 1_000_000 }) ?? 60,
    },
    serve,
    dashboard,
    debug: dashboard.debug,
  };
}

function checkServeFlags({ names }: GivenFlags): void {
  const known: readonly Flag[] = serveFlags.flatMap(({ flags }) => flags);
  const foreign = names.find((name) => !known.some((flag) => flag.name === name));
  if (foreign !== undefined) throw new UsageError(`--${foreign} is for the dashboard, --serve opens none`);
}

function wholeNumber(
  name: string,
  given: GivenFlags,
  { least, most }: { readonly least: number; readonly most: number },
): number | undefined {
  const text = given.text(name);
  if (text === undefined) return undefined;
  const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new UsageError(`--${name} takes a whole number from ${least} to ${grouped(most)}, not "${text}"`);
}

function speedFrom(text: string): number {
  const speed = /^(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
  if (speed >= 0.01 && speed <= 1000) return speed;
  throw new UsageError(`--speed takes a number from 0.01 to 1000, not "${text}"`);
}
