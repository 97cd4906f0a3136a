import { grouped } from "../../base/grouped.ts";
import type { CauseGroup } from "./causeGroups.ts";
import { sharedWords, sinceWords, workloadWords } from "./groupWords.ts";
import type { SharedTrait } from "./sharedTraits.ts";

/** So many pods of a group are named. */
const namedPods = 3;

/** A group in a few lines, for texts that people read elsewhere. */
export interface GroupParagraph {
  /** `12 broken`. */
  readonly count: string;
  /** `deployment shop/checkout · since 14:02 (6m)`. */
  readonly facts: string;
  readonly shared: readonly string[];
  /** `shop/checkout-7f9c-1, shop/checkout-7f9c-2 and 10 more`. */
  readonly pods: string;
}

/** `now` in milliseconds since the epoch. */
export function groupParagraph(group: CauseGroup, shared: readonly SharedTrait[], now: number): GroupParagraph {
  const named = group.pods.slice(0, namedPods).map(({ key }) => key);
  const others = group.count - named.length;
  return {
    count: `${grouped(group.count)} ${group.health}`,
    facts: [workloadWords(group), sinceWords(group, now)].filter((words) => words !== "").join(" · "),
    shared: sharedWords(group, shared, now),
    pods: named.join(", ") + (others === 0 ? "" : ` and ${grouped(others)} more`),
  };
}
