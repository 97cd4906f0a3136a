import { grouped } from "../base/grouped.ts";
import { plainText } from "../base/plainText.ts";
import { type CauseGroup, CauseGroups } from "../resources/causes/causeGroups.ts";
import { sharedWords, sinceWords, workloadWords } from "../resources/causes/groupWords.ts";
import type { SharedTrait } from "../resources/causes/sharedTraits.ts";
import { healthRank, isUnhealthy } from "../resources/health/podHealth.ts";
import { type PodRow, podRowAt } from "../resources/podRow.ts";

/** Which pods are unwell and why, at one moment. */
export interface Triage {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** All there are. */
  readonly pods: number;
  /** How many there are of each health, the worst first; `ok` and `done` as well. */
  readonly healths: readonly (readonly [health: string, count: number])[];
  readonly groups: readonly CauseGroup[];
}

export function triageOf(pods: readonly PodRow[], now: number): Triage {
  const rows = pods.map((row) => podRowAt(row, now));
  const causes = new CauseGroups();
  causes.apply(rows.map((row) => ({ kind: "add", row })));
  const counts = new Map<string, number>(Object.keys(healthRank).map((health) => [health, 0]));
  for (const { health } of rows) counts.set(health, (counts.get(health) ?? 0) + 1);
  return { now, pods: rows.length, healths: [...counts].filter(([, count]) => count > 0), groups: causes.groups() };
}

/** So many pods of a group are named. */
const namedPods = 3;

/** For people: a paragraph a group. */
export function triageText({ now, pods, healths, groups }: Triage): string {
  const unhealthy = healths.filter(([health]) => isUnhealthy({ health: health as PodRow["health"] }));
  const counts = unhealthy.map(([health, count]) => `${grouped(count)} ${health}`).join(", ") || "0 unhealthy";
  const paragraphs = groups.map((group) => {
    const count = grouped(group.pods.length);
    const facts = [workloadWords(group), sinceWords(group, now)].filter((words) => words !== "").join(" · ");
    return [
      `${count} ${group.health}: ${group.cause}`,
      ...[facts, ...sharedWords(group, now), podsText(group)].map((line) => `    ${line}`),
    ];
  });
  const lines = [[`${counts} of ${grouped(pods)} pods`], ...paragraphs].map((paragraph) =>
    paragraph.map((line) => `${plainText(line)}\n`).join(""),
  );
  return lines.join("\n");
}

function podsText({ pods }: CauseGroup): string {
  const named = pods.slice(0, namedPods).map(({ key }) => key);
  const others = pods.length - named.length;
  return named.join(", ") + (others === 0 ? "" : ` and ${grouped(others)} more`);
}

/** For programs. Times are RFC 3339; one that is not known is left out. */
export function triageJson({ now, pods, healths, groups }: Triage): string {
  const report = {
    asOf: timeText(now),
    pods,
    health: Object.fromEntries(healths),
    groups: groups.map((group) => ({
      health: group.health,
      cause: group.cause,
      count: group.pods.length,
      ...(Number.isNaN(group.since) ? {} : { since: timeText(group.since) }),
      workloads: group.workloads,
      shared: group.shared.map(sharedJson),
      pods: group.pods.map(({ namespace, name }) => ({ namespace, name })),
    })),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function sharedJson(shared: SharedTrait): object {
  if (shared.trait !== "revision")
    return { trait: shared.trait, value: shared.value, unhealthy: shared.of, healthy: 0 };
  return {
    trait: "revision",
    value: shared.revision.hash,
    unhealthy: shared.of,
    healthy: 0,
    others: shared.others.map(({ hash, well, of }) => ({ value: hash, unhealthy: of - well, healthy: well })),
  };
}

function timeText(time: number): string {
  return new Date(time).toISOString();
}
