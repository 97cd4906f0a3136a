import type { OverlayView, PickerItem } from "../app/dashboardView.ts";
import { boxLines, insideBox } from "./boxLines.ts";
import { betweenEdges, fitSpans, type Line, type Span, span, spansWidth } from "./spans.ts";
import { typedLine } from "./typedLine.ts";

export type PickerView = Extract<OverlayView, { kind: "picker" }>;

/** A framed list to choose from, `columns` wide: its title, the typed letters, the items, and the hint. */
export function pickerLines(picker: PickerView, columns: number): readonly Line[] {
  const inside = insideBox(columns);
  const typed: Line = [span("› ", { bold: true }), ...typedLine(picker, inside - 2)];
  const items = picker.items.map((item, index) => itemLine(item, index === picker.selected, picker.isWide, inside));
  const nothing: Line = [span("nothing matches", { dim: true })];
  const count = picker.items.length < picker.total ? `${picker.items.length} of ${picker.total}` : "";
  const lines = [typed, ...(items.length === 0 ? [nothing] : items)];
  return boxLines(lines, columns, { title: picker.title, foot: picker.hint, count });
}

/** What is about the item stands at the right edge; in a wide list, where it is long, behind the item, which it must not cut. */
function itemLine(item: PickerItem, isSelected: boolean, isWide: boolean, columns: number): Line {
  const note = item.current ? "current" : item.recent ? "recent" : "";
  const about = [item.detail, note].filter((word) => word !== "").join(" · ");
  const sign = span(isSelected ? "› " : "  ");
  const left = [sign, ...matchedSpans(item)];
  const right = about === "" ? [] : [span(about, { dim: true })];
  const line = isWide ? fitSpans([...left, span("  "), ...right], columns) : betweenEdges(left, right, columns);
  if (!isSelected) return line;
  const filled = [...line, span(" ".repeat(Math.max(0, columns - spansWidth(line))))];
  return filled.map(({ text, look }) => span(text, { ...look, dim: false, inverse: true }));
}

/** The letters that were found are underlined. */
function matchedSpans({ text, matched }: PickerItem): Line {
  const hits = new Set(matched);
  const spans: Span[] = [];
  let start = 0;
  for (let index = 1; index <= text.length; index++) {
    const isHit = hits.has(start);
    if (index < text.length && hits.has(index) === isHit) continue;
    spans.push(span(text.slice(start, index), isHit ? { underline: true, bold: true } : {}));
    start = index;
  }
  return spans;
}
