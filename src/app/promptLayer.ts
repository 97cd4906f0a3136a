import type { Layer } from "./layer.ts";
import { edit, insert, lineOf } from "./lineEditor.ts";
import type { TypedProblem } from "./scope.ts";

/** What a line is typed for. */
export interface Prompt {
  readonly label: string;
  /** Stands there while nothing is typed. */
  readonly hint: string;
  /** What is in the line when it opens. */
  readonly start: string;
  /** Parts of `text` that do not parse. */
  problems(text: string): readonly TypedProblem[];
  /** What Tab would put behind the end of `text`. */
  completion?(text: string): string;
  /** After each change of the text. */
  onEdit?(text: string): void;
  onEnter(text: string): void;
  onEscape?(): void;
  /** Lets go of what is followed while one types. */
  close?(): void;
}

/**
 * A line to type in, in the last line of the screen. Esc leaves it and takes back what it did, Backspace in an empty line leaves
 * it empty.
 */
export function promptLayer(prompt: Prompt): Layer {
  let line = lineOf(prompt.start);
  const completion = () => (line.cursor === line.text.length ? (prompt.completion?.(line.text) ?? "") : "");
  return {
    press: (chord, text) => {
      if (chord === "backspace" && line.text === "") return false;
      if (chord === "esc") {
        prompt.onEscape?.();
        return false;
      }
      if (chord === "enter") {
        prompt.onEnter(line.text);
        return false;
      }
      const before = line.text;
      if (chord === "tab") line = insert(line, completion());
      else line = (chord && edit(line, chord)) ?? (text === undefined ? line : insert(line, text));
      if (line.text !== before) prompt.onEdit?.(line.text);
      return true;
    },
    view: () => ({
      prompt: {
        label: prompt.label,
        text: line.text,
        cursor: line.cursor,
        errors: prompt.problems(line.text),
        completion: completion(),
        hint: line.text === "" ? prompt.hint : "",
      },
    }),
    close: () => prompt.close?.(),
  };
}
