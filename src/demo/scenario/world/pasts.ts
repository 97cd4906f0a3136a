import type { Random } from "../../random.ts";
import { seconds } from "../span.ts";
import type { ContainerPast, Ending, PodPast } from "./podPast.ts";

/** Pods that run well, as a rollout made them: a quarter at a time. @param ageMs of the first. */
export function well(count: number, ageMs: number, random: Random): readonly PodPast[] {
  const batch = Math.ceil(count / 4);
  let past: PodPast = { ageMs };
  return Array.from({ length: count }, (_, at) => {
    if (at % batch === 0 && at > 0) past = { ageMs: past.ageMs - seconds(random.between(10, 18)) };
    return past;
  });
}

/** Runs well again after old restarts. */
export function restarted(ageMs: number, container: string, restarts: number, last: Ending): PodPast {
  return { ageMs, containers: { [container]: { restarts, last, runningMs: last.agoMs - seconds(12) } } };
}

/** Ended again and again, and waits for its next start. */
export function crashLoop(restarts: number, last: Ending): ContainerPast {
  return { restarts, last, isBackingOff: true };
}

/** Waits for what must come before it. */
export const initializing: ContainerPast = { waiting: { reason: "PodInitializing" } };

/** Did its work, and was not taken away. */
export function done(container: string, ageMs: number, ranMs: number): PodPast {
  const ended: Ending = { agoMs: ageMs - seconds(3) - ranMs, ranMs, exitCode: 0, reason: "Completed" };
  return { ageMs, phase: "Succeeded", containers: { [container]: { ended } } };
}

/** Ended badly, and nobody starts it again. */
export function failed(container: string, ageMs: number, ended: Omit<Ending, "agoMs">): PodPast {
  const agoMs = ageMs - seconds(3) - ended.ranMs;
  return { ageMs, phase: "Failed", containers: { [container]: { ended: { ...ended, agoMs } } } };
}
