import { headOf, tailOf, widthOf } from "../table/textWidth.ts";

/** `text` cut to `columns`, with `…` at the end when something is missing. */
export function cutEnd(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  return columns < 1 ? "" : `${headOf(text, columns - 1)}…`;
}

/** `text` cut to `columns` with `…` in the middle: both ends of a long name or ARN tell it from its neighbours. */
export function cutMiddle(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  if (columns < 1) return "";
  const head = Math.floor((columns - 1) / 2);
  return `${headOf(text, head)}…${tailOf(text, columns - 1 - head)}`;
}

/** Words put into lines of at most `columns`; a longer word is broken. */
export function wrapped(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (widthOf(longer) <= columns) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    let rest = word;
    while (widthOf(rest) > columns) {
      const head = headOf(rest, columns);
      // A wide character on a screen of one column: there is no way to show it.
      if (head === "") return lines;
      lines.push(head);
      rest = rest.slice(head.length);
    }
    line = rest;
  }
  if (line !== "" || lines.length === 0) lines.push(line);
  return lines;
}
