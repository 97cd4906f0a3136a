import { commandFrom, completionOf, type KnownNames } from "./commandLine.ts";
import type { PromptView } from "./dashboardView.ts";
import type { KeyChord } from "./keyChord.ts";
import { type EditedLine, edit, insert } from "./lineEditor.ts";
import { selectorsFrom, type TypedProblem } from "./scope.ts";

/** The line that is being typed, and what it is for. */
export interface Prompt {
  readonly kind: "filter" | "command" | "selectors";
  readonly line: EditedLine;
  /** What Esc brings back. */
  readonly before: string;
}

/** What a prompt needs to know to be shown. */
export interface PromptKnowledge {
  readonly names: KnownNames;
  /** Parts of the filter that filter nothing. */
  readonly filterProblems: readonly TypedProblem[];
}

const labels: Readonly<Record<Prompt["kind"], string>> = { filter: "/", command: ":", selectors: "server selects: " };
const hints: Readonly<Record<Prompt["kind"], string>> = {
  filter: "words, !word, /regex/, status=Crash*, restarts>=5, age<2h, label:app=web",
  command: "ns NAME, ctx NAME, pods, q",
  selectors: "-l app=web --field-selector spec.nodeName=n1",
};

/** The prompt after a key or typed text; the same one when the key edits nothing. */
export function promptAfter(
  prompt: Prompt,
  chord: KeyChord | undefined,
  text: string | undefined,
  names: KnownNames,
): Prompt {
  if (chord === "tab" && prompt.kind === "command") {
    const { line } = prompt;
    const ghost = completionOf(line.text, names);
    return ghost === "" ? prompt : { ...prompt, line: insert({ ...line, cursor: line.text.length }, ghost) };
  }
  const line = (chord && edit(prompt.line, chord)) ?? (text === undefined ? prompt.line : insert(prompt.line, text));
  return line === prompt.line ? prompt : { ...prompt, line };
}

/** The prompt as it is drawn. */
export function promptView({ kind, line }: Prompt, { names, filterProblems }: PromptKnowledge): PromptView {
  const { text, cursor } = line;
  return {
    label: labels[kind],
    text,
    cursor,
    errors: problemsOf(kind, text, filterProblems),
    completion: kind === "command" && cursor === text.length ? completionOf(text, names) : "",
    hint: text === "" ? hints[kind] : "",
  };
}

function problemsOf(
  kind: Prompt["kind"],
  text: string,
  filterProblems: readonly TypedProblem[],
): readonly TypedProblem[] {
  if (kind === "filter") return filterProblems;
  return kind === "selectors" ? selectorsFrom(text).problems : commandProblems(text);
}

/** A first word that is still being typed is not wrong yet. */
function commandProblems(text: string): readonly TypedProblem[] {
  if (!/\s/.test(text.trimStart())) return [];
  const command = commandFrom(text);
  return command !== undefined && "reason" in command ? [command] : [];
}
