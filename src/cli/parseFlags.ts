import { nearestNames } from "../base/nearestNames.ts";
import type { Flag } from "./flags.ts";
import { UsageError } from "./usageError.ts";

/** What a command line says: flags by their long name, in the order they came, and the words that are no flags. */
export interface ParsedFlags {
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly words: readonly string[];
}

/**
 * Takes a command line apart as kubectl does (spf13/pflag): `--name value`, `--name=value`, `-nvalue`, `-n=value`, `-Aw`,
 * on-off flags with `=true` or `=false`, `--` before words that begin with a dash. A flag without value has the value "true".
 * @throws UsageError
 */
export function parseFlags(argv: readonly string[], flags: readonly Flag[]): ParsedFlags {
  const values = new Map<string, string[]>();
  const words: string[] = [];
  const rest = argv.values();
  const take = (flag: Flag, shown: string, attached: string | undefined) => {
    const value = flag.value === undefined ? switchValue(shown, attached) : (attached ?? rest.next().value);
    if (value === undefined) throw new UsageError(`flag needs an argument: ${shown} ${flag.value}`);
    values.set(flag.name, [...(values.get(flag.name) ?? []), value]);
  };
  for (const word of rest) {
    if (word === "--") words.push(...rest);
    else if (word.startsWith("--")) {
      const [name = "", attached] = cutAt(word.slice(2), "=");
      const flag = flags.find((known) => known.name === name);
      if (flag === undefined) throw unknownFlag(name, flags);
      take(flag, `--${name}`, attached);
    } else if (word.startsWith("-") && word !== "-") {
      takeShorts(word, flags, take);
    } else words.push(word);
  }
  return { values, words };
}

/** The letters of `-Aw` or `-Anshop`: the first one that takes a value takes all that follows it. */
function takeShorts(
  word: string,
  flags: readonly Flag[],
  take: (flag: Flag, shown: string, attached: string | undefined) => void,
): void {
  let letters = word.slice(1);
  while (letters !== "") {
    const letter = letters.charAt(0);
    const flag = flags.find(({ short }) => short === letter);
    if (flag === undefined) throw new UsageError(`unknown shorthand flag: '${letter}' in ${word}`);
    const following = letters.slice(1);
    const isSwitch = flag.value === undefined && !following.startsWith("=");
    const attached = isSwitch || following === "" ? undefined : following.replace(/^=/, "");
    take(flag, `-${letter}`, attached);
    letters = isSwitch ? following : "";
  }
}

function switchValue(shown: string, attached: string | undefined): string {
  if (attached === undefined || /^(1|t|true)$/i.test(attached)) return "true";
  if (/^(0|f|false)$/i.test(attached)) return "false";
  throw new UsageError(`${shown} is on or off: "${attached}" is neither true nor false`);
}

function unknownFlag(name: string, flags: readonly Flag[]): UsageError {
  const [nearest] = nearestNames(
    name,
    flags.map((flag) => flag.name),
  );
  return new UsageError(`unknown flag: --${name}${nearest === undefined ? "" : `; did you mean --${nearest}?`}`);
}

function cutAt(text: string, mark: string): readonly [string, string?] {
  const at = text.indexOf(mark);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + mark.length)];
}
