import { type Clock, systemClock } from "../../src/base/clock.ts";

/** The machine's clock, `times` as fast: minutes of patience against a real server take seconds, or seconds minutes. */
export function hurriedClock(times: number): Clock {
  const wall = Date.now();
  const start = performance.now();
  const monotonic = () => (performance.now() - start) * times;
  return {
    now: () => wall + monotonic(),
    monotonic,
    sleep: (ms, signal) => systemClock.sleep(ms / times, signal),
  };
}
