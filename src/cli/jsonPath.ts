/** A JSONPath as --sort-by takes it, ready to be asked of many objects. */
export interface JsonPath {
  /** In kubectl's full form: `{.metadata.name}`. */
  readonly text: string;
  /** All that the path leads to in an object, in order; nothing when it leads nowhere. */
  find(object: unknown): readonly unknown[];
}

/** An expression that cannot be understood. The message is a clause that says what is wrong. */
export class JsonPathError extends Error {
  override readonly name = "JsonPathError";
}

type Step = (values: readonly unknown[]) => readonly unknown[];

/**
 * Reads the JSONPath that kubectl's --sort-by takes: `.metadata.name`, `metadata.name`, `{.metadata.name}`, dots in names as
 * `\.` or `['a.b/c']`, `[0]`, `[-1]`, `[1:3]`, `[*]`, `..name` and `[?(@.type=="Ready")]`.
 * @throws JsonPathError
 */
export function jsonPathFrom(expression: string): JsonPath {
  const inner = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/s.exec(expression.trim());
  const path = inner?.[1] ?? inner?.[2];
  if (path === undefined) {
    throw new JsonPathError("expected a path such as .metadata.name or {.metadata.name}");
  }
  const steps = stepsFrom(`.${path}`);
  return {
    text: `{.${path}}`,
    find: (object) => steps.reduce<readonly unknown[]>((values, step) => step(values), [object]),
  };
}

/** One form of a step: what it looks like at the beginning of a path, and what it does. */
interface Form {
  readonly looks: RegExp;
  readonly step: (match: RegExpExecArray) => Step;
}

const forms: readonly Form[] = [
  { looks: /^\.\.((?:\\.|[^.[\]\\])+)/s, step: ([, name = ""]) => descendants(unescaped(name)) },
  { looks: /^\.?\[(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)")\]/s, step: ([, a, b]) => field(unescaped(a ?? b ?? "")) },
  { looks: /^\.?\[\s*(?:\*|:)\s*\]|^\.\*/, step: () => children },
  {
    looks: /^\.?\[\s*(-?\d+)\s*\]/,
    step:
      ([, index]) =>
      (values) =>
        values.flatMap((value) => at(value, Number(index))),
  },
  { looks: /^\.?\[\s*(-?\d*)\s*:\s*(-?\d*)\s*\]/, step: ([, from, to]) => slice(from || "0", to || undefined) },
  { looks: /^\.?\[\?\(\s*@((?:"[^"]*"|'[^']*'|[^)"'])+)\)\]/, step: ([, condition = ""]) => filter(condition) },
  { looks: /^\.((?:\\.|[^.[\]\\])+)/s, step: ([, name = ""]) => field(unescaped(name.trim())) },
];

function stepsFrom(path: string): readonly Step[] {
  const steps: Step[] = [];
  for (let rest = path; rest !== "" && rest !== "."; ) {
    const form = forms.find(({ looks }) => looks.test(rest));
    const match = form?.looks.exec(rest);
    if (form === undefined || !match) throw new JsonPathError(`"${rest}" cannot be understood`);
    steps.push(form.step(match));
    rest = rest.slice(match[0].length);
  }
  return steps;
}

function unescaped(name: string): string {
  return name.replace(/\\(.)/gs, "$1");
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function field(name: string): Step {
  return (values) => values.flatMap((value) => (isObject(value) && Object.hasOwn(value, name) ? [value[name]] : []));
}

function children(values: readonly unknown[]): readonly unknown[] {
  return values.flatMap((value) => (Array.isArray(value) ? value : isObject(value) ? Object.values(value) : []));
}

function descendants(name: string): Step {
  const search = (value: unknown): readonly unknown[] => [
    ...field(name)([value]),
    ...children([value]).flatMap((child) => search(child)),
  ];
  return (values) => values.flatMap(search);
}

function at(value: unknown, index: number): readonly unknown[] {
  if (!Array.isArray(value)) return [];
  const place = index < 0 ? value.length + index : index;
  return place in value ? [value[place]] : [];
}

function slice(from: string, to: string | undefined): Step {
  return (values) =>
    values.flatMap((value) =>
      Array.isArray(value) ? value.slice(Number(from), to === undefined ? undefined : Number(to)) : [],
    );
}

/** `.type=="Ready"`, `.restartCount!=0`, or a path alone: that it is there. */
function filter(condition: string): Step {
  const [, path = "", operator, literal] = /^(.*?)\s*(?:(==|!=)\s*(.*?)\s*)?$/s.exec(condition) ?? [];
  if (/[=!<>]/.test(path)) throw new JsonPathError(`of "${condition}" only == and != are understood`);
  const steps = stepsFrom(path);
  const wanted = literal === undefined ? undefined : literalFrom(literal);
  const isKept = (item: unknown): boolean => {
    const found = steps.reduce<readonly unknown[]>((values, step) => step(values), [item]);
    if (operator === undefined) return found.length > 0;
    return found.length > 0 && (found[0] === wanted) === (operator === "==");
  };
  return (values) => values.flatMap((value) => (Array.isArray(value) ? value.filter(isKept) : []));
}

function literalFrom(text: string): unknown {
  const [, single, double] = /^(?:'([^']*)'|"([^"]*)")$/.exec(text) ?? [];
  if (single !== undefined || double !== undefined) return single ?? double;
  if (/^(?:-?\d+(?:\.\d+)?|true|false)$/.test(text)) return JSON.parse(text);
  throw new JsonPathError(`"${text}" is no text in quotes and no number`);
}
