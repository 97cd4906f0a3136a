import { describe, expect, test } from "vitest";
import { labelSelectorFrom } from "../../../src/resources/labelSelector.ts";
import { SelectorError } from "../../../src/resources/selectorError.ts";

const labels = new Map([
  ["app", "web"],
  ["tier", ""],
  ["replicas", "10"],
  ["acme.com/in", "notin"],
]);

test.each([
  { selector: "", matches: true },
  { selector: "app=web", matches: true },
  { selector: "app==web", matches: true },
  { selector: "app=db", matches: false },
  { selector: "missing=web", matches: false },
  { selector: "app!=web", matches: false },
  { selector: "missing!=web", matches: true },
  { selector: "tier=", matches: true },
  { selector: "missing=", matches: false },
  { selector: " app  in ( db , web ) ", matches: true },
  { selector: "app in (db)", matches: false },
  { selector: "app notin (db,web)", matches: false },
  { selector: "missing notin (a)", matches: true },
  { selector: "tier in ()", matches: true },
  { selector: "tier in (,a)", matches: true },
  { selector: "tier in (a,)", matches: true },
  { selector: "app", matches: true },
  { selector: "!app", matches: false },
  { selector: "!missing", matches: true },
  { selector: "replicas>9", matches: true },
  { selector: "replicas>10", matches: false },
  { selector: "replicas<11", matches: true },
  { selector: "app>1", matches: false },
  { selector: "acme.com/in=notin,app=web", matches: true },
  { selector: "acme.com/in in (notin)", matches: true },
  { selector: "app=web,tier=front", matches: false },
])("'$selector' matches: $matches", ({ selector, matches }) => {
  expect(labelSelectorFrom(selector)(labels)).toBe(matches);
});

const keyRule =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const prefixRule =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const valueRule =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
const tooLong = "b".repeat(64);

describe("a selector that cannot be understood", () => {
  // What kubectl 1.35 brought back from a real API server, behind the words that name the selector.
  test.each([
    ["a==b==c", "found '==', expected: ',' or 'end of string'"],
    ["a=b=c", "found '=', expected: ',' or 'end of string'"],
    ["!a=b", "found '=', expected: ',' or 'end of string'"],
    ["a in (b))", "found ')', expected: ',' or 'end of string'"],
    [",", "found ',', expected: !, identifier, or 'end of string'"],
    ["=a", "found '=', expected: !, identifier, or 'end of string'"],
    ["(a)", "found '(', expected: !, identifier, or 'end of string'"],
    ["a,", "found '', expected: identifier after ','"],
    ["!", "unable to parse requirement: found '', expected: identifier"],
    ["!!a", "unable to parse requirement: found '!', expected: identifier"],
    ["a===b", "unable to parse requirement: found '=', expected: identifier"],
    ["a=(b)", "unable to parse requirement: found '(', expected: identifier"],
    ["a b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
    ["a!b", "unable to parse requirement: found '!', expected: in, notin, =, ==, !=, gt, lt"],
    ["a in b", "unable to parse requirement: found 'b' expected: '('"],
    ["a in", "unable to parse requirement: found '' expected: '('"],
    ["a in (b", "unable to parse requirement: found '', expected: ',' or ')'"],
    ["a in (b c)", "unable to parse requirement: found 'c', expected: ',' or ')'"],
    ["a in (=", "unable to parse requirement: found '=', expected: ',', ')' or identifier"],
    ["a in (b,=", "unable to parse requirement: found '=', expected: ',', or identifier"],
    ["-x=y", `unable to parse requirement: <nil>: Invalid value: "-x": name part ${keyRule}`],
    ["/a=1", 'unable to parse requirement: <nil>: Invalid value: "/a": prefix part must be non-empty'],
    ["A_b/c", `unable to parse requirement: <nil>: Invalid value: "A_b/c": prefix part ${prefixRule}`],
    [
      "x/y/z",
      `unable to parse requirement: <nil>: Invalid value: "x/y/z": a valid label key ${keyRule} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ],
    [
      "a>x",
      `unable to parse requirement: values[0]: Invalid value: "x": for 'Gt', 'Lt' operators, the value must be an integer`,
    ],
    [
      `a=${tooLong}`,
      `unable to parse requirement: values[0][a]: Invalid value: "${tooLong}": must be no more than 63 bytes`,
    ],
    [
      "a in (b,-c,d-)",
      `unable to parse requirement: [values[0][a]: Invalid value: "-c": ${valueRule}, values[2][a]: Invalid value: "d-": ${valueRule}]`,
    ],
  ])("'%s' is refused in the server's words", (selector, message) => {
    expect(() => labelSelectorFrom(selector)).toThrow(new SelectorError(message));
  });
});
