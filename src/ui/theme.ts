import type { Tone } from "../table/column.ts";
import type { Look } from "../table/look.ts";

/** Turns text with a look into text with escape sequences. */
export interface Theme {
  paint(text: string, look: Look): string;
}

interface Sgr {
  readonly open: string;
  readonly close: string;
}

const sgr = (open: number, close: number): Sgr => ({ open: `\u001b[${open}m`, close: `\u001b[${close}m` });

const bold = sgr(1, 22);
const dim = sgr(2, 22);
const underline = sgr(4, 24);
const inverse = sgr(7, 27);

/** The terminal's own palette: whatever the person chose for red and green on whatever background. */
const colours: Readonly<Record<Tone, Sgr | undefined>> = {
  normal: undefined,
  good: sgr(32, 39),
  busy: sgr(36, 39),
  warning: sgr(33, 39),
  bad: sgr(31, 39),
  muted: undefined,
};

/** Heights of bars, for terminals that may have no blocks. */
const asciiBars: Readonly<Record<string, string>> = {
  "▁": "_",
  "▂": ".",
  "▃": ":",
  "▄": "-",
  "▅": "=",
  "▆": "+",
  "▇": "*",
  "█": "#",
};
const barBlocks = /[▁-█]/g;

/**
 * The theme for an environment: NO_COLOR (https://no-color.org) and TERM=dumb leave bold, dim, underline and inverse, and
 * TERM=dumb makes bars of ASCII. Only the 16 colours of the palette are used, so that it fits every terminal and needs no truecolor.
 */
export function themeFor(env: Readonly<Record<string, string | undefined>>): Theme {
  const isDumb = env.TERM === "dumb";
  const isColourless = (env.NO_COLOR ?? "") !== "" || isDumb;
  return {
    paint(shown, look) {
      const text = isDumb ? shown.replace(barBlocks, (block) => asciiBars[block] ?? block) : shown;
      if (text === "") return "";
      const codes = codesOf(look, isColourless);
      if (codes.length === 0) return text;
      let painted = text;
      for (const { open, close } of codes) painted = open + painted + close;
      return painted;
    },
  };
}

/** Inner code first. Bold and dim end with the same code, so that only one of them is ever set. */
function codesOf(look: Look, isColourless: boolean): readonly Sgr[] {
  const codes: Sgr[] = [];
  const colour = look.tone === undefined || isColourless ? undefined : colours[look.tone];
  if (colour !== undefined) codes.push(colour);
  if (look.sgr !== undefined && !isColourless) codes.push({ open: `\u001b[${look.sgr}m`, close: "\u001b[0m" });
  if (look.underline === true || (isColourless && look.tone === "warning")) codes.push(underline);
  if (look.bold === true || look.tone === "bad") codes.push(bold);
  else if (look.dim ?? look.tone === "muted") codes.push(dim);
  if (look.inverse === true) codes.push(inverse);
  return codes;
}
