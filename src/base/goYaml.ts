import { yamlScalar } from "./goYamlScalar.ts";

/**
 * YAML as kubectl prints it (sigs.k8s.io/yaml, which is go-yaml v2): block style, lists not indented below their key, keys
 * in go-yaml's own order, scalars quoted only when they would be read as something else. Ends with a line break.
 */
export function goYaml(value: unknown): string {
  return `${node(value, { indent: "", column: 0 }).slice(1)}\n`;
}

/** Where a value is written: `column` is behind the colon or dash that it follows, `indent` that of its lines below. */
interface Place {
  readonly indent: string;
  readonly column: number;
}

/** A value as it follows a colon or a dash: a scalar after a space, or lines of its own below. */
function node(value: unknown, { indent, column }: Place): string {
  if (Array.isArray(value)) {
    return value.length === 0 ? " []" : `\n${value.map((item) => `${indent}-${besideMark(item, indent)}`).join("\n")}`;
  }
  if (typeof value === "object" && value !== null) {
    const pairs = Object.entries(value).sort(([a], [b]) => compareKeys(a, b));
    return pairs.length === 0 ? " {}" : `\n${pairs.map(([key, inner]) => pair(key, inner, indent)).join("\n")}`;
  }
  return ` ${yamlScalar(value, { column: column + 1, indent })}`;
}

function pair(key: string, value: unknown, indent: string): string {
  const deeper = `${indent}  `;
  if (!isSimpleKey(key)) {
    const written = yamlScalar(key, { column: deeper.length, indent: deeper });
    return `${indent}? ${written}\n${indent}:${besideMark(value, indent)}`;
  }
  const start = `${indent}${yamlScalar(key, { column: indent.length, indent: undefined })}:`;
  // The lines of a list start where its key starts.
  return start + node(value, { indent: Array.isArray(value) ? indent : deeper, column: Array.from(start).length });
}

/** The first line stands beside the dash: what would be its indentation is the dash and a space. */
function besideMark(value: unknown, indent: string): string {
  const deeper = `${indent}  `;
  const written = node(value, { indent: deeper, column: indent.length + 1 });
  return written.startsWith("\n") ? ` ${written.slice(1 + deeper.length)}` : written;
}

/** A longer key gets a question mark (libyaml, yaml_emitter_check_simple_key). */
function isSimpleKey(key: string): boolean {
  return Buffer.byteLength(key) <= 128 && !/[\n\r\u0085\u2028\u2029]/.test(key);
}

const isLetter = /^\p{L}$/u;
const isDigit = /^\p{Nd}$/u;

/** go-yaml's order (sorter.go): letters by their code, other signs before letters, runs of digits by their value. */
function compareKeys(one: string, other: string): number {
  const a = Array.from(one);
  const b = Array.from(other);
  const at = a.findIndex((sign, index) => sign !== b[index]);
  const [x, y] = [a[at], b[at]];
  if (x === undefined || y === undefined) return a.length - b.length;
  const [xIsLetter, yIsLetter] = [isLetter.test(x), isLetter.test(y)];
  if (xIsLetter !== yIsLetter) return yIsLetter ? -1 : 1;
  if (xIsLetter) return codeOf(x) - codeOf(y);
  const [m, n] = [digitsAt(a, at), digitsAt(b, at)];
  // Zeros that only lengthen a number do not make it another one; those inside of it do.
  const isInside = (x === "0" || y === "0") && /[^0]/.test(digitsBefore(a, at));
  const lead = isInside ? "1" : "";
  const difference = Number(lead + m || 0) - Number(lead + n || 0);
  return difference || m.length - n.length || codeOf(x) - codeOf(y);
}

function codeOf(sign: string): number {
  return sign.codePointAt(0) ?? 0;
}

function digitsAt(signs: readonly string[], start: number): string {
  const end = signs.findIndex((sign, index) => index >= start && !isDigit.test(sign));
  return signs.slice(start, end === -1 ? undefined : end).join("");
}

function digitsBefore(signs: readonly string[], end: number): string {
  let start = end;
  while (start > 0 && isDigit.test(signs[start - 1] ?? "")) start--;
  return signs.slice(start, end).join("");
}
