import { stripVTControlCharacters } from "node:util";
import { plainText } from "../../base/plainText.ts";

const longestLine = 300;
/** What looks like a secret wherever it stands: JSON web tokens, PEM keys, values after a telling name. */
const secretShapes = [
  /eyJ[\w-]{6,}\.[\w-]+(\.[\w-]*)?/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*(-----END [A-Z ]*PRIVATE KEY-----)?/g,
  /(?<=\b(?:bearer|basic)\s+)\S{8,}/gi,
  /(?<=(?:token|secret|password|passwd|apikey|api[-_]key|authorization)["']?\s*[=:]\s*["']?)[^\s"',}]{4,}/gi,
];

/** The lines of a plugin's output that say something, without control characters and without `secrets`. */
export function safeLinesOf(text: string, secrets: readonly string[]): readonly string[] {
  let safe = stripVTControlCharacters(text);
  for (const secret of secrets) if (secret.trim().length >= 4) safe = safe.replaceAll(secret.trim(), "***");
  for (const shape of secretShapes) safe = safe.replace(shape, "***");
  return safe
    .split(/\r\n|\n|\r/)
    .map((line) => plainText(line).trim().slice(0, longestLine))
    .filter((line) => line !== "");
}
