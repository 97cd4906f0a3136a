const nameFormat = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
const nameRule =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character " +
  `(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${nameFormat}')`;
const partFormat = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const prefixFormat = `${partFormat}(\\.${partFormat})*`;
const prefixRule =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and " +
  `end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${prefixFormat}')`;
const valueFormat = `(${nameFormat})?`;
const valueRule =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end " +
  `with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '${valueFormat}')`;

const nameBytes = 63;
const prefixBytes = 253;

/** What is wrong with the key of a label, in the API server's words (apimachinery pkg/api/validate/content, IsLabelKey). */
export function labelKeyProblems(key: string): readonly string[] {
  const parts = key.split("/");
  if (parts.length > 2) {
    return [`a valid label key ${nameRule} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  }
  const [prefix, name] = parts.length === 2 ? parts : [undefined, key];
  return [...prefixProblems(prefix), ...nameProblems(name ?? "")];
}

/** What is wrong with the value of a label, in the API server's words. */
export function labelValueProblems(value: string): readonly string[] {
  return [
    ...(Buffer.byteLength(value) > nameBytes ? [`must be no more than ${nameBytes} bytes`] : []),
    ...(new RegExp(`^${valueFormat}$`).test(value) ? [] : [valueRule]),
  ];
}

function prefixProblems(prefix: string | undefined): readonly string[] {
  if (prefix === undefined) return [];
  if (prefix === "") return ["prefix part must be non-empty"];
  return [
    ...(Buffer.byteLength(prefix) > prefixBytes ? [`prefix part must be no more than ${prefixBytes} bytes`] : []),
    ...(new RegExp(`^${prefixFormat}$`).test(prefix) ? [] : [`prefix part ${prefixRule}`]),
  ];
}

function nameProblems(name: string): readonly string[] {
  const tooLong = Buffer.byteLength(name) > nameBytes ? [`name part must be no more than ${nameBytes} bytes`] : [];
  return [
    ...(name === "" ? ["name part must be non-empty"] : tooLong),
    ...(new RegExp(`^${nameFormat}$`).test(name) ? [] : [`name part ${nameRule}`]),
  ];
}
