import { expect, test } from "vitest";
import { sharedStart } from "../../../../src/resources/logs/sharedStart.ts";

test.each([
  { names: ["web-7f9c-a1", "web-7f9c-b2"], start: "web-7f9c-" },
  { names: ["web-7f9c-a1", "web-6b1d-a1"], start: "web-" },
  { names: ["web-7f9c-a1", "web-7f9c-a2"], start: "web-7f9c-" },
  { names: ["db-0", "db-1", "db-10"], start: "db-" },
  { names: ["pay-1", "web-1"], start: "" },
  { names: ["web", "web-1"], start: "" },
  { names: ["web-1"], start: "" },
  { names: [], start: "" },
])("$names begin with $start", ({ names, start }) => {
  expect(sharedStart(names)).toBe(start);
});
