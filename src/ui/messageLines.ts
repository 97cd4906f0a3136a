import type { MessageView } from "../app/dashboardView.ts";
import { type Line, span } from "./spans.ts";
import { wrapped } from "./textFit.ts";

/** Longer lines are hard to read. */
const readableColumns = 76;

/** What is the matter and the way out, in the place of the table: at most `lines` lines of at most `columns`. */
export function messageLines(message: MessageView, columns: number, lines: number): readonly Line[] {
  const width = Math.max(1, Math.min(columns, readableColumns));
  const title = wrapped(message.title, width).map((text): Line => [span(text, { tone: message.tone, bold: true })]);
  const sentences = message.sentences.map((sentence) => wrapped(sentence, width).map((text): Line => [span(text)]));
  // A command is never broken at our width: people copy it. Ink cuts it at the edge of the screen.
  const commands = message.commands.map((command): Line => [span("$ ", { dim: true }), span(command, { bold: true })]);
  const blank: Line = [];
  const roomy = [blank, ...title, blank, ...sentences.flat(), ...(commands.length > 0 ? [blank, ...commands] : [])];
  if (roomy.length <= lines) return roomy;
  return [...title, ...sentences.flat(), ...commands].slice(0, lines);
}
