import type { HeaderView } from "../app/dashboardView.ts";
import type { Tone } from "../table/column.ts";
import { widthOf } from "../table/textWidth.ts";
import { betweenEdges, joinWhileFitting, type Line, span, spansWidth } from "./spans.ts";
import { cutEnd, cutMiddle } from "./textFit.ts";

/** One sign a tone, so that the state is readable without colour. */
const signs: Readonly<Record<Tone, string>> = {
  normal: "●",
  good: "●",
  busy: "◌",
  warning: "▲",
  bad: "✕",
  muted: "○",
};

/** Columns in which what is cut still says something. */
const leastOfCut = 14;
const separator = span(" · ", { dim: true });

/** Where we are and whether it is true now: `prod · shop          ● live  verified 10:22:31`. */
export function placeLine(header: HeaderView, columns: number): Line {
  const right = hasRoomForDetail(header, columns) ? [...stateOf(header), ...detailOf(header, "  ")] : stateOf(header);
  const room = roomBesideMark(header, columns);
  const names = namesWithin(placeOf(header), Math.max(0, room - spansWidth(right) - 2));
  const [context = "", namespace] = names;
  const left = [span(context, { bold: true })];
  if (namespace !== undefined) left.push(separator, span(namespace, { bold: true }));
  return [...markOf(header), ...betweenEdges(left, right, room)];
}

/** Before everything else, and nothing makes it shorter: nobody may take these clusters for others. */
function markOf({ mark }: HeaderView): Line {
  return mark === "" ? [] : [span(` ${mark} `, { tone: "busy", bold: true, inverse: true }), span(" ")];
}

function roomBesideMark(header: HeaderView, columns: number): number {
  return columns - spansWidth(markOf(header));
}

function placeOf({ context, namespace }: HeaderView): readonly string[] {
  return [context, namespace].filter((name) => name !== "");
}

function stateOf({ state: { text, tone } }: HeaderView): Line {
  return [span(`${signs[tone]} ${text}`, { tone, bold: true })];
}

function detailOf({ detail }: HeaderView, before: string): Line {
  return detail === "" ? [] : [span(before + detail, { dim: true })];
}

/** The detail may cost the names a part of their middle, but not more than that. */
function hasRoomForDetail(header: HeaderView, columns: number): boolean {
  const around = spansWidth([...stateOf(header), ...detailOf(header, "  ")]) + 2;
  const room = roomBesideMark(header, columns) - around;
  return room >= Math.min(widthOf(placeOf(header).join(" · ")), 24);
}

/** The names shortened in their middle until they fit, the longer one first. */
function namesWithin(names: readonly string[], columns: number): readonly string[] {
  const excess = widthOf(names.join(" · ")) - columns;
  if (excess <= 0) return names;
  const [first = "", second] = names;
  if (second === undefined) return [cutMiddle(first, columns)];
  const room = columns - 3;
  if (room < 9) return [cutMiddle(second, columns)];
  const secondWidth = Math.min(widthOf(second), Math.max(room - widthOf(first), Math.floor(room / 2)));
  return [cutMiddle(first, room - secondWidth), cutMiddle(second, secondWidth)];
}

/** What stands behind it: cluster, user, version, server on the left; on the right warnings, modes, and the detail that had no room. */
export function accessLine(header: HeaderView, columns: number): Line {
  const detail = hasRoomForDetail(header, columns) ? [] : detailOf(header, "");
  // How old the rows are comes before a filter only when they are old.
  const isWell = header.state.tone === "good" || header.state.tone === "muted";
  const modes = modesWithin(
    header,
    isWell || detail.length === 0 ? columns : columns - spansWidth([...detail, separator]),
  );
  const badges = joinWhileFitting(isWell ? [...modes, detail] : [detail, ...modes], " · ", columns);
  const room = columns - (badges.length === 0 ? 0 : spansWidth(badges) + 2);
  return betweenEdges(accessWithin(header, room), badges, columns);
}

/** A filter is cut to the room that is left for it: what it leaves must not look like all there is. */
function modesWithin({ badges }: HeaderView, columns: number): readonly Line[] {
  let room = columns;
  return badges.map(({ text, tone, mayBeCut }): Line => {
    const fitting = mayBeCut === true && room >= leastOfCut ? cutEnd(text, room) : text;
    room -= widthOf(fitting) + spansWidth([separator]);
    return [span(fitting, { tone })];
  });
}

/** Shortens the long names before it leaves out the server, then the version, then the cluster. */
function accessWithin(header: HeaderView, columns: number): Line {
  const facts = [
    { text: header.user, before: "as ", isName: true },
    { text: header.cluster === header.context ? "" : header.cluster, before: "cluster ", isName: true },
    { text: header.version, before: "", isName: false },
    { text: header.server, before: "", isName: false },
  ].filter(({ text }) => text !== "");
  for (let count = facts.length; count > 0; count--) {
    for (const longest of [Number.POSITIVE_INFINITY, 40, 24, 14]) {
      const line = facts.slice(0, count).flatMap(({ text, before, isName }, index): Line => {
        const fact = span(before + (isName ? cutMiddle(text, longest) : text), { dim: true });
        return index === 0 ? [fact] : [separator, fact];
      });
      if (spansWidth(line) <= columns) return line;
    }
  }
  return [];
}
