/** Where a scalar is written. */
export interface ScalarPlace {
  /** Of its first sign, from 0. */
  readonly column: number;
  /** What its further lines start with; undefined where it must be one line, in a key. */
  readonly indent: string | undefined;
}

/** A scalar as go-yaml v2 writes it: as it is where that says the same, else quoted or as a block, folded at 80 columns. */
export function yamlScalar(value: unknown, place: ScalarPlace): string {
  if (typeof value !== "string") return String(value);
  const hasLines = value.includes("\n");
  if (hasLines && place.indent !== undefined && mayBeBlock(value)) return block(value, place.indent);
  if (hasLines || isReadOtherwise(value)) return folded(value, "double", place);
  if (mayBePlain(value)) return folded(value, "plain", place);
  return folded(value, mayBeSingleQuoted(value) ? "single" : "double", place);
}

/** The words of YAML 1.1 that are no text (go-yaml resolve.go). */
const otherWords: ReadonlySet<string> = new Set(
  [
    ["", "~", "null", "Null", "NULL", ".nan", ".NaN", ".NAN"],
    ["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"],
    ["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"],
    ["", "+", "-"].flatMap((sign) => [`${sign}.inf`, `${sign}.Inf`, `${sign}.INF`]),
  ].flat(),
);

const float = /^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/;
/** What Go's ParseFloat takes beside it when the text starts with a dot. */
const dotFloat = /^\.\d+(_?\d)*([eE][-+]?\d+)?$/;
/** Go's ParseInt with base 0: hexadecimal, binary, octal with and without `o`. */
const wholeNumber = /^[-+]?(0[xX][\da-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9]\d*)$/;
/** Numbers to the base 60 are quoted for other readers' sake (go-yaml encode.go, isBase60Float). */
const base60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const time =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:$|(?:[Tt](?=.*(?:Z|[-+]\d\d:\d\d)$)| (?=[^Z+-]*$))(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(?:Z|[-+]\d\d:\d\d)?$)/;

/** Plain, it would be a number, a truth value, a time or nothing. */
function isReadOtherwise(text: string): boolean {
  if (otherWords.has(text) || base60.test(text)) return true;
  if (/^\./.test(text)) return dotFloat.test(text);
  if (!/^[-+\d]/.test(text)) return false;
  return isTime(text) || isNumber(text.replaceAll("_", ""));
}

function isTime(text: string): boolean {
  const [year, month, day, ...clock] = (time.exec(text) ?? []).slice(1).map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  const [hour, minute, second] = clock.map((part) => (Number.isNaN(part) ? 0 : part));
  const isClock = (hour ?? 0) < 24 && (minute ?? 0) < 60 && (second ?? 0) < 60;
  const daysInMonth = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  return isClock && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth;
}

function isNumber(plain: string): boolean {
  if (float.test(plain)) return Number.isFinite(Number(plain));
  if (!wholeNumber.test(plain)) return false;
  const size = plain.replace(/^[-+]/, "").replace(/^0([0-7])/, "0o$1");
  const limit = plain.startsWith("-") ? 1n << 63n : (1n << 64n) - 1n;
  return BigInt(size) <= limit;
}

/** libyaml's analysis of a scalar (emitterc.go, yaml_emitter_analyze_scalar), a test for each of its findings. */
const special = /[^\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u;
const startsWithIndicator = /^(?:[#,[\]{}&*!|>'"%@`]|---|\.\.\.|[?:-](?:[ \t]|$))/;
const hasIndicator = /:(?: |$)| #/;

function isSpecial(text: string): boolean {
  return special.test(text) || / [\n\u2028\u2029]/.test(text);
}

function mayBePlain(text: string): boolean {
  const isOneLine = !/[\n\u2028\u2029]/.test(text) && !/^ | $/.test(text);
  return isOneLine && !isSpecial(text) && !startsWithIndicator.test(text) && !hasIndicator.test(text);
}

function mayBeSingleQuoted(text: string): boolean {
  return !isSpecial(text) && !/[\n\u2028\u2029] /.test(text);
}

function mayBeBlock(text: string): boolean {
  return !isSpecial(text) && !text.endsWith(" ");
}

function block(text: string, indent: string): string {
  const first = /^[ \n\u2028\u2029]/.test(text) ? "2" : "";
  const ends = /[\n\u2028\u2029]*$/.exec(text)?.[0].length ?? 0;
  const chomp = ends === 0 ? "-" : ends > 1 || text.length === 1 ? "+" : "";
  const lines = text.replace(/\n$/, "").replace(/(?<=^|[\n\u2028\u2029])(?=[^\n\u2028\u2029])/g, indent);
  return `|${first}${chomp}\n${lines}`;
}

type Style = "plain" | "single" | "double";

const quotes: Readonly<Record<Style, string>> = { plain: "", single: "'", double: '"' };
const foldAfter = 80;

/** Writes a text in one of the flow styles; a single space behind column 80 becomes a line break, as libyaml does it. */
function folded(text: string, style: Style, { column: start, indent }: ScalarPlace): string {
  const written = writtenIn(style, text);
  const signs = Array.from(text);
  let out = quotes[style];
  let column = start + out.length;
  signs.forEach((sign, index) => {
    const isFoldable = sign === " " && signs[index - 1] !== " " && column > foldAfter && indent !== undefined;
    const isInside = style === "plain" || (index > 0 && index < signs.length - 1);
    const isBeforeSpace = signs[index + 1] === " ";
    if (isFoldable && isInside && (style === "double" || !isBeforeSpace)) {
      const line = `${indent}${isBeforeSpace ? "\\" : ""}`;
      out += `\n${line}`;
      column = line.length;
    } else {
      // The line breaks of Unicode are written as they are, and what follows is indented.
      const begins = style === "single" && isUnicodeBreak(signs[index - 1]) && !isUnicodeBreak(sign);
      const shown = (begins ? (indent ?? "") : "") + written(sign);
      out += shown;
      column = (begins ? 0 : column) + Array.from(shown).length;
    }
  });
  return out + quotes[style];
}

function isUnicodeBreak(sign: string | undefined): boolean {
  return sign === "\u2028" || sign === "\u2029";
}

function writtenIn(style: Style, text: string): (sign: string) => string {
  if (style === "plain") return (sign) => sign;
  if (style === "single") return (sign) => (sign === "'" ? "''" : sign);
  // go-yaml looks for a byte order mark at the start of the text, whichever sign it is about to write.
  if (text.startsWith("\ufeff")) return escaped;
  return (sign) => (unprintable.test(sign) ? escaped(sign) : sign);
}

const unprintable = /["\\]|[^\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u;

const escapes: Readonly<Record<string, string>> = {
  "\0": "0",
  "\u0007": "a",
  "\b": "b",
  "\t": "t",
  "\n": "n",
  "\v": "v",
  "\f": "f",
  "\r": "r",
  "\u001b": "e",
  '"': '"',
  "\\": "\\",
  "\u0085": "N",
  "\u00a0": "_",
  "\u2028": "L",
  "\u2029": "P",
};

function escaped(sign: string): string {
  const known = escapes[sign];
  if (known !== undefined) return `\\${known}`;
  const code = sign.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${hex.padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}
