import { format } from "date-fns";
import { counted } from "../../base/counted.ts";
import { grouped } from "../../base/grouped.ts";
import { plainText } from "../../base/plainText.ts";
import type { CauseGroup } from "../../resources/causes/causeGroups.ts";
import { groupParagraph } from "../../resources/causes/groupParagraph.ts";
import { sinceWords } from "../../resources/causes/groupWords.ts";
import type { SharedTrait } from "../../resources/causes/sharedTraits.ts";
import { healthRank } from "../../resources/health/podHealth.ts";

/** What there is to tell others of pods that are unhealthy. */
export interface Incident {
  /** What the pods are of, the widest first: `context prod`, `cluster eu-1`, `namespace shop`, `filter app=web`. */
  readonly scope: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Whether it is true: `live, verified 14:02:11`. */
  readonly state: string;
  /** How many pods are looked at. */
  readonly pods: number;
  /** The worst first. */
  readonly groups: readonly IncidentGroup[];
  /** What to say of the rest, where a filter leaves some out. */
  readonly others: string;
}

export interface IncidentGroup {
  readonly group: CauseGroup;
  readonly shared: readonly SharedTrait[];
  /** Commands for a shell, which show what is said here. */
  readonly commands: readonly string[];
}

/** What comes after so many groups is only counted: a card is for a chat. */
const mostGroups = 12;

/** The incident as text that reads well as it is, and as Markdown. */
export function incidentCard({ scope, now, state, pods, groups, others }: Incident): readonly string[] {
  const unhealthy = sum(groups);
  const of = `of ${counted(pods, "pod")}`;
  const left = groups.slice(mostGroups);
  const lines = [
    unhealthy === 0
      ? `No pod of ${grouped(pods)} is unhealthy`
      : `${grouped(unhealthy)} ${of} unhealthy: ${healthsText(groups)}`,
    "",
    `- ${scope.join(" · ")}`,
    `- ${format(now, "yyyy-MM-dd HH:mm:ss xxx")}, ${state}`,
    ...firstSeen(groups, now),
    ...(others === "" ? [] : [`- ${others}`]),
    ...groups.slice(0, mostGroups).flatMap((group, index) => groupText(group, index + 1, now)),
    ...(left.length === 0 ? [] : ["", `And ${counted(sum(left), "pod")} with ${counted(left.length, "more cause")}.`]),
  ];
  return lines.map(plainText);
}

function groupText({ group, shared, commands }: IncidentGroup, place: number, now: number): readonly string[] {
  const words = groupParagraph(group, shared, now);
  return [
    "",
    `${place}. ${words.count}: ${code(group.cause)}`,
    `   - ${words.facts}`,
    ...words.shared.map((suspect) => `   - suspect: ${suspect}`),
    `   - ${words.pods}`,
    ...(commands.length === 0 ? [] : ["", "```sh", ...commands, "```"]),
  ];
}

function healthsText(groups: readonly IncidentGroup[]): string {
  const counts = new Map<string, number>();
  for (const { group } of groups) {
    for (const { health } of group.members.values()) counts.set(health, (counts.get(health) ?? 0) + 1);
  }
  return Object.keys(healthRank)
    .flatMap((health) => (counts.has(health) ? [`${grouped(counts.get(health) ?? 0)} ${health}`] : []))
    .join(", ");
}

function firstSeen(groups: readonly IncidentGroup[], now: number): readonly string[] {
  const times = groups.map(({ group }) => group.since).filter((since) => !Number.isNaN(since));
  return times.length === 0
    ? []
    : [`- unhealthy ${sinceWords({ since: Math.min(...times) }, now)}, as far as it is known`];
}

function sum(groups: readonly IncidentGroup[]): number {
  return groups.reduce((count, { group }) => count + group.count, 0);
}

/** Words of a server, in which a chat finds neither markup nor names of people. */
function code(text: string): string {
  return `\`${text.replaceAll("`", "'")}\``;
}
