import { namespaceProblem } from "./scope.ts";

/** What a command line asks for. */
export type TypedCommand =
  | { readonly kind: "namespace"; readonly namespace: string | undefined }
  | { readonly kind: "chooseNamespace" }
  | { readonly kind: "context"; readonly context: string }
  | { readonly kind: "chooseContext" }
  /** All pods of the scope: what hides some is taken off. */
  | { readonly kind: "pods" }
  /** To a moment of a recording. */
  | { readonly kind: "at"; readonly time: string }
  /** To the first moment at which a pod begins to pass a filter; the last one again when it is empty. */
  | { readonly kind: "find"; readonly filter: string }
  | { readonly kind: "help" }
  | { readonly kind: "quit" };

/** A command line that means nothing, with the place and the reason. */
export interface CommandProblem {
  readonly start: number;
  readonly end: number;
  readonly reason: string;
}

interface CommandWord {
  /** The first is the one that is completed and shown; the others are for hands that know other programs. */
  readonly names: readonly [string, ...string[]];
  /** Names that can follow. */
  readonly argument: "namespace" | "context" | "words" | undefined;
  read(argument: string | undefined): TypedCommand;
}

const allNamespaces = new Set(["all", "*", "-A"]);
const namespaceOf = (name: string) => (allNamespaces.has(name) ? undefined : name);

const words: readonly CommandWord[] = [
  {
    names: ["ns", "namespace", "namespaces"],
    argument: "namespace",
    read: (name) =>
      name === undefined ? { kind: "chooseNamespace" } : { kind: "namespace", namespace: namespaceOf(name) },
  },
  {
    names: ["ctx", "context", "contexts"],
    argument: "context",
    read: (context) => (context === undefined ? { kind: "chooseContext" } : { kind: "context", context }),
  },
  {
    names: ["pods", "pod", "po"],
    argument: "namespace",
    read: (name) => (name === undefined ? { kind: "pods" } : { kind: "namespace", namespace: namespaceOf(name) }),
  },
  { names: ["at"], argument: "words", read: (time = "") => ({ kind: "at", time }) },
  { names: ["find"], argument: "words", read: (filter = "") => ({ kind: "find", filter }) },
  { names: ["help", "h"], argument: undefined, read: () => ({ kind: "help" }) },
  { names: ["q", "q!", "qa", "quit", "exit"], argument: undefined, read: () => ({ kind: "quit" }) },
];

/** Names to complete with. */
export interface KnownNames {
  readonly namespaces: readonly string[];
  readonly contexts: readonly string[];
}

/** Reads what stands behind `:`. Undefined for an empty line. */
export function commandFrom(text: string): TypedCommand | CommandProblem | undefined {
  const [word, argument, extra] = [...text.matchAll(/\S+/g)];
  if (word === undefined) return undefined;
  const command = words.find(({ names }) => names.includes(word[0].toLowerCase()));
  if (command === undefined) {
    const known = words.map(({ names: [name] }) => `:${name}`).join(" ");
    return { ...placeOf(word), reason: `there is no command ${word[0]}: ${known}` };
  }
  if (command.argument === "words") return command.read(text.slice(word.index + word[0].length).trim());
  const tooMuch = command.argument === undefined ? argument : extra;
  if (tooMuch !== undefined) return { ...placeOf(tooMuch), reason: `${word[0]} takes no ${tooMuch[0]}` };
  if (argument !== undefined && command.argument === "namespace" && !allNamespaces.has(argument[0])) {
    const reason = namespaceProblem(argument[0]);
    if (reason !== undefined) return { ...placeOf(argument), reason };
  }
  return command.read(argument?.[0]);
}

function placeOf(match: RegExpExecArray): { readonly start: number; readonly end: number } {
  return { start: match.index, end: match.index + match[0].length };
}

/** What Tab would put behind the end of the line: the rest of the first word or name that starts like the typed one. */
export function completionOf(text: string, { namespaces, contexts }: KnownNames): string {
  const typed = /^\s*(\S+)(\s+(\S*))?$/.exec(text);
  if (typed === null) return "";
  const [, word = "", gap, started = ""] = typed;
  if (gap === undefined)
    return restOf(
      word,
      words.map(({ names: [name] }) => name),
    );
  const command = words.find(({ names }) => names.includes(word.toLowerCase()));
  if (command?.argument === "namespace") return restOf(started, [...namespaces, "all"]);
  return command?.argument === "context" ? restOf(started, contexts) : "";
}

function restOf(started: string, names: readonly string[]): string {
  if (started === "" || names.includes(started)) return "";
  return names.find((name) => name.startsWith(started))?.slice(started.length) ?? "";
}
