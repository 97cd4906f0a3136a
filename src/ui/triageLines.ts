import type { TriageRow, TriageView } from "../app/dashboardView.ts";
import { betweenEdges, type Line, span, spansWidth } from "./spans.ts";
import { gutterColumns } from "./tableLine.ts";

/** The rows in lines of `columns`, the chosen one turned round; all of them dimmed when they may be old. */
export function triageLines({ rows }: TriageView, isStale: boolean, columns: number): readonly Line[] {
  return rows.map((row) => triageLine(row, isStale, columns));
}

function triageLine({ left, right, isChosen }: TriageRow, isStale: boolean, columns: number): Line {
  const sign = span(isChosen ? "›".padEnd(gutterColumns) : " ".repeat(gutterColumns));
  const dimmed = (line: Line) =>
    line.map(({ text, look }) => span(text, isStale ? { ...look, bold: false, dim: true } : look));
  const line = betweenEdges([sign, ...dimmed(left)], dimmed(right), columns);
  if (!isChosen) return line;
  const filled = [...line, span(" ".repeat(Math.max(0, columns - spansWidth(line))))];
  return filled.map(({ text, look }) => span(text, { bold: look.bold === true, inverse: true }));
}
