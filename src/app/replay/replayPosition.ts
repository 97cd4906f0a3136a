/** Where a replay is. Times are milliseconds since the epoch by the clock of the machine that recorded. */
export interface ReplayPosition {
  readonly at: number;
  readonly startsAt: number;
  readonly endsAt: number;
  /** How many times faster than it happened. */
  readonly speed: number;
  readonly isPlaying: boolean;
}

/** From one to the next with `+` and `-`. */
export const replaySpeeds: readonly number[] = [1, 2, 4, 8, 15, 30, 60, 120, 300, 600];

/** The next speed up or down; the same at the end. */
export function nextSpeed(speed: number, step: 1 | -1): number {
  const next = step > 0 ? replaySpeeds.find((one) => one > speed) : replaySpeeds.findLast((one) => one < speed);
  return next ?? speed;
}
