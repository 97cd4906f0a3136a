import { chordText, type KeyChord } from "./keyChord.ts";

/** In the order of the help. */
export const commandGroups = ["Find", "Pod", "Change", "Time", "View", "Scope", "App", "Move"] as const;

export type CommandGroup = (typeof commandGroups)[number];

/** One thing that a key does. The handler, the footer, the help and the README's table all read this. */
export interface Command<Context> {
  /** For the configuration file: `sort.next`. */
  readonly id: string;
  readonly keys: readonly KeyChord[];
  /** What it does, in the imperative: `Sort by the next column`. */
  readonly title: string;
  readonly group: CommandGroup;
  /** The word for the footer, when it has a place there: `sort`. */
  readonly inFooter?: string;
  /** It keeps its place in the footer, dimmed, while it cannot be done. */
  readonly staysInFooter?: (context: Context) => boolean;
  /** Why it cannot be done now, as a sentence; undefined when it can. */
  readonly whyDisabled?: (context: Context) => string | undefined;
  /** `place` is the index of the pressed key among the command's keys. */
  readonly run: (context: Context, place: number) => void;
}

/** Commands by their keys. */
export interface Keymap<Context> {
  readonly commands: readonly Command<Context>[];
  /** Runs the command of a key; undefined when the key has none, else why it could not run, or nothing when it did. */
  run(chord: KeyChord, context: Context): { readonly refused: string | undefined } | undefined;
  /** The keys of a command as the screen shows them, for sentences such as `n: choose a namespace`. */
  keysOf(id: string): readonly string[];
}

/** @throws Error when two commands claim one key, or two have the same id: a mistake in the program, not of a user. */
export function keymapOf<Context>(commands: readonly Command<Context>[]): Keymap<Context> {
  const byChord = new Map<KeyChord, { readonly command: Command<Context>; readonly place: number }>();
  const ids = new Set<string>();
  for (const command of commands) {
    if (ids.has(command.id)) throw new Error(`two commands are called ${command.id}`);
    ids.add(command.id);
    for (const [place, chord] of command.keys.entries()) {
      const other = byChord.get(chord)?.command;
      if (other !== undefined) throw new Error(`${command.id} and ${other.id} both claim the key ${chord}`);
      byChord.set(chord, { command, place });
    }
  }
  return {
    commands,
    run: (chord, context) => {
      const bound = byChord.get(chord);
      if (bound === undefined) return undefined;
      const refused = bound.command.whyDisabled?.(context);
      if (refused === undefined) bound.command.run(context, bound.place);
      return { refused };
    },
    keysOf: (id) => commands.find((command) => command.id === id)?.keys.map(chordText) ?? [],
  };
}

/**
 * Gives commands the keys that the user chose. A key that is given to one command is taken from every other;
 * an empty list takes all keys from a command.
 */
export function rebound<Context>(
  commands: readonly Command<Context>[],
  chosen: ReadonlyMap<string, readonly KeyChord[]>,
): readonly Command<Context>[] {
  const taken = new Set(commands.flatMap(({ id }) => chosen.get(id) ?? []));
  return commands.map((command) => {
    const keys = chosen.get(command.id) ?? command.keys.filter((chord) => !taken.has(chord));
    return { ...command, keys };
  });
}

/** `j ↓`: the keys of a command as the screen shows them; three or more digits or function keys in a row as `1-9`. */
export function keysText(keys: readonly KeyChord[]): string {
  const [first, last] = [keys[0], keys.at(-1)];
  if (first === undefined || last === undefined) return "";
  const isRange = keys.length > 2 && keys.every((key, index) => numberOf(key) === numberOf(first) + index);
  return isRange ? `${chordText(first)}-${chordText(last)}` : keys.map(chordText).join(" ");
}

/** Digits, and after all of them the function keys; NaN for any other key. */
function numberOf(key: KeyChord): number {
  const [, letter, digits] = /^(f?)(\d+)$/.exec(key) ?? [];
  return digits === undefined ? Number.NaN : Number(digits) + (letter === "f" ? 100 : 0);
}

/** The help's groups, in the order of `commandGroups`; commands without a key, and groups without any, are left out. */
export function helpOf<Context>(commands: readonly Command<Context>[], context: Context) {
  const groups = commandGroups.map((group) => ({
    title: group,
    entries: commands
      .filter((command) => command.group === group && command.keys.length > 0)
      .map((command) => ({
        keys: keysText(command.keys),
        title: command.title,
        whyDisabled: command.whyDisabled?.(context),
      })),
  }));
  return groups.filter(({ entries }) => entries.length > 0);
}

/** The footer: what can be done now, with the first key of each, and what stays there dimmed. */
export function footerOf<Context>(commands: readonly Command<Context>[], context: Context) {
  return commands.flatMap(({ keys: [key], inFooter, whyDisabled, staysInFooter }) => {
    if (key === undefined || inFooter === undefined) return [];
    const item = { keys: chordText(key), title: inFooter };
    if (whyDisabled?.(context) === undefined) return [item];
    return staysInFooter?.(context) === true ? [{ ...item, isRefused: true }] : [];
  });
}

/** A Markdown table of all keys, for the README. */
export function keyTableOf<Context>(commands: readonly Command<Context>[]): string {
  const cell = (text: string) => text.replaceAll("|", "\\|");
  const rows = commandGroups.flatMap((group) =>
    commands
      .filter((command) => command.group === group)
      .map(({ keys, title, id }) => `| ${cell(keysText(keys))} | ${cell(title)} | \`${id}\` |`),
  );
  return ["| Keys | What they do | Name in config.yaml |", "|---|---|---|", ...rows].join("\n");
}
