import { type CommandProblem, commandFrom, completionOf, type KnownNames, type TypedCommand } from "./commandLine.ts";
import type { Prompt } from "./promptLayer.ts";
import { type Selectors, selectorsFrom, selectorsText, type TypedProblem } from "./scope.ts";

/** The filter: takes effect as it is typed, and Esc brings back the one before. `apply` returns what does not parse. */
export function filterPrompt(before: string, apply: (text: string) => readonly TypedProblem[]): Prompt {
  let problems = apply(before);
  const change = (text: string) => {
    problems = apply(text);
  };
  return {
    label: "/",
    hint: "words, !word, /regex/, status=Crash*, restarts>=5, age<2h, label:app=web",
    start: before,
    problems: () => problems,
    onEdit: change,
    onEnter: () => {},
    onEscape: () => change(before),
  };
}

/** Commands for hands that know k9s or vi. `run` gets what was understood, or the reason why nothing was. */
export function commandPrompt(
  names: () => KnownNames,
  run: (command: TypedCommand | CommandProblem) => void,
  close: () => void,
): Prompt {
  return {
    label: ":",
    hint: "ns NAME, ctx NAME, pods, q",
    start: "",
    problems: commandProblems,
    completion: (text) => completionOf(text, names()),
    onEnter: (text) => {
      // Wherever one goes now, these names are not needed there.
      close();
      const command = commandFrom(text);
      if (command !== undefined) run(command);
    },
    close,
  };
}

/** What is still being typed is not wrong yet: a first word, and a name that another letter makes right. */
function commandProblems(text: string): readonly TypedProblem[] {
  if (!/\s/.test(text.trimStart())) return [];
  const problem = problemOf(text);
  return problem === undefined || problemOf(`${text}x`) === undefined ? [] : [problem];
}

function problemOf(text: string): CommandProblem | undefined {
  const command = commandFrom(text);
  return command !== undefined && "reason" in command ? command : undefined;
}

/** What the server selects by. `apply` gets the selectors, `refuse` the reason why there are none. */
export function selectorsPrompt(
  before: Selectors,
  apply: (selectors: Selectors) => void,
  refuse: (reason: string) => void,
): Prompt {
  return {
    label: "server selects: ",
    hint: "-l app=web --field-selector spec.nodeName=n1",
    start: selectorsText(before),
    problems: (text) => selectorsFrom(text).problems,
    onEnter: (text) => {
      const { selectors, problems } = selectorsFrom(text);
      const [problem] = problems;
      if (problem === undefined) apply(selectors);
      else refuse(problem.reason);
    },
  };
}
