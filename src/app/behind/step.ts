import { signedLine, toldLines } from "../../resources/page/section.ts";
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

/** How each step stands, in one line: `● kubeconfig  ✕ request  ○ identity`. */
export function overviewLine(standings: Readonly<Record<string, Standing>>): StyledLine {
  const pieces = Object.entries(standings).map(([name, standing]) => signedLine(looks[standing].tone, name, ""));
  return [styled("    "), ...pieces.flatMap((piece) => [...piece, styled("  ")]).slice(0, -1)];
}

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

/** As toldLines, for what is wrong. */
export function troubleLines(label: string, words: string): readonly StyledLine[] {
  return toldLines(label, words).map(([name, ...rest]) => [
    ...(name === undefined ? [] : [name]),
    ...rest.map(({ text }) => styled(text, { tone: "bad" as const })),
  ]);
}
