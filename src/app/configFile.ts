import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, type YAMLMap } from "yaml";
import { plainText } from "../base/plainText.ts";
import { type Config, defaultConfig } from "./config.ts";
import { type KeyChord, keyChordFrom } from "./keyChord.ts";

/** What is wrong with one place of the file, as a sentence that names the line. The rest applies. */
export type ConfigProblem = string;

/** Reads `config.yaml`. Whatever cannot be used is said in `problems` and left out. `commandIds` are the names under `keys`. */
export function configFrom(
  text: string,
  commandIds: ReadonlySet<string>,
  fileName = "config.yaml",
): { readonly config: Config; readonly problems: readonly ConfigProblem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false });
  const problems: ConfigProblem[] = [];
  const say = (offset: number, problem: string) =>
    problems.push(`${fileName} line ${lines.linePos(offset).line}: ${plainText(problem)}`);

  const broken = document.errors[0];
  if (broken !== undefined) {
    say(broken.pos[0], `${broken.message.split(/ at line|[;\n]/)[0] ?? "not YAML"}; the whole file is ignored`);
    return { config: defaultConfig, problems };
  }
  const root = document.contents;
  if (root === null) return { config: defaultConfig, problems };
  if (!isMap(root)) {
    say(startOf(root), "expected settings such as `mouse: true`; the whole file is ignored");
    return { config: defaultConfig, problems };
  }

  sayRepeated(root, say);
  let config = defaultConfig;
  for (const pair of root.items) {
    const name = nameOf(pair);
    if (isSetting(name)) config = { ...config, [name]: settings[name](pair.value, { name, commandIds, say }) };
    else say(startOf(pair.key), `unknown setting "${name}"; there are ${listed(Object.keys(settings))}`);
  }
  return { config, problems };
}

/** Where a value stands, and what else it is read by. */
interface Reading {
  readonly name: keyof Config;
  readonly commandIds: ReadonlySet<string>;
  readonly say: Say;
}

/** How each setting is read. What cannot be used is said, and what the setting is without it returned. */
const settings: { readonly [Name in keyof Config]: (value: unknown, reading: Reading) => Config[Name] } = {
  allowWrites: contextsFrom,
  bell: flagFrom,
  foldDone: flagFrom,
  keys: keysFrom,
  metrics: flagFrom,
  mouse: flagFrom,
  wide: flagFrom,
};

function isSetting(name: string): name is keyof Config {
  return Object.hasOwn(settings, name);
}

function listed(names: readonly string[]): string {
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

function flagFrom(value: unknown, { name, say }: Reading): boolean {
  if (isScalar(value) && typeof value.value === "boolean") return value.value;
  say(startOf(value), `${name} must be true or false`);
  return defaultConfig[name] === true;
}

/** Says a problem of the place `offset` characters from the start. */
type Say = (offset: number, problem: string) => void;

function sayRepeated(map: YAMLMap, say: Say): void {
  const seen = new Set<string>();
  for (const pair of map.items) {
    const name = nameOf(pair);
    if (seen.has(name)) say(startOf(pair.key), `${name} is there twice; the later one counts`);
    seen.add(name);
  }
}

/** What is no name of a context allows nothing. */
function contextsFrom(value: unknown, { say }: Reading): Config["allowWrites"] {
  const items = isSeq(value) ? value.items : [value];
  return items.flatMap((item) => {
    // A name may look like a number.
    const name = isScalar(item) && typeof item.value !== "boolean" ? (item.source ?? `${item.value ?? ""}`) : "";
    if (name !== "" && item !== null) return [name];
    say(startOf(item), 'allowWrites takes names of contexts, as in [staging, "kind-*"]');
    return [];
  });
}

function keysFrom(value: unknown, { commandIds, say }: Reading): Config["keys"] {
  const keys = new Map<string, readonly KeyChord[]>();
  if (!isMap(value)) {
    if (!isScalar(value) || value.value !== null) say(startOf(value), "keys must be commands with their keys");
    return keys;
  }
  sayRepeated(value, say);
  const owners = new Map<KeyChord, string>();
  for (const pair of value.items) {
    const command = nameOf(pair);
    if (!commandIds.has(command)) {
      say(startOf(pair.key), `unknown command "${command}"; the help (?) and the README list them`);
      continue;
    }
    const chords: KeyChord[] = [];
    for (const item of isSeq(pair.value) ? pair.value.items : [pair.value]) {
      const chord = chordFrom(item, command, say);
      if (chord === undefined) continue;
      const owner = owners.get(chord);
      if (owner !== undefined && owner !== command) {
        say(startOf(item), `key "${chord}" is already given to ${owner}`);
        continue;
      }
      owners.set(chord, command);
      chords.push(chord);
    }
    // A command whose every key was refused keeps its own: a typing error must not take a key away.
    const wantsNone = isSeq(pair.value) && pair.value.items.length === 0;
    if (chords.length > 0 || wantsNone) keys.set(command, chords);
  }
  return keys;
}

function chordFrom(item: unknown, command: string, say: Say): KeyChord | undefined {
  // A bare digit is a number to YAML, and ~ is null: both mean the key.
  const name = isScalar(item) ? (item.source ?? `${item.value}`) : `${item}`.trim();
  const chord = keyChordFrom(name);
  if (name === "") say(startOf(item), `${command} has no key; write marks in quotes, as in "#"`);
  else if (chord === undefined) say(startOf(item), `unknown key "${name}"`);
  else if (chord === "ctrl-c") say(startOf(item), 'key "ctrl-c" always quits');
  else return chord;
  return undefined;
}

function nameOf(pair: Pair<unknown, unknown>): string {
  return isScalar(pair.key) ? `${pair.key.value}` : `${pair.key}`;
}

function startOf(node: unknown): number {
  return isNodeWithRange(node) ? (node.range?.[0] ?? 0) : 0;
}

function isNodeWithRange(node: unknown): node is Node {
  return typeof node === "object" && node !== null && "range" in node;
}
