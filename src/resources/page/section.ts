import { plainText } from "../../base/plainText.ts";
import type { Tone } from "../../table/column.ts";
import { type StyledLine, styled } from "../../table/look.ts";
import { durationSteadyFor, durationText } from "../duration.ts";

/** A part of a page with a title. */
export interface Section {
  readonly title: string;
  readonly lines: readonly StyledLine[];
}

/** Says ages of one moment, and knows for how long they stay the same. `now` is the server's clock, milliseconds since the epoch. */
export class Ages {
  readonly now: number;
  /** Milliseconds until one of those that were said is another text; Infinity when none was. */
  steadyFor = Number.POSITIVE_INFINITY;

  constructor(now: number) {
    this.now = now;
  }

  /** What was said is another text in `ms` milliseconds. */
  holdFor(ms: number): void {
    this.steadyFor = Math.min(this.steadyFor, ms);
  }

  /** `3m12s`; `unknown` for NaN. */
  of(time: number): string {
    if (Number.isNaN(time)) return "unknown";
    this.holdFor(durationSteadyFor(this.now - time));
    return durationText(this.now - time);
  }
}

/** One sign a tone, so that nothing lives by colour alone. */
const signs: Readonly<Record<Tone, string>> = {
  normal: " ",
  good: "●",
  busy: "◌",
  warning: "▲",
  bad: "✕",
  muted: "○",
};

/** A line that begins with the sign of how it stands: `✕ main  waiting: CrashLoopBackOff`. */
export function signedLine(tone: Tone, name: string, words: string): StyledLine {
  const look = tone === "good" || tone === "normal" ? {} : { tone };
  return [
    styled(`${signs[tone]} `, { tone }),
    styled(name, { bold: true }),
    styled(words === "" ? "" : `  ${words}`, look),
  ];
}

const labelColumns = 10;
/** So that a line with its label fits a screen of 80 columns. */
const mostLetters = 63;

/** `    image     registry.demo/shop/web:v1`; nothing when there is nothing to say. */
export function labelledLine(label: string, words: string): readonly StyledLine[] {
  return words === "" ? [] : [[styled(`    ${label.padEnd(labelColumns)}`, { dim: true }), styled(words)]];
}

/** As labelledLine, the words made safe and in as many lines as they need. */
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
