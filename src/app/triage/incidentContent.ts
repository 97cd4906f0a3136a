import { type StyledLine, styled } from "../../table/look.ts";
import type { TextState } from "../dashboardView.ts";
import type { TextContent } from "../text/textContent.ts";
import { type TextLines, textLines } from "../text/textLines.ts";

/** An incident card as a text: it stays as it was taken, so that what is copied is what was read. */
export class IncidentContent implements TextContent {
  readonly kind = "incident card";
  readonly growsAtEnd = false;
  readonly wraps = true;
  readonly commands = [];
  readonly facts = ["c copies it, S saves it"];
  readonly fileEnding = "-incident.md";
  readonly subject: string;
  readonly state: TextState;
  readonly lines: TextLines;
  readonly #card: readonly string[];

  constructor(subject: string, state: TextState, card: readonly string[]) {
    this.subject = subject;
    this.state = state;
    this.#card = card;
    this.lines = textLines(card.map(lineOf));
  }

  text(): string {
    return this.#card.map((line) => `${line}\n`).join("");
  }

  steadyFor(): number {
    return Number.POSITIVE_INFINITY;
  }

  close(): void {}
}

/** What it is about stands out; commands and fences step back. */
function lineOf(line: string, index: number): StyledLine {
  if (index === 0 || /^\d+\. /.test(line)) return [styled(line, { bold: true })];
  if (/^(?:kubectl|podscope) /.test(line)) return [styled(line, { tone: "busy" })];
  return [styled(line, line === "```" || line === "```sh" ? { dim: true } : {})];
}
