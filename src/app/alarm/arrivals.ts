import { grouped } from "../../base/grouped.ts";
import { healthRank } from "../../resources/health/podHealth.ts";
import { whyText } from "../../resources/health/whyText.ts";
import type { PodRow } from "../../resources/podRow.ts";
import { clockTime } from "../text/followedState.ts";

/** Pods that came into a filter, told in one line. */
export interface Arrivals {
  readonly filter: string;
  readonly count: number;
  /** When the first and the last of them were seen, milliseconds since the epoch by our clock. */
  readonly since: number;
  readonly until: number;
  /** The worst of them. */
  readonly worst: PodRow;
  /** What is wrong with it, as it was then; its status when nothing is. */
  readonly why: string;
}

/** From so many milliseconds on between the first and the last of them, both times are told. */
const atOnceMs = 60_000;

/** Those of `before` and `rows`, of which there is at least one, that came at `at`. `now` is the server's clock. */
export function arrivalsWith(
  before: Arrivals | undefined,
  rows: readonly [PodRow, ...PodRow[]],
  { filter, at, now }: { readonly filter: string; readonly at: number; readonly now: number },
): Arrivals {
  const worst = rows.reduce((one, other) => (healthRank[other.health] < healthRank[one.health] ? other : one));
  const isBeforeWorse = before !== undefined && healthRank[before.worst.health] < healthRank[worst.health];
  return {
    filter,
    count: (before?.count ?? 0) + rows.length,
    since: before?.since ?? at,
    until: at,
    ...(isBeforeWorse ? { worst: before.worst, why: before.why } : { worst, why: whyText(worst, now) || worst.status }),
  };
}

/** `shop/pay-7f9 entered "health=broken": OOMKilled exit 137`; `23 pods entered "health=broken", among them shop/pay-7f9: …`. */
export function arrivalsText({ filter, count, since, until, worst, why }: Arrivals): string {
  if (count === 1) return `${worst.key} entered "${filter}": ${why}`;
  const from = until - since < atOnceMs ? "" : ` since ${clockTime(since)}`;
  return `${grouped(count)} pods entered "${filter}"${from}, among them ${worst.key}: ${why}`;
}
