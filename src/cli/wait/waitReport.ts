import { grouped } from "../../base/grouped.ts";
import { plainText } from "../../base/plainText.ts";
import { durationText } from "../../resources/duration.ts";
import { troubleOf } from "../../resources/health/podHealth.ts";
import { whyText } from "../../resources/health/whyText.ts";
import type { PodRow } from "../../resources/podRow.ts";
import { type Goal, type Matching, matchingWords } from "./goal.ts";
import type { WaitFlags } from "./waitFlags.ts";

/** How a wait ended. */
export interface WaitOutcome extends Matching {
  readonly met: boolean;
  /** Why it is not known whether the goal is reached; undefined when it is. */
  readonly problem: string | undefined;
  /** The pods that are in the way, the worst first. */
  readonly inTheWay: readonly PodRow[];
  readonly waitedMs: number;
  /** The clock that ages are told by, milliseconds since the epoch. */
  readonly now: number;
}

type Asked = Pick<WaitFlags, "filter" | "goal" | "goalText" | "stableMs">;

/** So many pods are listed. */
const mostListed = 20;

/** For people: what came of it, and when it was not reached the pods that are in the way. */
export function waitText({ filter, goal, goalText, stableMs }: Asked, outcome: WaitOutcome): string {
  const { met, problem, inTheWay, waitedMs, now } = outcome;
  const held = stableMs === 0 ? "" : `, held for ${durationText(stableMs)}`;
  const found = problem ?? `${matchingWords(outcome)}${outcome.pods === 0 ? "" : ` "${filter.line}"`}`;
  if (met) return line(`met after ${durationText(waitedMs)}: ${found}${held}`);
  const end = problem === undefined ? "not met" : "not known";
  const wanted = `--for ${goalText}${stableMs === 0 ? "" : ` --stable ${durationText(stableMs)}`}`;
  const listed = inTheWay.slice(0, mostListed);
  const others = inTheWay.length - listed.length;
  return [
    line(`${end} within ${durationText(waitedMs)} (${wanted}): ${found}`),
    ...(listed.length > 0 && goal.kind === "all" ? [line("These do not match:")] : []),
    ...listed.map((row) => line(`  ${podText(row, now)}`)),
    ...(others === 0 ? [] : [line(`  and ${grouped(others)} more`)]),
  ].join("");
}

/** For programs: one object. `notAsked` is why nothing is known of any pod. */
export function waitJson(asked: Asked, outcome: WaitOutcome | { readonly notAsked: string }): string {
  const { filter, goalText, stableMs } = asked;
  const question = { filter: filter.line, for: goalText, stableSeconds: stableMs / 1_000 };
  const answer = "notAsked" in outcome ? { met: false, problem: outcome.notAsked } : answerOf(asked, outcome);
  return `${JSON.stringify({ ...question, ...answer }, undefined, 2)}\n`;
}

function answerOf({ goal }: Asked, outcome: WaitOutcome): object {
  const { met, problem, matching, pods, inTheWay, waitedMs, now } = outcome;
  const listed = inTheWay.slice(0, mostListed).map((row) => ({
    namespace: row.namespace,
    name: row.name,
    health: row.health,
    status: row.status,
    why: whyText(row, now),
  }));
  return {
    met,
    ...(problem === undefined ? {} : { problem }),
    waitedSeconds: Math.round(waitedMs / 1_000),
    pods,
    matching,
    ...(met ? {} : { [goal.kind === "all" ? "notMatchingPods" : "matchingPods"]: listed }),
    ...(met ? {} : { more: inTheWay.length - listed.length }),
  };
}

/** While it waits: `2 pods match, first shop/pay-7f9: OOMKilled exit 137`. Without ages and others, which are no news. */
export function progressText(goal: Goal, found: Matching, [first]: readonly PodRow[]): string {
  const { matching } = found;
  const words = matching === 1 ? "1 pod matches" : `${grouped(matching)} pods match`;
  const count = goal.kind === "all" || matching === 0 ? matchingWords(found) : words;
  if (first === undefined) return matching === 0 && found.pods > 0 ? "no pod matches" : count;
  const which = goal.kind === "all" ? "first that does not" : "first";
  return plainText(`${count}, ${which} ${first.key}: ${troubleOf(first)?.cause ?? first.status}`);
}

function podText(row: PodRow, now: number): string {
  return `${row.key}  ${row.health}  ${whyText(row, now) || row.status}`;
}

function line(text: string): string {
  return `${plainText(text)}\n`;
}
