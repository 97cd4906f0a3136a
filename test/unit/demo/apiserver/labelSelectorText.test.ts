import { expect, test } from "vitest";
import { labelSelectorText } from "../../../../src/demo/apiserver/scale/labelSelectorText.ts";

test.each([
  [{}, ""],
  [{ matchLabels: { b: "2", a: "1" } }, "a=1,b=2"],
  [
    {
      matchLabels: { app: "web" },
      matchExpressions: [
        { key: "tier", operator: "In", values: ["b", "a"] },
        { key: "old", operator: "DoesNotExist" },
        { key: "env", operator: "NotIn", values: ["dev"] },
        { key: "team", operator: "Exists" },
      ],
    },
    "app=web,env notin (dev),!old,team,tier in (a,b)",
  ],
] as const)("%j is written as '%s'", (selector, text) => {
  expect(labelSelectorText(selector)).toBe(text);
});
