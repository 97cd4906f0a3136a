import type { Tone } from "./column.ts";

/** How a piece of text looks. Colour is never the only sign: who sets a tone says the same in words or by a mark. */
export interface Look {
  readonly tone?: Tone;
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly underline?: boolean;
  readonly inverse?: boolean;
  /** Parameters of an SGR sequence (ECMA-48 8.3.117), digits and semicolons: colours that a program chose for its own lines. */
  readonly sgr?: string;
}

/** A piece of a line in one look. */
export interface Styled {
  readonly text: string;
  readonly look: Look;
}

/** One line, left to right. */
export type StyledLine = readonly Styled[];

const plain: Look = {};

/** A piece of a line; plain unless it is said how it looks. */
export function styled(text: string, look: Look = plain): Styled {
  return { text, look };
}
