import { type KeyChord, keyChordFrom } from "../app/keyChord.ts";

/** One thing that a person did at the terminal. */
export type InputEvent =
  /** `text` is what the key types, if it types anything. */
  | { readonly kind: "key"; readonly chord: KeyChord | undefined; readonly text: string | undefined }
  | { readonly kind: "paste"; readonly text: string }
  /** `line` and `column` count from 0. */
  | { readonly kind: "click"; readonly line: number; readonly column: number }
  /** Negative is up. */
  | { readonly kind: "wheel"; readonly lines: number };

/** Final bytes of cursor and function keys (xterm ctlseqs, "PC-Style Function Keys"). */
const lettered: Readonly<Record<string, KeyChord>> = {
  A: "up",
  B: "down",
  C: "right",
  D: "left",
  H: "home",
  F: "end",
  P: "f1",
  Q: "f2",
  R: "f3",
  S: "f4",
  Z: "shift-tab",
};

const numbered: Readonly<Record<string, KeyChord>> = {
  "1": "home",
  "3": "delete",
  "4": "end",
  "5": "pageUp",
  "6": "pageDown",
  "7": "home",
  "8": "end",
  "11": "f1",
  "12": "f2",
  "13": "f3",
  "14": "f4",
  "15": "f5",
  "17": "f6",
  "18": "f7",
  "19": "f8",
  "20": "f9",
  "21": "f10",
  "23": "f11",
  "24": "f12",
};

const controls: Readonly<Record<string, KeyChord>> = {
  "\r": "enter",
  "\n": "enter",
  "\r\n": "enter",
  "\t": "tab",
  "\u001b": "esc",
  "\u007f": "backspace",
  "\b": "backspace",
  " ": "space",
};

/**
 * One whole escape sequence (ECMA-48 5.4, xterm ctlseqs): a mouse report (SGR, or the old one of three bytes), a function
 * key of the Linux console, a control sequence, an application key, an answer that a program before us asked for, or a
 * key pressed with Alt.
 */
export const sequence =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what this expression reads
  /^\u001b(?:\[<(\d+);(\d+);(\d+)([Mm])|\[M[\s\S]{3}|\[\[([A-E])|\[(?!M)([0-?]*)[ -/]*([@-~])|O\d*([ -~])|[\]P_^X][^\u0007\u001b]*(?:\u0007|\u001b\\)|([^\u001b[O\]P_^X]))/u;

/** The key or mouse event of a sequence that `sequence` matches. */
export function eventOf(match: RegExpExecArray): InputEvent | undefined {
  const [, button, column, line, end, console, parameters, final, application, alt] = match;
  if (button !== undefined) return mouseEvent(Number(button), Number(column), Number(line), end === "M");
  if (alt !== undefined) return altKey(alt);
  if (console !== undefined)
    return { kind: "key", chord: keyChordFrom(`f${console.charCodeAt(0) - 64}`), text: undefined };
  const [number = "", modifier = "", code = ""] = (parameters ?? "").split(";");
  if (final === "u") return codedKey(number, modifier);
  if (final === "~" && number === "27") return codedKey(code, modifier);
  const plain = final === "~" ? numbered[number] : lettered[final ?? application ?? ""];
  if (plain === undefined || isRelease(modifier)) return undefined;
  const chord = modifierBits(modifier) === control ? keyChordFrom(`ctrl-${plain}`) : plain;
  return { kind: "key", chord, text: undefined };
}

/** A key pressed with Alt. */
export function altKey(character: string): InputEvent {
  return { kind: "key", chord: keyChordFrom(`alt-${character}`), text: undefined };
}

const shift = 1;
const alt = 2;
const control = 4;

/** A modifier parameter is one more than its bits; what stands behind a colon is the kind of event. */
function modifierBits(parameter: string): number {
  return Math.max(0, Number.parseInt(parameter, 10) - 1 || 0) & (shift | alt | control);
}

/** Keys going up are reported by terminals that were asked to (kitty keyboard protocol, event types). */
function isRelease(modifier: string): boolean {
  return modifier.endsWith(":3");
}

/** A key by its code point, as `CSI u` and xterm's modifyOtherKeys write it: some people turn those on for good. */
function codedKey(code: string, modifier: string): InputEvent | undefined {
  const point = Number.parseInt(code, 10);
  // Codes of keys without a character lie in the private use area.
  if (!(point < 0xe000) || isRelease(modifier)) return undefined;
  const character = String.fromCodePoint(point);
  const bits = modifierBits(modifier);
  if ((bits & control) !== 0) return { kind: "key", chord: keyChordFrom(`ctrl-${character}`), text: undefined };
  if ((bits & alt) !== 0) return altKey(character);
  if (character === "\t" && bits === shift) return { kind: "key", chord: "shift-tab", text: undefined };
  return typed(bits === shift ? character.toUpperCase() : character);
}

/** All of a mouse report's button but its modifiers (xterm ctlseqs, "Mouse Tracking"). */
const buttonBits = 0b1110_0011;
const leftButton = 0;
const wheelUp = 64;
const wheelDown = 65;

function mouseEvent(report: number, column: number, line: number, isPress: boolean): InputEvent | undefined {
  switch (report & buttonBits) {
    case wheelUp:
      return { kind: "wheel", lines: -1 };
    case wheelDown:
      return { kind: "wheel", lines: 1 };
    case leftButton:
      return isPress ? { kind: "click", line: line - 1, column: column - 1 } : undefined;
    default:
      return undefined;
  }
}

/** What a person typed: one character, or one grapheme. */
export function typed(text: string): InputEvent {
  const key = controls[text];
  if (key !== undefined) return { kind: "key", chord: key, text: text === " " ? text : undefined };
  const code = text.charCodeAt(0);
  if (code < 32) return { kind: "key", chord: keyChordFrom(`ctrl-${String.fromCharCode(code + 96)}`), text: undefined };
  return { kind: "key", chord: keyChordFrom(text), text };
}
