/** C0 and C1 control characters, DEL, line separators, and the bidirectional marks that can reorder a line on the screen. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what this expression is for
const unsafe = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Nearly every name is, and this is asked of hundreds of thousands. */
const printable = /^[ -~]*$/;

/**
 * Text from a server, a plugin or a file made safe for one line of a terminal: line breaks and tabs become a space,
 * every other control character is dropped.
 */
export function plainText(text: string): string {
  return printable.test(text) ? text : text.replace(unsafe, (character) => (/\s/.test(character) ? " " : ""));
}
