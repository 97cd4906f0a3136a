import type { VirtualTime } from "./virtualTime.ts";

/** Lets virtual time follow the wall clock, with one timer for whatever comes next. Returns its inverse. */
export function followWallClock(time: VirtualTime): () => void {
  let timer: NodeJS.Timeout | undefined;
  const arm = () => {
    clearTimeout(timer);
    const next = time.nextAt;
    // A timer takes at most 2^31-1 ms.
    if (next !== undefined) timer = setTimeout(tick, Math.min(Math.max(0, next - Date.now()), 86_400_000));
  };
  const tick = () => {
    time.onEarlier = () => {};
    time.advanceTo(Date.now());
    time.onEarlier = arm;
    arm();
  };
  tick();
  return () => {
    clearTimeout(timer);
    time.onEarlier = () => {};
  };
}
