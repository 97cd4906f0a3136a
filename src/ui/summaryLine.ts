import type { SummaryItem } from "../app/dashboardView.ts";
import { grouped } from "../base/grouped.ts";
import type { TableFrame } from "../table/tableFrame.ts";
import { betweenEdges, type Line, span, spansWidth } from "./spans.ts";

/** Counts by status on the left, where we are among the rows on the right. */
export function summaryLine(summary: readonly SummaryItem[], frame: TableFrame, columns: number): Line {
  const place = [...(frame.parked ? [span("parked  ", { tone: "warning" })] : []), span(placeOf(frame), { dim: true })];
  const room = columns - spansWidth(place) - 2;
  return betweenEdges(countsWithin(summary, room), place, columns);
}

/** `1–19 of 120`, `12 of 100,000` under a filter; a table that is wholly on the screen needs no range, an empty one no count. */
function placeOf({ lines, top, shown, total }: TableFrame): string {
  if (total === 0) return "";
  const all = shown < total ? `${grouped(shown)} of ${grouped(total)}` : grouped(shown);
  if (lines.length >= shown || lines.length === 0) return all;
  return `${grouped(top + 1)}–${grouped(Math.min(shown, top + lines.length))} of ${all}`;
}

/** The counts say more than the keys, which are in the help too. */
function countsWithin(summary: readonly SummaryItem[], columns: number): Line {
  const counts = summary.map(({ label, count, tone }) => [span(`${label} ${grouped(count)}`, { tone })]);
  const withKeys = summary.map(({ key }, index): Line => {
    const words = counts[index] ?? [];
    return key === undefined ? words : [span(`${key} `, { dim: true }), ...words];
  });
  const whole = joined(withKeys);
  if (spansWidth(whole) <= columns) return whole;
  for (let shown = counts.length; shown > 0; shown--) {
    const missing = counts.length - shown;
    const line = joined(counts.slice(0, shown));
    const all = missing === 0 ? line : [...line, span(`  +${missing} more`, { dim: true })];
    if (spansWidth(all) <= columns) return all;
  }
  return [];
}

function joined(counts: readonly Line[]): Line {
  return counts.flatMap((count, index) => (index === 0 ? count : [span("  "), ...count]));
}
