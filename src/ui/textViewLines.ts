import type { HeaderView, TextView } from "../app/dashboardView.ts";
import { placeLine } from "./headerLines.ts";
import { betweenEdges, type Line, span } from "./spans.ts";
import { gutterColumns } from "./tableLine.ts";

/** What it is, and whether it is true: `prod · YAML of shop/web-1          ● live`. */
export function textTitle({ kind, subject, state }: TextView, header: HeaderView, columns: number): Line {
  const { text, tone, detail } = state;
  return placeLine({ ...header, namespace: `${kind} of ${subject}`, state: { text, tone }, detail }, columns);
}

/** The lines of the text, the one that the search is at with a sign; all of them dimmed when they may be old. */
export function textRows({ rows, state: { isStale } }: TextView): readonly Line[] {
  return rows.map(({ text, isFound }) => [
    isFound ? span("›".padEnd(gutterColumns), { bold: true }) : span(" ".repeat(gutterColumns)),
    ...text.map((piece) => span(piece.text, isStale ? { ...piece.look, dim: true } : piece.look)),
  ]);
}

/** What is worth knowing, and which lines of how many are in sight. */
export function textFacts({ facts, position }: Pick<TextView, "facts" | "position">, columns: number): Line {
  return betweenEdges([span(facts.join(" · "))], [span(position, { dim: true })], columns);
}
