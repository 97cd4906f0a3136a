import type { Choice } from "../pickerLayer.ts";
import type { Prompt } from "../promptLayer.ts";
import { problemsOf } from "../text/searchPrompt.ts";
import { patternOf } from "../text/textSearch.ts";

/** Takes effect as it is typed, and Esc brings back the one before. */
export function logFilterPrompt(before: string, apply: (text: string) => void): Prompt {
  return {
    label: "filter: ",
    hint: "words, /regex/, or ! and what must not be in it",
    start: before,
    problems: (text) => problemsOf(patternTextOf(text)),
    onEdit: (text) => {
      if (problemsOf(patternTextOf(text)).length === 0) apply(text);
    },
    onEnter: () => {},
    onEscape: () => apply(before),
  };
}

/** Whether the letters of a line pass; undefined lets all pass. */
export function logFilterOf(text: string): ((letters: string) => boolean) | undefined {
  const pattern = patternOf(patternTextOf(text));
  if (pattern === undefined) return undefined;
  const isWanted = !text.startsWith("!");
  return (letters) => pattern.isIn(letters) === isWanted;
}

function patternTextOf(text: string): string {
  return text.startsWith("!") ? text.slice(1) : text;
}

const minute = 60;
const spans: readonly { readonly text: string; readonly seconds: number | undefined }[] = [
  { text: "the last minute", seconds: minute },
  { text: "the last 5 minutes", seconds: 5 * minute },
  { text: "the last 15 minutes", seconds: 15 * minute },
  { text: "the last hour", seconds: 60 * minute },
  { text: "the last 6 hours", seconds: 360 * minute },
  { text: "the last day", seconds: 1_440 * minute },
  { text: "the newest lines, whenever they were written", seconds: undefined },
];

/** `now` is in seconds, undefined for the newest lines. */
export function sinceChoice(now: number | undefined, choose: (seconds: number | undefined) => void): Choice {
  return {
    title: "Logs of",
    hint: () => "Enter chooses, Esc goes back",
    entries: () =>
      spans.map(({ text, seconds }) => ({
        value: String(seconds),
        text,
        detail: "",
        current: seconds === now,
        recent: false,
      })),
    choose: (value) => choose(spans.find(({ seconds }) => String(seconds) === value)?.seconds),
  };
}
