import type { PromptView } from "../app/dashboardView.ts";
import { betweenEdges, type Line, span, spansWidth } from "./spans.ts";
import { cutEnd } from "./textFit.ts";
import { typedLine } from "./typedLine.ts";

const shortestAside = 8;

/** The line that is being typed, with its cursor; on the right why a part of it does not parse, or the hint. */
export function promptLine(prompt: PromptView, columns: number): Line {
  const label = span(`${prompt.label} `, { bold: true });
  const room = Math.max(1, columns - spansWidth([label]));
  const typedWidth = spansWidth(typedLine(prompt, Number.POSITIVE_INFINITY));
  const aside = asideWithin(prompt, room - Math.min(typedWidth, Math.floor(room / 2)) - 2);
  const typedRoom = aside.length === 0 ? room : room - spansWidth(aside) - 2;
  return betweenEdges([label, ...typedLine(prompt, typedRoom)], aside, columns);
}

/** The reason at the cursor, else the first one: never more than one at a time. */
function asideWithin({ errors, cursor, hint }: PromptView, columns: number): Line {
  if (columns < shortestAside) return [];
  const error = errors.find(({ start, end }) => cursor >= start && cursor <= end) ?? errors[0];
  if (error !== undefined) return [span(cutEnd(error.reason, columns), { tone: "bad" })];
  return hint === "" ? [] : [span(cutEnd(hint, columns), { dim: true })];
}
