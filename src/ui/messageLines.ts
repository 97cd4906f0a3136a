import type { MessageView } from "../app/dashboardView.ts";
import { widthOf } from "../table/textWidth.ts";
import { type Line, span } from "./spans.ts";
import { wrapped } from "./textFit.ts";

/** Longer lines are hard to read. */
const readableColumns = 76;

/** Between ways out that stand in one sentence: `r: try again now   q: quit`. */
const betweenWays = "   ";

/** What is the matter and the way out, in the place of the table: at most `lines` lines of at most `columns`. */
export function messageLines(message: MessageView, columns: number, lines: number): readonly Line[] {
  const width = Math.max(1, Math.min(columns, readableColumns));
  const title = wrapped(message.title, width).map((text): Line => [span(text, { tone: message.tone, bold: true })]);
  const sentences = message.sentences.map((sentence) => sentenceLines(sentence, width));
  // A command is never broken at our width: people copy it. It is cut at the edge of the screen.
  const commands = message.commands.map((command): Line => [span("$ ", { dim: true }), span(command, { bold: true })]);
  const blank: Line = [];
  const roomy = [blank, ...title, blank, ...sentences.flat(), ...(commands.length > 0 ? [blank, ...commands] : [])];
  if (roomy.length <= lines) return roomy;
  return tightly([...title, ...sentences.slice(0, -1).flat()], [...(sentences.at(-1) ?? []), ...commands], lines);
}

/** A sentence of ways out is broken between them. */
function sentenceLines(sentence: string, columns: number): readonly Line[] {
  const lines: string[] = [];
  for (const way of sentence.split(betweenWays)) {
    const longer = lines.length === 0 ? way : `${lines.at(-1)}${betweenWays}${way}`;
    if (lines.length > 0 && widthOf(longer) <= columns) lines.splice(-1, 1, longer);
    else lines.push(...wrapped(way, columns));
  }
  return lines.map((text) => [span(text)]);
}

/** The explanation gives way to the way out, but not more than half of the lines. */
function tightly(why: readonly Line[], wayOut: readonly Line[], lines: number): readonly Line[] {
  const shown = why.slice(0, Math.max(lines - wayOut.length, Math.ceil(lines / 2)));
  const last = shown.at(-1);
  const cut =
    last === undefined || shown.length === why.length ? shown : [...shown.slice(0, -1), [...last, span(" …")]];
  return [...cut, ...wayOut.slice(0, lines - cut.length)];
}
