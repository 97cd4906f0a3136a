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
  "\t": "tab",
  "\u001b": "esc",
  "\u007f": "backspace",
  "\b": "backspace",
  " ": "space",
};

const pasteStart = "\u001b[200~";
const pasteEnd = "\u001b[201~";
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what this expression reads
const sequence = /^\u001b(?:\[<(\d+);(\d+);(\d+)([Mm])|\[([\d;]*)([A-Za-z~])|O([A-Z])|([^\u001b[O]))/;
const graphemes = new Intl.Segmenter();

/** Turns what a terminal sends into events. Several keys may come in one chunk, and a paste in several. */
export class InputReader {
  #paste: string | undefined;

  read(chunk: string): readonly InputEvent[] {
    const events: InputEvent[] = [];
    let rest = chunk;
    while (rest !== "") {
      const { event, length } = this.#paste === undefined ? this.#next(rest) : this.#pasted(rest, this.#paste);
      if (event !== undefined) events.push(event);
      rest = rest.slice(length);
    }
    return events;
  }

  #pasted(rest: string, before: string): { event: InputEvent | undefined; length: number } {
    const end = rest.indexOf(pasteEnd);
    if (end === -1) {
      this.#paste = before + rest;
      return { event: undefined, length: rest.length };
    }
    this.#paste = undefined;
    return { event: { kind: "paste", text: before + rest.slice(0, end) }, length: end + pasteEnd.length };
  }

  #next(rest: string): { event: InputEvent | undefined; length: number } {
    if (rest.startsWith(pasteStart)) {
      this.#paste = "";
      return { event: undefined, length: pasteStart.length };
    }
    const match = sequence.exec(rest);
    if (match !== null) return { event: eventOf(match), length: match[0].length };
    const [first] = graphemes.segment(rest);
    const text = first?.segment ?? rest;
    return { event: typed(text), length: text.length };
  }
}

function eventOf(match: RegExpExecArray): InputEvent | undefined {
  const [, button, column, line, end, parameters, final, application, meta] = match;
  if (button !== undefined) return mouseEvent(Number(button), Number(column), Number(line), end === "M");
  if (meta !== undefined) return { kind: "key", chord: keyChordFrom(`alt-${meta}`), text: undefined };
  const [number = "", modifier = ""] = (parameters ?? "").split(";");
  const plain = final === "~" ? numbered[number] : lettered[final ?? application ?? ""];
  if (plain === undefined) return undefined;
  const chord = modifier === "5" ? keyChordFrom(`ctrl-${plain}`) : plain;
  return { kind: "key", chord, text: undefined };
}

/** SGR mouse reports: bit 6 is the wheel, its lowest bit the direction. */
function mouseEvent(button: number, column: number, line: number, isPress: boolean): InputEvent | undefined {
  if ((button & 64) !== 0) return { kind: "wheel", lines: (button & 1) === 0 ? -1 : 1 };
  return isPress && (button & 3) === 0 ? { kind: "click", line: line - 1, column: column - 1 } : undefined;
}

function typed(text: string): InputEvent {
  const control = controls[text];
  if (control !== undefined) return { kind: "key", chord: control, text: text === " " ? text : undefined };
  const code = text.charCodeAt(0);
  if (code < 32) return { kind: "key", chord: keyChordFrom(`ctrl-${String.fromCharCode(code + 96)}`), text: undefined };
  return { kind: "key", chord: keyChordFrom(text), text };
}
