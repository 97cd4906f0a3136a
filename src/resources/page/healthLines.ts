import { type StyledLine, styled } from "../../table/look.ts";
import { durationText } from "../duration.ts";
import { type Health, healthThresholds, healthTurnsAt } from "../health/podHealth.ts";
import { whySteadyFor, whyText } from "../health/whyText.ts";
import type { JsonObject } from "../jsonFields.ts";
import { podDecoder } from "../podDecoder.ts";
import { type PodRow, podRowAt } from "../podRow.ts";
import { toneOfHealth } from "../podTone.ts";
import { type Ages, signedLine } from "./section.ts";

/** What the word says to whoever does not know it yet; empty where it needs no word. */
const meanings: Readonly<Record<Health, string>> = {
  broken: "it does not work, and waiting will not help",
  flapping: `it runs now, and restarted less than ${durationText(healthThresholds.flapping)} ago`,
  slow: `it is starting, for longer than the ${durationText(healthThresholds.starting)} that a step of it may take`,
  stuck: "it should be gone, its grace period is over",
  degraded: "it runs, and is not ready",
  ok: "",
  done: "it ended well",
};

/** How the pod is and why, as the table says it, and what that means. @throws TypeError when it is no pod. */
export function healthLines(pod: JsonObject, ages: Ages): readonly StyledLine[] {
  const row = podRowAt(podDecoder.fromJson(pod), ages.now);
  ages.holdFor(Math.min(whySteadyFor(row, ages.now), healthTurnsAt(row, ages.now) - ages.now));
  const why = whyText(row, ages.now);
  const tone = row.health === "ok" ? "good" : toneOfHealth(row.health);
  const stands = standsText(row);
  if (why === "") return [signedLine(tone, row.health, stands)];
  return [signedLine(tone, row.health, why), [styled(`    ${stands}`, { dim: true })]];
}

/** `CrashLoopBackOff, 1/2 ready: it does not work, and waiting will not help`. */
function standsText({ status, readyContainers, totalContainers, health }: PodRow): string {
  const stands = [status, `${readyContainers}/${totalContainers} ready`].filter((text) => text !== "").join(", ");
  return meanings[health] === "" ? stands : `${stands}: ${meanings[health]}`;
}
