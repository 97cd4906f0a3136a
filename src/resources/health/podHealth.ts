const second = 1000;
const minute = 60 * second;

/**
 * How a pod is, for whoever is on call. The worst first:
 * - `broken`: it does not do its work, and will not by waiting
 * - `flapping`: it runs now, and restarted a short while ago
 * - `slow`: it is starting, for longer than a start takes
 * - `stuck`: it should be gone, its grace period is over
 * - `degraded`: it runs, and is not ready
 * - `ok`: it does its work, or is on its way up or down in good time
 * - `done`: it ended well
 */
export type Health = "broken" | "flapping" | "slow" | "stuck" | "degraded" | "ok" | "done";
export type Unhealthy = Exclude<Health, "ok" | "done">;

/** The worst is 0. */
export const healthRank: Readonly<Record<Health, number>> = {
  broken: 0,
  flapping: 1,
  slow: 2,
  stuck: 3,
  degraded: 4,
  ok: 5,
  done: 6,
};

/** How long what is usual may take, milliseconds. */
export const healthThresholds = {
  /** A pod that restarted is flapping for so long. */
  flapping: 10 * minute,
  /** From the moment on when a step of the start could begin: an image pulled, an init container, a first readiness. */
  starting: 5 * minute,
  /** Until a pod for which no node has room is broken: rooms come and go while others start and end. */
  unschedulable: 30 * second,
  /** After the grace period a kubelet kills, unmounts and tells the API server. */
  terminating: 30 * second,
} as const;

/** Something that is wrong with a pod, or will be if nothing changes before. */
export interface Trouble {
  readonly health: Unhealthy;
  /** It counts from `from` to before `until`, milliseconds since the epoch; infinite when no time decides. */
  readonly from: number;
  readonly until: number;
  /** One line, in which `ageMark` stands for the age of `since`. */
  readonly why: string;
  /** Milliseconds since the epoch; NaN when `why` has no age. */
  readonly since: number;
  /** Since when the pod is known to be like this, milliseconds since the epoch; NaN when it is not. */
  readonly began: number;
  /** The same text for pods with the same cause. */
  readonly cause: string;
}

/** Stands for an age in `Trouble.why`: no text of a server has it, since control characters are taken out of those. */
export const ageMark = "\u0000";

/** What there is of a pod to tell its health at any time. */
export interface HealthRecord {
  /** As it was told last. */
  readonly health: Health;
  /** At most one of each health, the worst first. The empty one is shared. */
  readonly troubles: readonly Trouble[];
}

/** The health at `now`, milliseconds since the epoch. A pod without any trouble keeps what it is: done or ok. */
export function healthAt({ health, troubles }: HealthRecord, now: number): Health {
  if (troubles.length === 0) return health;
  return troubles.find((trouble) => trouble.from <= now && now < trouble.until)?.health ?? "ok";
}

/** When time alone may change the health next after `now`, milliseconds since the epoch; Infinity when it cannot. */
export function healthTurnsAt({ troubles }: HealthRecord, now: number): number {
  let next = Number.POSITIVE_INFINITY;
  for (const { from, until } of troubles) {
    if (from > now && from < next) next = from;
    if (until > now && until < next) next = until;
  }
  return next;
}

/** The trouble that the pod's health speaks of. */
export function troubleOf({ health, troubles }: HealthRecord): Trouble | undefined {
  // Asked of all rows by every filter for a word, and nearly all are well.
  if (troubles.length === 0) return undefined;
  return troubles.find((trouble) => trouble.health === health);
}

export function isUnhealthy({ health }: Pick<HealthRecord, "health">): boolean {
  return health !== "ok" && health !== "done";
}
