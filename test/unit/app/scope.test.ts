import { describe, expect, test } from "vitest";
import {
  namespaceProblem,
  namespaceText,
  type Selectors,
  selectorsFrom,
  selectorsText,
} from "../../../src/app/scope.ts";

describe("selectors", () => {
  test.each([
    { what: "none", selectors: { labels: "", fields: "" } },
    { what: "labels", selectors: { labels: "app=web,tier!=db", fields: "" } },
    { what: "labels with spaces", selectors: { labels: "app in (web, api),!canary", fields: "" } },
    { what: "fields", selectors: { labels: "", fields: "spec.nodeName=n1" } },
    { what: "both", selectors: { labels: "app in (web, api)", fields: "status.phase!=Running" } },
  ] satisfies readonly { what: string; selectors: Selectors }[])(
    "can be read again as they are shown: $what",
    ({ selectors }) => {
      expect(selectorsFrom(selectorsText(selectors))).toEqual({ selectors, problems: [] });
    },
  );

  test.each([
    { text: "app=web", labels: "app=web", fields: "" },
    { text: "app=web tier=db", labels: "app=web,tier=db", fields: "" },
    { text: "-l app=web -l tier=db", labels: "app=web,tier=db", fields: "" },
    { text: "-lapp=web", labels: "app=web", fields: "" },
    { text: "-l=app=web", labels: "app=web", fields: "" },
    { text: "--selector=app=web --field-selector=a=b", labels: "app=web", fields: "a=b" },
    { text: `--selector "app in (a, b)"`, labels: "app in (a, b)", fields: "" },
    { text: "-l '!canary'", labels: "!canary", fields: "" },
    { text: "   ", labels: "", fields: "" },
  ])("reads $text", ({ text, labels, fields }) => {
    expect(selectorsFrom(text)).toEqual({ selectors: { labels, fields }, problems: [] });
  });

  test.each([
    { text: "-l", at: "-l", reason: "-l wants a selector after it" },
    { text: "app=web --field-selector", at: "--field-selector", reason: "--field-selector wants a selector after it" },
    { text: "-l ''", at: "-l", reason: "-l wants a selector after it" },
    { text: "-l --field-selector a=b", at: "-l", reason: "-l wants a selector after it" },
    { text: "-n shop", at: "-n", reason: "unknown flag -n: there are -l and --field-selector" },
    { text: "-l 'app in (a", at: "'app in (a", reason: "the quote has no end" },
    { text: `-l "app in (a`, at: `"app in (a`, reason: "the quote has no end" },
  ])("says what is wrong with $text, and where", ({ text, at, reason }) => {
    const start = text.indexOf(at);

    expect(selectorsFrom(text).problems).toEqual([{ start, end: start + at.length, reason }]);
  });
});

test.each(["a", "0", "kube-system", "team-1", "a".repeat(63)])("a namespace can be called %s", (name) => {
  expect(namespaceProblem(name)).toBeUndefined();
});

test.each([
  { name: "", reason: /small letters/ },
  { name: "Shop", reason: /small letters/ },
  { name: "-a", reason: /starts and ends/ },
  { name: "a-", reason: /starts and ends/ },
  { name: "a.b", reason: /small letters/ },
  { name: "../x", reason: /small letters/ },
  { name: "a b", reason: /small letters/ },
  { name: "a\n", reason: /small letters/ },
  { name: "a".repeat(64), reason: /at most 63/ },
])("no namespace can be called $name", ({ name, reason }) => {
  expect(namespaceProblem(name)).toMatch(reason);
});

test("all namespaces have words", () => {
  expect(namespaceText(undefined)).toBe("all namespaces");
  expect(namespaceText("shop")).toBe("shop");
});
