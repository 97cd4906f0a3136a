import type { TimeActions } from "../time/timeActions.ts";
import type { Player } from "./player.ts";

const minuteMs = 60_000;

/** The keys of time in a replay: they step through the recording. What is not said here is as `time` has it. */
export function replayTime(player: Player, time: TimeActions): TimeActions {
  const steps: Partial<TimeActions> = {
    hasHistory: true,
    isHeld: true,
    isPast: true,
    step: (by) => player.step(by),
    stepMinute: (by) => player.move(by * minuteMs),
    // There is no now to come back to.
    toLive: () => false,
  };
  return Object.create(time, Object.getOwnPropertyDescriptors(steps));
}
