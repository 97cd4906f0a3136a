import { expect, test } from "vitest";
import { nearestNames } from "../../../src/base/nearestNames.ts";

const known = ["prod-eu", "prod-us", "staging", "kind-dev"];

test.each([
  ["prod-ue", ["prod-eu", "prod-us"]],
  ["PROD-US", ["prod-us", "prod-eu"]],
  ["stagin", ["staging"]],
  ["prod", ["prod-eu", "prod-us"]],
  ["dev", ["kind-dev"]],
  ["zzz", []],
  ["", []],
])("%j may have meant %j", (typed, expected) => {
  expect(nearestNames(typed, known)).toEqual(expected);
});

test("at most three names come back", () => {
  expect(nearestNames("node", ["node-1", "node-2", "node-3", "node-4"])).toHaveLength(3);
});
