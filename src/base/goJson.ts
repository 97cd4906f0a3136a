/**
 * JSON as kubectl prints it (Go's encoding/json): keys in the order of their bytes, four spaces a level, and what HTML
 * or JavaScript could misread escaped. A bigint is a whole number. `indent` may also be empty: then it is one line.
 */
export function goJson(value: unknown, indent = "    "): string {
  return indent === "" ? compact(value) : pretty(value, "\n", indent);
}

/** The pairs of an object in the order of the bytes of their keys. */
export function sortedPairs(value: object): readonly (readonly [string, unknown])[] {
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** `newLine` is a line break and the indentation of the value itself. */
function pretty(value: unknown, newLine: string, indent: string): string {
  if (typeof value !== "object" || value === null) return compact(value);
  const deeper = newLine + indent;
  if (Array.isArray(value)) {
    const items = value.map((item) => pretty(item, deeper, indent));
    return items.length === 0 ? "[]" : `[${deeper}${items.join(`,${deeper}`)}${newLine}]`;
  }
  const pairs = sortedPairs(value).map(([key, inner]) => `${quoted(key)}: ${pretty(inner, deeper, indent)}`);
  return pairs.length === 0 ? "{}" : `{${deeper}${pairs.join(`,${deeper}`)}${newLine}}`;
}

function compact(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(compact).join(",")}]`;
  return `{${sortedPairs(value)
    .map(([key, inner]) => `${quoted(key)}:${compact(inner)}`)
    .join(",")}}`;
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
