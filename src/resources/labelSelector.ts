import { labelKeyProblems, labelValueProblems } from "./labelSyntax.ts";
import { SelectorError } from "./selectorError.ts";

/** Does a set of labels match? */
export type LabelSelector = (labels: ReadonlyMap<string, string>) => boolean;

type Operator = "=" | "==" | "!=" | ">" | "<" | "in" | "notin";

/** `mark` is an operator or punctuation, also the words `in` and `notin`; "end" comes last. */
interface Token {
  readonly kind: "word" | "mark" | "wrong" | "end";
  readonly text: string;
}

/**
 * Reads a label selector: `app=web`, `app!=web`, `app in (a,b)`, `app notin (a)`, `app`, `!app`, `replicas>2`, joined by
 * commas. The empty one matches everything.
 * @throws SelectorError in the words of the API server (apimachinery pkg/labels).
 */
export function labelSelectorFrom(text: string): LabelSelector {
  const tokens = new Tokens(tokensOf(text));
  const tests: LabelSelector[] = [];
  while (tokens.next.kind !== "end") {
    if (!isTermStart(tokens.next)) throw found(tokens.next, ", expected: !, identifier, or 'end of string'");
    tests.push(requirementFrom(tokens));
    const after = tokens.take();
    if (after.kind === "end") break;
    if (after.text !== "," || after.kind !== "mark") throw found(after, ", expected: ',' or 'end of string'");
    if (!isTermStart(tokens.next)) throw found(tokens.next, ", expected: identifier after ','");
  }
  return (labels) => tests.every((test) => test(labels));
}

/** Hands out tokens one by one. */
class Tokens {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get next(): Token {
    return this.#tokens[this.#at] ?? end;
  }

  take(): Token {
    const token = this.next;
    this.#at++;
    return token;
  }
}

const end: Token = { kind: "end", text: "" };
const keywords: ReadonlySet<string> = new Set(["in", "notin"]);
const operators: ReadonlySet<string> = new Set([")", ",", "!", "==", "=", ">", "<", "!=", "("]);

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const [part] of text.matchAll(/[^\s=!(),><]+|[=!(),><]+/g)) {
    if (!/^[=!(),><]/.test(part)) tokens.push({ kind: keywords.has(part) ? "mark" : "word", text: part });
    else tokens.push(...marksOf(part));
  }
  return tokens;
}

/** `=(` is two marks, `==` is one: the longest that there is. */
function marksOf(run: string): readonly Token[] {
  const marks: Token[] = [];
  for (let at = 0; at < run.length; ) {
    const text = [run.slice(at, at + 2), run.slice(at, at + 1)].find((candidate) => operators.has(candidate)) ?? "";
    marks.push({ kind: "mark", text });
    at += text.length;
  }
  return marks;
}

/** `in` and `notin` are names too, where no operator can stand. */
function isWord({ kind, text }: Token): boolean {
  return kind === "word" || keywords.has(text);
}

function isTermStart(token: Token): boolean {
  return isWord(token) || token.text === "!";
}

function isMark({ kind, text }: Token, mark: string): boolean {
  return kind === "mark" && text === mark;
}

function found({ text }: Token, expectation: string): SelectorError {
  return new SelectorError(`found '${text}'${expectation}`);
}

function requirementFrom(tokens: Tokens): LabelSelector {
  try {
    return testFrom(tokens);
  } catch (error) {
    if (!(error instanceof SelectorError)) throw error;
    throw new SelectorError(`unable to parse requirement: ${error.message}`);
  }
}

function testFrom(tokens: Tokens): LabelSelector {
  const isNegated = isMark(tokens.next, "!");
  if (isNegated) tokens.take();
  const name = tokens.take();
  if (!isWord(name)) throw found(name, ", expected: identifier");
  const key = name.text;
  const problems = labelKeyProblems(key);
  if (problems.length > 0) throw invalid("<nil>", key, problems);
  const isLast = tokens.next.kind === "end" || isMark(tokens.next, ",");
  if (isNegated) return (labels) => !labels.has(key);
  if (isLast) return (labels) => labels.has(key);
  const operator = operatorFrom(tokens.take());
  const values = operator === "in" || operator === "notin" ? valuesFrom(tokens) : [exactValueFrom(tokens)];
  checkValues(key, operator, values);
  return comparison(key, operator, values);
}

function operatorFrom(token: Token): Operator {
  switch (token.text) {
    case "=":
    case "==":
    case "!=":
    case ">":
    case "<":
    case "in":
    case "notin":
      return token.text;
    default:
      throw found(token, ", expected: in, notin, =, ==, !=, gt, lt");
  }
}

function exactValueFrom(tokens: Tokens): string {
  if (tokens.next.kind === "end" || isMark(tokens.next, ",")) return "";
  const token = tokens.take();
  if (!isWord(token)) throw found(token, ", expected: identifier");
  return token.text;
}

/** `(a,b)`; between commas there may be nothing, which is the empty value. */
function valuesFrom(tokens: Tokens): readonly string[] {
  const open = tokens.take();
  if (!isMark(open, "(")) throw found(open, " expected: '('");
  const first = tokens.next;
  const values = new Set<string>();
  for (;;) {
    const { next } = tokens;
    if (isWord(next)) values.add(tokens.take().text);
    else if (isMark(next, ",") || isMark(next, ")")) values.add("");
    else throw found(next, next === first ? ", expected: ',', ')' or identifier" : ", expected: ',', or identifier");
    const after = tokens.next;
    if (!isMark(after, ",") && !isMark(after, ")")) throw found(after, ", expected: ',' or ')'");
    tokens.take();
    if (isMark(after, ")")) return [...values].sort();
  }
}

function checkValues(key: string, operator: Operator, values: readonly string[]): void {
  const problems: SelectorError[] = [];
  values.forEach((value, index) => {
    const isOrder = operator === ">" || operator === "<";
    if (isOrder && wholeNumber(value) === undefined) {
      problems.push(invalid(`values[${index}]`, value, ["for 'Gt', 'Lt' operators, the value must be an integer"]));
    }
    const syntax = labelValueProblems(value);
    if (syntax.length > 0) problems.push(invalid(`values[${index}][${key}]`, value, syntax));
  });
  const [only, ...more] = problems.map(({ message }) => message);
  if (only !== undefined) throw new SelectorError(more.length === 0 ? only : `[${[only, ...more].join(", ")}]`);
}

function invalid(path: string, value: string, problems: readonly string[]): SelectorError {
  return new SelectorError(`${path}: Invalid value: ${JSON.stringify(value)}: ${problems.join("; ")}`);
}

function comparison(key: string, operator: Operator, values: readonly string[]): LabelSelector {
  const [first = ""] = values;
  switch (operator) {
    case "=":
    case "==":
    case "in":
      return (labels) => values.includes(labels.get(key) ?? "\0");
    case "!=":
    case "notin":
      return (labels) => !values.includes(labels.get(key) ?? "\0");
    case ">":
      return (labels) => orderOf(labels.get(key), first) > 0;
    case "<":
      return (labels) => orderOf(labels.get(key), first) < 0;
  }
}

/** Of whole numbers of 64 bits; 0 when the label is none. */
function orderOf(label: string | undefined, value: string): number {
  const one = wholeNumber(label ?? "");
  const other = wholeNumber(value);
  if (one === undefined || other === undefined || one === other) return 0;
  return one < other ? -1 : 1;
}

function wholeNumber(text: string): bigint | undefined {
  if (!/^[+-]?\d+$/.test(text)) return undefined;
  const value = BigInt(text.replace(/^\+/, ""));
  return BigInt.asIntN(64, value) === value ? value : undefined;
}
