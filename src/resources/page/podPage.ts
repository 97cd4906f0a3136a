import { type StyledLine, styled } from "../../table/look.ts";
import { eventColumns, eventLine } from "../eventLines.ts";
import type { EventRow } from "../eventRow.ts";
import type { JsonObject } from "../jsonFields.ts";
import { containerSections } from "./containersSection.ts";
import { type Owner, ownerSection } from "./ownerSection.ts";
import {
  conditionsSection,
  type Found,
  type LastWords,
  lastWordsSections,
  nodeSection,
  podSection,
} from "./podSections.ts";
import type { Ages, Section } from "./section.ts";

/** All that a page of a pod shows. */
export interface PageFacts {
  readonly pod: JsonObject;
  readonly owners: readonly Owner[];
  readonly node: Found;
  /** The newest first; undefined where there are none to be had. */
  readonly events: readonly EventRow[] | undefined;
  /** Why the events cannot be read, in the server's words. */
  readonly eventProblem: string | undefined;
  readonly lastWords: readonly LastWords[];
}

/** The sections of a pod's page, what is wrong first. @throws TypeError when it is no pod. */
export function podSections(facts: PageFacts, ages: Ages): readonly Section[] {
  const { pod, owners, node, lastWords } = facts;
  const [first, ...others] = containerSections(pod, ages);
  return [
    ...(first === undefined ? [] : [first]),
    ...lastWordsSections(lastWords),
    ...eventsSection(facts, ages),
    ...others,
    conditionsSection(pod, ages),
    ownerSection(owners),
    nodeSection(pod, node, ages),
    podSection(pod, ages),
  ];
}

function eventsSection({ events, eventProblem }: PageFacts, ages: Ages): readonly Section[] {
  if (events === undefined) return [];
  if (events.length === 0) {
    return [{ title: "Events", lines: [[styled(`  ${eventProblem ?? "none"}`, { dim: true })]] }];
  }
  const columns = eventColumns(events, false);
  for (const { lastAt, firstAt } of events) for (const time of [lastAt, firstAt]) ages.of(time);
  return [{ title: "Events", lines: events.map((event) => [styled("  "), ...eventLine(event, columns, ages.now)]) }];
}

/** The sections one below the other after `lead`; of folded ones, by their titles, the title alone with how much is in them. */
export function pageLines(
  lead: readonly StyledLine[],
  sections: readonly Section[],
  folded: ReadonlySet<string>,
): readonly StyledLine[] {
  const blocks = sections.map(({ title, lines }, index): readonly StyledLine[] => {
    const isFolded = folded.has(title);
    const key = index < 9 ? `${index + 1} ` : "";
    const count = isFolded ? ` (${lines.length} lines)` : "";
    const heading = [
      styled(key, { dim: true }),
      styled(title, { bold: true, underline: true }),
      styled(count, { dim: true }),
    ];
    return [heading, ...(isFolded ? [] : lines)];
  });
  return [lead, ...blocks]
    .filter((block) => block.length > 0)
    .flatMap((block, index) => (index === 0 ? block : [[], ...block]));
}
