import { grouped } from "../base/grouped.ts";
import { plainText } from "../base/plainText.ts";
import { type CauseGroup, CauseGroups } from "../resources/causes/causeGroups.ts";
import { groupParagraph } from "../resources/causes/groupParagraph.ts";
import { type SharedTrait, sharedTraits } from "../resources/causes/sharedTraits.ts";
import { TraitCounts } from "../resources/causes/traitCounts.ts";
import type { Workload } from "../resources/causes/workload.ts";
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
  readonly groups: readonly { readonly group: CauseGroup; readonly shared: readonly SharedTrait[] }[];
}

export function triageOf(pods: readonly PodRow[], now: number): Triage {
  const rows = pods.map((row) => podRowAt(row, now));
  const causes = new CauseGroups();
  const traits = new TraitCounts();
  const deltas = rows.map((row) => ({ kind: "add", row }) as const);
  causes.apply(deltas);
  traits.apply(deltas);
  const counts = new Map<string, number>(Object.keys(healthRank).map((health) => [health, 0]));
  for (const { health } of rows) counts.set(health, (counts.get(health) ?? 0) + 1);
  const groups = causes.groups().map((group) => ({ group, shared: sharedTraits(group, traits) }));
  return { now, pods: rows.length, healths: [...counts].filter(([, count]) => count > 0), groups };
}

/** For people: a paragraph a group. */
export function triageText({ now, pods, healths, groups }: Triage): string {
  const unhealthy = healths.filter(([health]) => isUnhealthy({ health: health as PodRow["health"] }));
  const counts = unhealthy.map(([health, count]) => `${grouped(count)} ${health}`).join(", ") || "0 unhealthy";
  const paragraphs = groups.map(({ group, shared: traits }) => {
    const { count, facts, shared, pods: named } = groupParagraph(group, traits, now);
    return [`${count}: ${group.cause}`, ...[facts, ...shared, named].map((line) => `    ${line}`)];
  });
  const lines = [[`${counts} of ${grouped(pods)} pods`], ...paragraphs].map((paragraph) =>
    paragraph.map((line) => `${plainText(line)}\n`).join(""),
  );
  return lines.join("\n");
}

/** For programs. Times are RFC 3339; one that is not known is left out. */
export function triageJson({ now, pods, healths, groups }: Triage): string {
  const report = {
    asOf: timeText(now),
    pods,
    health: Object.fromEntries(healths),
    groups: groups.map(({ group, shared }) => ({
      health: group.health,
      cause: group.cause,
      count: group.count,
      ...(Number.isNaN(group.since) ? {} : { since: timeText(group.since) }),
      workloads: workloadsOf(group),
      shared: shared.map(sharedJson),
      pods: group.pods.map(({ namespace, name }) => ({ namespace, name })),
    })),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

/** By the number of their pods. */
function workloadsOf({ workloads }: CauseGroup): readonly Workload[] {
  return [...workloads]
    .sort(([a, { pods: x }], [b, { pods: y }]) => y - x || (a < b ? -1 : 1))
    .map(([, { workload }]) => workload);
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
