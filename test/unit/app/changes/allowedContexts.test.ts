import { expect, test } from "vitest";
import { allowsChanges } from "../../../../src/app/changes/allowedContexts.ts";

const none = { atStart: false, names: [] };

test.each([
  { what: "nowhere by default", allowed: none, context: "prod", start: "prod", allows: false },
  { what: "where one starts", allowed: { ...none, atStart: true }, context: "prod", start: "prod", allows: true },
  {
    what: "not where one goes then",
    allowed: { ...none, atStart: true },
    context: "dev",
    start: "prod",
    allows: false,
  },
  {
    what: "not while nobody knows where one started",
    allowed: { ...none, atStart: true },
    context: "prod",
    start: undefined,
    allows: false,
  },
  {
    what: "not where there is no context",
    allowed: { atStart: true, names: ["*"] },
    context: undefined,
    start: undefined,
    allows: false,
  },
  { what: "by name", allowed: { ...none, names: ["x", "dev"] }, context: "dev", start: "prod", allows: true },
  { what: "by pattern", allowed: { ...none, names: ["kind-*"] }, context: "kind-a", start: "a", allows: true },
  { what: "by the whole name", allowed: { ...none, names: ["prod"] }, context: "prod-eu", start: "a", allows: false },
  { what: "by its letters", allowed: { ...none, names: ["a.b"] }, context: "aXb", start: "a", allows: false },
  { what: "by its case", allowed: { ...none, names: ["dev"] }, context: "DEV", start: "a", allows: false },
])("changes are allowed $what", ({ allowed, context, start, allows }) => {
  expect(allowsChanges(allowed, context, start)).toBe(allows);
});
