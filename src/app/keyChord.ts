/**
 * A key by the name that people write in a configuration file: `j`, `G`, `ctrl-d`, `pageDown`, `space`, `?`.
 * The case of a letter is its shift: a terminal reports no other.
 */
export type KeyChord = Letter | Uppercase<Letter> | Digit | Mark | NamedKey | `ctrl-${ControlLetter}` | `alt-${Letter}`;

type Letter = (typeof letters)[number];
/** Ctrl with h, i, j or m arrives as Backspace, Tab or Enter, so those chords do not exist. */
type ControlLetter = Exclude<Letter, "h" | "i" | "j" | "m">;
type Digit = (typeof digits)[number];
type Mark = (typeof marks)[number];
type NamedKey = keyof typeof namedKeys;

// biome-ignore format: an alphabet on one line
const letters = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "w", "x", "y", "z"] as const;
const digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"] as const;
// biome-ignore format: the printable ASCII marks on one line
const marks = ["!", '"', "#", "$", "%", "&", "'", "(", ")", "*", "+", ",", "-", ".", "/", ":", ";", "<", "=", ">", "?", "@", "[", "\\", "]", "^", "_", "`", "{", "|", "}", "~"] as const;

/** Keys with a name, and how the screen shows them. */
const namedKeys = {
  up: "↑",
  down: "↓",
  left: "←",
  right: "→",
  home: "Home",
  end: "End",
  pageUp: "PgUp",
  pageDown: "PgDn",
  enter: "Enter",
  esc: "Esc",
  tab: "Tab",
  "shift-tab": "Shift-Tab",
  space: "Space",
  backspace: "Backspace",
  delete: "Del",
  "ctrl-left": "Ctrl-←",
  "ctrl-right": "Ctrl-→",
  f1: "F1",
  f2: "F2",
  f3: "F3",
  f4: "F4",
  f5: "F5",
  f6: "F6",
  f7: "F7",
  f8: "F8",
  f9: "F9",
  f10: "F10",
  f11: "F11",
  f12: "F12",
} as const;

/** What each chord looks like on the screen, `Ctrl-D`, `↓`, `?`. Holds every chord there is. */
const shown: ReadonlyMap<string, string> = new Map([
  ...letters.flatMap((letter): [string, string][] => [
    [letter, letter],
    [letter.toUpperCase(), letter.toUpperCase()],
    [`alt-${letter}`, `Alt-${letter.toUpperCase()}`],
  ]),
  ...letters
    .filter((letter) => !"hijm".includes(letter))
    .map((letter): [string, string] => [`ctrl-${letter}`, `Ctrl-${letter.toUpperCase()}`]),
  ...[...digits, ...marks].map((character): [string, string] => [character, character]),
  ...Object.entries(namedKeys),
]);

/** Other names that people use for the same keys, in lower case. */
const aliases: Readonly<Record<string, KeyChord>> = {
  escape: "esc",
  return: "enter",
  pgdown: "pageDown",
  " ": "space",
  backtab: "shift-tab",
};

/** Chords whose name is more than a character, by that name and by what the screen shows, in lower case. */
const byLowerCaseName: ReadonlyMap<string, string> = new Map(
  [...shown]
    .filter(([name]) => name.length > 1)
    .flatMap(([name, text]): [string, string][] => [
      [name.toLowerCase(), name],
      [text.toLowerCase(), name],
    ]),
);

function isKeyChord(name: string): name is KeyChord {
  return shown.has(name);
}

/** The chord that a person means by `name`: `Ctrl-D`, `^D`, `PgDn`, `↓`, `escape`, `G`. Undefined when there is no such key. */
export function keyChordFrom(name: string): KeyChord | undefined {
  if (isKeyChord(name)) return name;
  const lowerCase = name
    .toLowerCase()
    .replace(/^(?:(?:control|ctrl|c)[-+]|\^)(?=.)/, "ctrl-")
    .replace(/^(?:meta|alt)[-+](?=.)/, "alt-")
    .replace(/^shift\+(?=.)/, "shift-");
  const known = aliases[lowerCase] ?? byLowerCaseName.get(lowerCase);
  return known !== undefined && isKeyChord(known) ? known : undefined;
}

/** How the screen shows a chord: `Ctrl-D`, `↓`, `PgDn`. */
export function chordText(chord: KeyChord): string {
  return shown.get(chord) ?? chord;
}
