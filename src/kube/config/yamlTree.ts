/**
 * YAML or JSON text as a tree of typed nodes that know their line. Scalars mean what they mean to kubectl
 * (go-yaml v2, YAML 1.1: `yes` is a boolean, `0x1F` a number), the last of duplicate keys wins, `<<` merges.
 */
import { type ErrorCode, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, Scalar } from "yaml";

export type YamlNode = { readonly line: number } & (
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "null" }
  | { readonly kind: "list"; readonly items: readonly YamlNode[] }
  | { readonly kind: "map"; readonly fields: ReadonlyMap<string, YamlNode> }
);

/** Text that is not YAML. The message quotes nothing of the text: it may be a secret. */
export class YamlError extends Error {
  override readonly name = "YamlError";
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/**
 * The first document of `text`; undefined when there is none.
 * @throws YamlError
 */
export function yamlTreeOf(text: string): YamlNode | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    // Every scalar stays text: what it means is decided here, by Go's rules.
    schema: "failsafe",
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter: lines,
  });
  const lineOf = (offset: number) => lines.linePos(offset).line;
  const error = document.errors.find(({ code }) => code !== "MULTIPLE_DOCS");
  if (error !== undefined) throw new YamlError(lineOf(error.pos[0]), sentences[error.code] ?? "cannot be understood");
  if (document.contents === null) return undefined;

  // A node that aliases share is built once; null while it is being built.
  const built = new Map<unknown, YamlNode | null>();
  return nodeOf(document.contents, 1);

  function nodeOf(node: unknown, parentLine: number): YamlNode {
    if (isAlias(node)) {
      const line = node.range ? lineOf(node.range[0]) : parentLine;
      const target = node.resolve(document);
      if (target === undefined) throw new YamlError(line, "unknown anchor");
      return nodeOf(target, line);
    }
    const known = built.get(node);
    if (known === null) throw new YamlError(parentLine, "an anchor contains itself");
    if (known !== undefined) return known;
    built.set(node, null);
    const made = build(node, parentLine);
    built.set(node, made);
    return made;
  }

  function build(node: unknown, parentLine: number): YamlNode {
    const line = rangeStart(node) === undefined ? parentLine : lineOf(rangeStart(node) ?? 0);
    if (isScalar(node)) return scalarOf(node, line);
    if (isSeq(node)) return { kind: "list", items: node.items.map((item) => nodeOf(item, line)), line };
    if (!isMap(node)) return { kind: "null", line };
    const fields = new Map<string, YamlNode>();
    const merged: YamlNode[] = [];
    for (const { key, value } of node.items) {
      if (!isScalar(key)) throw new YamlError(line, "a key must be a word");
      const field = nodeOf(value, rangeStart(key) === undefined ? line : lineOf(rangeStart(key) ?? 0));
      if (key.value === "<<" && key.type === Scalar.PLAIN)
        merged.push(...(field.kind === "list" ? field.items : [field]));
      else fields.set(String(key.value), field);
    }
    for (const source of merged) {
      if (source.kind !== "map") throw new YamlError(source.line, "map merge requires a map");
      for (const [name, field] of source.fields) if (!fields.has(name)) fields.set(name, field);
    }
    return { kind: "map", fields, line };
  }
}

function rangeStart(node: unknown): number | undefined {
  return (node as Node | null)?.range?.[0];
}

/** What a scalar means to go-yaml v2 (resolve.go): only plain ones can be anything but text. */
function scalarOf(node: Scalar, line: number): YamlNode {
  const value = String(node.value ?? "");
  if (node.type !== Scalar.PLAIN || node.tag !== undefined) return { kind: "text", value, line };
  if (/^(~|null|Null|NULL|)$/.test(value)) return { kind: "null", line };
  if (/^(y|Y|yes|Yes|YES|on|On|ON|true|True|TRUE)$/.test(value)) return { kind: "boolean", value: true, line };
  if (/^(n|N|no|No|NO|off|Off|OFF|false|False|FALSE)$/.test(value)) return { kind: "boolean", value: false, line };
  if (/^[-+]?\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$/.test(value)) return { kind: "number", value: Number.NaN, line };
  const digits = value.replaceAll("_", "");
  if (
    /^[-+.0-9]/.test(value) &&
    /^[-+]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?)$/.test(digits)
  )
    return { kind: "number", value: Number(digits), line };
  return { kind: "text", value, line };
}

const sentences: Partial<Record<ErrorCode, string>> = {
  ALIAS_PROPS: "an alias cannot have an anchor or a tag",
  BAD_ALIAS: "an alias is not well-formed",
  BAD_DIRECTIVE: "a directive is not understood",
  BAD_DQ_ESCAPE: "unknown escape in a quoted text",
  BAD_INDENT: "wrong indentation",
  BAD_SCALAR_START: "found character that cannot start any token",
  BLOCK_AS_IMPLICIT_KEY: "mapping values are not allowed in this context",
  BLOCK_IN_FLOW: "a block is not allowed inside brackets",
  KEY_OVER_1024_CHARS: "a key is too long",
  MISSING_CHAR: "did not find expected character",
  MULTILINE_IMPLICIT_KEY: "could not find expected ':'",
  MULTIPLE_ANCHORS: "a value has more than one anchor",
  MULTIPLE_TAGS: "a value has more than one tag",
  TAB_AS_INDENT: "found a tab where spaces are needed",
  UNEXPECTED_TOKEN: "did not find expected key",
};
