import { plainText } from "../../base/plainText.ts";

/** Longer than any screen is wide: what is cut off is never seen in a line. */
const longest = 200;
/** Of what is looked through for known sentences. */
const farthest = 4096;

/** What a server, a kubelet or a registry said as one line without control characters and full stop. */
export function serverLine(text: string): string {
  return plainText(text.slice(0, farthest)).trim().replace(/\.$/, "");
}

/** The same as a part of a line for people: not longer than any screen is wide. */
export function serverText(text: string): string {
  const line = serverLine(text);
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
