import type { Clock } from "../../base/clock.ts";
import { type Moment, type TimeStep, timeBetween } from "./liveness.ts";

const tickMs = 1_000;

/** Ticks once a second for `forMs` milliseconds and says what happened to time in between; ends early when `signal` is aborted. */
export async function* ticks(
  clock: Clock,
  signal: AbortSignal,
  forMs = Number.POSITIVE_INFINITY,
): AsyncGenerator<TimeStep, void, undefined> {
  const until = clock.monotonic() + forMs;
  let before = momentOf(clock);
  for (;;) {
    const step = Math.min(tickMs, until - clock.monotonic());
    if (step <= 0) return;
    await clock.sleep(step, signal).catch(() => undefined);
    if (signal.aborted) return;
    const after = momentOf(clock);
    yield timeBetween(before, after, step);
    before = after;
  }
}

function momentOf(clock: Clock): Moment {
  return { wall: clock.now(), monotonic: clock.monotonic() };
}
