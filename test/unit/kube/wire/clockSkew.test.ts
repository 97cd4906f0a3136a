import { expect, test } from "vitest";
import { clockSkewOf } from "../../../../src/kube/wire/clockSkew.ts";

test.each([
  { says: "the same second", serverDate: 10_000, sentAt: 10_100, receivedAt: 10_200, skew: 0 },
  { says: "a second that ended on the way", serverDate: 10_000, sentAt: 10_990, receivedAt: 11_400, skew: 0 },
  { says: "the last millisecond of its second", serverDate: 10_000, sentAt: 10_999, receivedAt: 11_000, skew: 0 },
  { says: "two seconds later", serverDate: 12_000, sentAt: 10_000, receivedAt: 10_100, skew: 2_450 },
  { says: "an hour earlier", serverDate: 0, sentAt: 3_600_000, receivedAt: 3_600_200, skew: -3_599_600 },
])("a server that says $says is $skew ms ahead", ({ serverDate, sentAt, receivedAt, skew }) => {
  expect(clockSkewOf(serverDate, { sentAt, receivedAt })).toBe(skew);
});
