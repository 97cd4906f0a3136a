import type { QuestionView } from "../app/dashboardView.ts";
import { widthOf } from "../table/textWidth.ts";
import { boxLines, insideBox } from "./boxLines.ts";
import { fitSpans, type Line, span } from "./spans.ts";
import { wrapped } from "./textFit.ts";

const gap = 2;

/** What is asked, framed; on a screen too low for the frame without it, what it is about before what can be answered. */
export function questionLines(question: QuestionView, columns: number, lines: number): readonly Line[] {
  const { title, tone, facts, answers } = question;
  const body = (width: number, between: readonly Line[]) => [
    ...pairs(
      facts.map(({ name, text, tone }) => ({ name: span(name, { dim: true }), text, tone })),
      width,
    ),
    ...between,
    ...pairs(
      answers.map(({ keys, title, tone }) => ({ name: span(keys, { bold: true }), text: title, tone })),
      width,
    ),
  ];
  const boxed = (between: readonly Line[]) =>
    boxLines(body(insideBox(columns), between), columns, { title, border: { tone, bold: true } });
  const frames = [boxed([[]]), boxed([])];
  const fitting = frames.find((frame) => frame.length <= lines);
  if (fitting !== undefined) return fitting;
  return body(columns, [])
    .slice(0, lines)
    .map((line) => filled(line, columns));
}

/** Names in a column of their own, each with its text beside it, in as many lines as that takes. */
function pairs(
  entries: readonly {
    readonly name: ReturnType<typeof span>;
    readonly text: string;
    readonly tone: QuestionView["tone"];
  }[],
  columns: number,
): readonly Line[] {
  const nameWidth = Math.max(0, ...entries.map(({ name }) => widthOf(name.text)));
  const room = Math.max(1, columns - nameWidth - gap);
  return entries.flatMap(({ name, text, tone }) =>
    wrapped(text, room).map((part, index): Line => {
      const head = index === 0 ? name : span("");
      const pad = " ".repeat(nameWidth - widthOf(head.text) + gap);
      return [head, span(pad), span(part, { tone })];
    }),
  );
}

/** As wide as the screen, so that nothing of the table shows through. */
function filled(line: Line, columns: number): Line {
  const fitted = fitSpans(line, columns);
  return [...fitted, span(" ".repeat(Math.max(0, columns - fitted.reduce((sum, { text }) => sum + widthOf(text), 0))))];
}
