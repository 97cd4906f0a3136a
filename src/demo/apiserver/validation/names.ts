/** What names, labels and annotations may look like (apimachinery pkg/util/validation, pkg/api/validation). */
import type { FieldProblem } from "../statusError.ts";
import { invalidValue } from "./fieldProblems.ts";

/** `pathSegment`: whatever can stand in a path, as the names of roles. */
export type NameRule = "subdomain" | "label" | "label1035" | "pathSegment";

interface Syntax {
  readonly pattern: RegExp;
  readonly most: number;
  readonly message: string;
}

const label = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const subdomain = `${label}(\\.${label})*`;
const label1035 = "[a-z]([-a-z0-9]*[a-z0-9])?";
const qualifiedName = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
const labelValue = "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?";

const syntaxes: Readonly<Record<Exclude<NameRule, "pathSegment">, Syntax>> = {
  subdomain: {
    pattern: new RegExp(`^${subdomain}$`),
    most: 253,
    message: `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${subdomain}')`,
  },
  label: {
    pattern: new RegExp(`^${label}$`),
    most: 63,
    message: `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${label}')`,
  },
  label1035: {
    pattern: new RegExp(`^${label1035}$`),
    most: 63,
    message: `a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '${label1035}')`,
  },
};

export function nameProblems(field: string, name: string, rule: NameRule): readonly FieldProblem[] {
  if (rule === "pathSegment") return pathProblems(field, name);
  const { pattern, most, message } = syntaxes[rule];
  const isDotted = rule === "label" && syntaxes.subdomain.pattern.test(name);
  return [
    ...(name.length > most ? [invalidValue(field, name, `must be no more than ${most} bytes`)] : []),
    ...(pattern.test(name) ? [] : [invalidValue(field, name, isDotted ? "must not contain dots" : message)]),
  ];
}

function pathProblems(field: string, name: string): readonly FieldProblem[] {
  if (name === "." || name === "..") return [invalidValue(field, name, `may not be '${name}'`)];
  const odd = ["/", "%"].filter((character) => name.includes(character));
  return odd.map((character) => invalidValue(field, name, `may not contain '${character}'`));
}

export function labelProblems(field: string, labels: Readonly<Record<string, string>> = {}): readonly FieldProblem[] {
  return Object.entries(labels).flatMap(([key, value]) => [
    ...keyProblems(field, key),
    ...(value.length > 63 ? [invalidValue(field, value, "must be no more than 63 bytes")] : []),
    ...(new RegExp(`^${labelValue}$`).test(value) ? [] : [invalidValue(field, value, labelValueMessage)]),
  ]);
}

export function annotationProblems(field: string, annotations: Readonly<Record<string, string>> = {}) {
  return Object.keys(annotations).flatMap((key) => keyProblems(field, key.toLowerCase()));
}

const labelValueMessage = `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '${labelValue}')`;
const namePart = `must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${qualifiedName}')`;

/** `app`, `example.com/app`. */
function keyProblems(field: string, key: string): readonly FieldProblem[] {
  const parts = key.split("/");
  const name = parts.at(-1) ?? "";
  if (parts.length > 2) {
    return [
      invalidValue(
        field,
        key,
        `a qualified name ${namePart} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
      ),
    ];
  }
  const [prefix] = parts.length === 2 ? parts : [];
  const { pattern, message } = syntaxes.subdomain;
  return [
    ...(prefix === undefined || pattern.test(prefix) ? [] : [invalidValue(field, key, `prefix part ${message}`)]),
    ...(name === "" ? [invalidValue(field, key, "name part must be non-empty")] : []),
    ...(name.length > 63 ? [invalidValue(field, key, "name part must be no more than 63 bytes")] : []),
    ...(new RegExp(`^${qualifiedName}$`).test(name) ? [] : [invalidValue(field, key, `name part ${namePart}`)]),
  ];
}
