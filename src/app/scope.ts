/** Which pods of a cluster are asked for. */
export interface Scope {
  /** Undefined is all namespaces. */
  readonly namespace: string | undefined;
  readonly selectors: Selectors;
}

/** What the server filters by, as after `-l` and `--field-selector`; empty for none. */
export interface Selectors {
  readonly labels: string;
  readonly fields: string;
}

export const noSelectors: Selectors = { labels: "", fields: "" };

/** The server leaves out pods that are in the namespace. */
export function isSelecting({ labels, fields }: Selectors): boolean {
  return labels !== "" || fields !== "";
}

/** `all namespaces` or the name. */
export function namespaceText(namespace: string | undefined): string {
  return namespace ?? "all namespaces";
}

/** `-l app=web --field-selector status.phase=Running`, as it can be typed and read again; empty for none. */
export function selectorsText({ labels, fields }: Selectors): string {
  return [labels && `-l ${quoted(labels)}`, fields && `--field-selector ${quoted(fields)}`].filter(Boolean).join(" ");
}

function quoted(value: string): string {
  return /\s/.test(value) ? `'${value}'` : value;
}

/** What is wrong with a part of a typed line. */
export interface TypedProblem {
  readonly start: number;
  readonly end: number;
  readonly reason: string;
}

/**
 * Reads `-l app=web --field-selector spec.nodeName=n1`; words without a flag are labels. Quotes keep spaces together.
 * What the server thinks of a selector only the server knows.
 */
export function selectorsFrom(text: string): {
  readonly selectors: Selectors;
  readonly problems: readonly TypedProblem[];
} {
  const labels: string[] = [];
  const fields: string[] = [];
  const problems: TypedProblem[] = [];
  const say = ({ index, 0: { length } }: RegExpExecArray, reason: string) =>
    problems.push({ start: index, end: index + length, reason });
  // A quote without an end takes all that follows.
  const words = [...text.matchAll(/(?:'[^']*(?:'|$)|"[^"]*(?:"|$)|[^\s'"])+/g)];
  for (const word of words) {
    if (/['"]/.test(word[0].replaceAll(quotedPart, ""))) say(word, "the quote has no end");
  }
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word === undefined) continue;
    const [, flag, glued] = /^(-l|--selector(?==|$)|--field-selector(?==|$))=?(.+)?$/s.exec(word[0]) ?? [];
    if (flag === undefined) {
      if (word[0].startsWith("-")) say(word, `unknown flag ${word[0]}: there are -l and --field-selector`);
      else labels.push(unquoted(word[0]));
      continue;
    }
    const isValue = glued === undefined && words[index + 1]?.[0].startsWith("-") === false;
    const value = unquoted(glued ?? (isValue ? words[++index]?.[0] : undefined) ?? "");
    if (value === "") say(word, `${flag} wants a selector after it`);
    else (flag === "--field-selector" ? fields : labels).push(value);
  }
  return { selectors: { labels: labels.join(","), fields: fields.join(",") }, problems };
}

const quotedPart = /'([^']*)'|"([^"]*)"/g;

function unquoted(text: string): string {
  return text.replaceAll(quotedPart, (_, single?: string, double?: string) => single ?? double ?? "");
}

/** Why `name` cannot be the name of a namespace (an RFC 1123 label); undefined when it can. */
export function namespaceProblem(name: string): string | undefined {
  if (name.length > 63) return "a namespace's name has at most 63 characters";
  if (/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)) return undefined;
  return "a namespace's name has small letters, digits and -, and starts and ends with a letter or digit";
}
