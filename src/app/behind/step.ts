import { plainText } from "../../base/plainText.ts";
import { labelledLine, signedLine } from "../../resources/page/section.ts";
import type { Tone } from "../../table/column.ts";
import { type StyledLine, styled } from "../../table/look.ts";

/** How far the way of the view has come at one of its steps. */
export type Standing = "done" | "doing" | "troubled" | "broken" | "notReached" | "notNeeded";

const looks: Readonly<Record<Standing, { readonly tone: Tone; readonly words: string }>> = {
  done: { tone: "good", words: "" },
  doing: { tone: "busy", words: "under way" },
  troubled: { tone: "warning", words: "in trouble" },
  broken: { tone: "bad", words: "BROKEN HERE" },
  notReached: { tone: "muted", words: "not reached" },
  notNeeded: { tone: "muted", words: "not needed" },
};

/** One step of the way. */
export interface Step {
  readonly title: string;
  /** For whoever learns: one sentence. */
  readonly explanation: string;
  readonly standing: Standing;
  /** What is worth knowing of it, as lines of a page. */
  readonly lines: readonly StyledLine[];
}

/** A step as lines: how it stands, what it is, and what is known of it. `number` counts from 1. */
export function stepLines({ title, explanation, standing, lines }: Step, number: number): readonly StyledLine[] {
  const { tone, words } = looks[standing];
  return [signedLine(tone, `${number} ${title}`, words), [styled(`    ${explanation}`, { dim: true })], ...lines];
}

/** So that a line with its label fits a screen of 80 columns. */
const mostLetters = 63;

/** `    answer    200`, the words made safe, in as many lines as they need; none when there are no words. */
export function toldLines(label: string, words: string): readonly StyledLine[] {
  return folded(plainText(words)).flatMap((line, index) => labelledLine(index === 0 ? label : "", line));
}

function folded(words: string): readonly string[] {
  const lines: string[] = [];
  for (const word of words.split(" ")) {
    const last = lines.at(-1);
    const isRoom = last !== undefined && last.length + 1 + word.length <= mostLetters;
    if (isRoom) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** The same for what is wrong. */
export function troubleLines(label: string, words: string): readonly StyledLine[] {
  return toldLines(label, words).map(([name, ...rest]) => [
    ...(name === undefined ? [] : [name]),
    ...rest.map(({ text }) => styled(text, { tone: "bad" as const })),
  ]);
}
