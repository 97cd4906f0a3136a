import { durationSteadyFor, durationText } from "../duration.ts";
import { ageMark, type HealthRecord, troubleOf } from "./podHealth.ts";

/** One line that says what is wrong with a pod at `now`, milliseconds since the epoch; empty when nothing is. */
export function whyText(record: HealthRecord, now: number): string {
  const trouble = troubleOf(record);
  if (trouble === undefined) return "";
  return trouble.why.replace(ageMark, durationText(now - trouble.since));
}

/** The line without ages, for filters. */
export function whyWords(record: HealthRecord): string {
  return (troubleOf(record)?.why ?? "").replace(ageMark, "");
}

/** Milliseconds for which `whyText` stays the same. */
export function whySteadyFor(record: HealthRecord, now: number): number {
  const trouble = troubleOf(record);
  const ages = trouble?.why.includes(ageMark) === true;
  return trouble !== undefined && ages ? durationSteadyFor(now - trouble.since) : Number.POSITIVE_INFINITY;
}
