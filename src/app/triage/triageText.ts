import { counted } from "../../base/counted.ts";
import { grouped } from "../../base/grouped.ts";
import type { CauseGroup } from "../../resources/causes/causeGroups.ts";
import { sharedWords, sinceWords, workloadWords } from "../../resources/causes/groupWords.ts";
import type { SharedTrait } from "../../resources/causes/sharedTraits.ts";
import { toneOfHealth } from "../../resources/podTone.ts";
import { type StyledLine, styled } from "../../table/look.ts";
import { widthOf } from "../../table/textWidth.ts";
import type { TriageRow } from "../dashboardView.ts";
import { rowsOf } from "../text/cutLine.ts";
import { clockTime } from "../text/followedState.ts";
import { type Minute, sparkline } from "./sparkline.ts";

/** A group as it is shown. */
export interface ShownGroup {
  readonly group: CauseGroup;
  /** Undefined while it is not known. */
  readonly shared: readonly SharedTrait[] | undefined;
  readonly minutes: readonly Minute[];
}

/** What there is to say of all pods. */
export interface TriageState {
  readonly pods: number;
  readonly unhealthy: number;
  readonly causes: number;
  /** More pods are on their way. */
  readonly isLoading: boolean;
  /** What the pods are of: `context prod, all namespaces`. */
  readonly scope: string;
  /** `verified 14:02:11`. */
  readonly detail: string;
  /** As ShownCauses has it. */
  readonly watchedSince: number | undefined;
  readonly minutes: readonly Minute[];
}

/** Under the count and the health of a group. */
const indent = "     ";
const healthColumns = 8;

/** All pods, and the time axis of all counts below. */
export function titleRows(state: TriageState, columns: number): readonly TriageRow[] {
  const { pods, unhealthy, causes, isLoading, minutes } = state;
  const soFar = isLoading ? " so far" : "";
  const title =
    unhealthy === 0
      ? [styled(`No pod of ${grouped(pods)}${soFar} is unhealthy`, { bold: true, tone: isLoading ? "busy" : "good" })]
      : [
          styled(
            `${grouped(unhealthy)} of ${counted(pods, "pod")}${soFar} ${unhealthy === 1 ? "is" : "are"} unhealthy`,
            {
              bold: true,
            },
          ),
          styled(` · ${counted(causes, "cause")}`),
        ];
  const width = seriesColumns(columns);
  return [
    { left: title, right: sparkline(minutes, width), isChosen: false },
    { left: [], right: [styled(axis(width), { dim: true })], isChosen: false },
  ];
}

/** What was looked at, where there is nothing to show of it. */
export function wellRows({ scope, detail, isLoading }: TriageState): readonly TriageRow[] {
  if (isLoading) return [];
  return [`Looked at: ${scope}`, detail].filter((text) => text !== "").map((text) => rowOf([styled(text)]));
}

/** A group: what is wrong, whose pods these are and since when, and what they share. */
export function groupRows({ group, shared, minutes }: ShownGroup, look: GroupLook): readonly TriageRow[] {
  const { now, columns, isChosen } = look;
  const count = grouped(group.count).padStart(3);
  const head = [
    styled(`${count} ${group.health.padEnd(healthColumns)} `, { tone: toneOfHealth(group.health) }),
    styled(group.cause, { bold: true }),
  ];
  const facts = [sinceWords(group, now), workloadWords(group)].filter((words) => words !== "").join(" · ");
  const more = sharedWords(group, shared ?? [], now).flatMap((words) =>
    rowsOf([styled(words)], Math.max(1, columns - indent.length)),
  );
  return [
    rowOf(head, isChosen),
    {
      left: [styled(indent + facts, { dim: true })],
      right: sparkline(minutes, seriesColumns(columns)),
      isChosen: false,
    },
    ...more.map((line) => rowOf([styled(indent), ...line])),
  ];
}

export interface GroupLook {
  readonly now: number;
  readonly columns: number;
  readonly isChosen: boolean;
}

export function rowOf(left: StyledLine, isChosen = false): TriageRow {
  return { left, right: [], isChosen };
}

/** An hour in as many columns as there is room for. */
function seriesColumns(columns: number): number {
  return columns >= 130 ? 60 : columns >= 100 ? 30 : columns >= 60 ? 15 : 10;
}

function axis(columns: number): string {
  const [from, to] = ["60m ago", "now"];
  return columns < 15 ? to : from + to.padStart(columns - widthOf(from));
}

/** From when on the counts are those of all pods. */
export function knownWords({ watchedSince, isLoading, detail, unhealthy }: TriageState): string {
  if (isLoading) return "the list is still arriving";
  const seen = watchedSince === undefined ? detail : `all seen since ${clockTime(watchedSince)}`;
  return unhealthy === 0 ? seen : `${seen}; dim: those still unhealthy`;
}
