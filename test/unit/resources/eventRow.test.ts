import { describe, expect, test } from "vitest";
import { eventAge } from "../../../src/resources/eventLines.ts";
import { eventDecoder, newestFirst } from "../../../src/resources/eventRow.ts";

const now = Date.UTC(2026, 0, 5, 10, 0, 0);
const read = (change: object) =>
  eventDecoder.fromJson({
    metadata: { namespace: "shop", name: "e1", uid: "u1", resourceVersion: "7" },
    involvedObject: { kind: "Pod", name: "web-1" },
    ...change,
  });

describe("when and how often", () => {
  test.each([
    {
      what: "the old API counts",
      event: { firstTimestamp: "2026-01-05T09:48:00Z", lastTimestamp: "2026-01-05T09:58:00Z", count: 7 },
      age: "2m (x7 over 12m)",
    },
    {
      what: "once",
      event: { firstTimestamp: "2026-01-05T09:58:00Z", lastTimestamp: "2026-01-05T09:58:00Z", count: 1 },
      age: "2m",
    },
    { what: "the new API has one moment", event: { eventTime: "2026-01-05T09:00:00.123456Z" }, age: "59m" },
    {
      what: "the new API has a series",
      event: {
        eventTime: "2026-01-05T09:00:00.000000Z",
        series: { count: 3, lastObservedTime: "2026-01-05T09:59:30.000000Z" },
      },
      age: "30s (x3 over 60m)",
    },
    { what: "nothing is known", event: { lastTimestamp: null }, age: "<unknown>" },
  ])("$what: $age", ({ event, age }) => {
    expect(eventAge(read(event), now)).toBe(age);
  });
});

test("who says it of what, without letters that control a terminal", () => {
  expect(
    read({ type: "Warning", reason: "Bad\u001b[2J", message: "two\nlines\n", source: { component: "kubelet" } }),
  ).toMatchObject({ object: "pod/web-1", source: "kubelet", reason: "Bad[2J", message: "two lines", count: 1 });
  expect(read({ reportingComponent: "default-scheduler", source: {} }).source).toBe("default-scheduler");
});

test("the newest comes first, and of two at once the one written later", () => {
  const at = (name: string, lastTimestamp: string | null, resourceVersion: string) =>
    read({ metadata: { name, resourceVersion }, lastTimestamp });
  const events = [
    at("old", "2026-01-05T09:00:00Z", "1"),
    at("unknown", null, "2"),
    at("new", "2026-01-05T09:30:00Z", "3"),
    at("newer", "2026-01-05T09:30:00Z", "4"),
  ];

  expect(newestFirst(events).map(({ key }) => key)).toEqual(["/newer", "/new", "/old", "/unknown"]);
});
