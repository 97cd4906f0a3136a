import { durationText } from "../duration.ts";
import { shortImage } from "../health/imageName.ts";
import type { CauseGroup } from "./causeGroups.ts";
import type { SharedTrait } from "./sharedTraits.ts";

/** `3 deployments`, `deployment shop/web`, `2 deployments, 1 job`. */
export function workloadWords({ workloads }: Pick<CauseGroup, "workloads">): string {
  const [first] = workloads.values();
  if (first !== undefined && workloads.size === 1) {
    const { kind, namespace, name } = first.workload;
    return `${kind.toLowerCase()} ${namespace}/${name}`;
  }
  const counts = new Map<string, number>();
  for (const {
    workload: { kind },
  } of workloads.values())
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([kind, count]) => `${count} ${kind.toLowerCase()}${count === 1 ? "" : "s"}`)
    .join(", ");
}

/** `since 14:02 (6m)`, with the date when it was on another day; empty when no time is known. The clock is that of the time zone. */
export function sinceWords({ since }: Pick<CauseGroup, "since">, now: number): string {
  if (Number.isNaN(since)) return "";
  const [then, today] = [new Date(since), new Date(now)];
  const two = (count: number) => String(count).padStart(2, "0");
  const date =
    then.toDateString() === today.toDateString()
      ? ""
      : `${then.getFullYear()}-${two(then.getMonth() + 1)}-${two(then.getDate())} `;
  return `since ${date}${two(then.getHours())}:${two(then.getMinutes())} (${durationText(now - since)})`;
}

/** What the pods of a group share, in words: `12 of 12 on revision 7f9c (oldest 6m), revision 6b1d 8 of 8 fine`. */
export function sharedWords(
  { count }: Pick<CauseGroup, "count">,
  shared: readonly SharedTrait[],
  now: number,
): readonly string[] {
  return shared.map((trait) => wordsOf(trait, count, now));
}

function wordsOf(shared: SharedTrait, count: number, now: number): string {
  switch (shared.trait) {
    case "revision": {
      const { revision, of, oldestAt, others } = shared;
      const age = Number.isNaN(oldestAt) ? "" : ` (oldest ${durationText(now - oldestAt)})`;
      return [
        `${count} of ${of} on revision ${revision.hash}${age}${count < of ? ", none of them well" : ""}`,
        ...others.map(({ hash, well, of: all }) => `revision ${hash} ${well} of ${all} fine`),
      ].join(", ");
    }
    case "image": {
      const names = shared.value.split(",").map(shortImage).join(", ");
      return `all with image ${names}, with which no pod is well`;
    }
    default:
      return `all ${shared.trait === "node" ? "on" : "in"} ${shared.trait} ${shared.value}, where no pod is well`;
  }
}
