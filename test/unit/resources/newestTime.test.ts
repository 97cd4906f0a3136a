import { expect, test } from "vitest";
import { newestTimeIn } from "../../../src/resources/newestTime.ts";

const newest = "2026-06-15T10:30:05Z";
const older = "2026-06-15T10:00:00Z";
const later = "2027-01-01T00:00:00Z";

test.each([
  { what: "its creation", pod: { metadata: { creationTimestamp: newest } } },
  { what: "its start", pod: { metadata: { creationTimestamp: older }, status: { startTime: newest } } },
  {
    what: "a condition",
    pod: { status: { conditions: [{ lastTransitionTime: older }, { lastTransitionTime: newest }] } },
  },
  { what: "a container", pod: { status: { containerStatuses: [{ state: { running: { startedAt: newest } } }] } } },
  {
    what: "a former end",
    pod: { status: { initContainerStatuses: [{ lastState: { terminated: { finishedAt: newest } } }] } },
  },
  { what: "a field manager", pod: { metadata: { managedFields: [{ time: newest, fieldsV1: { "f:time": {} } }] } } },
  {
    what: "its deletion, which is the deadline less the grace period",
    pod: { metadata: { deletionTimestamp: "2026-06-15T10:30:35Z", deletionGracePeriodSeconds: 30 } },
  },
  {
    what: "nothing of what annotations and labels say",
    pod: { metadata: { creationTimestamp: newest, annotations: { time: later }, labels: { startedAt: later } } },
  },
])("the newest time of a pod is that of $what", ({ pod }) => {
  expect(newestTimeIn(pod)).toBe(Date.parse(newest));
});

test("a pod that speaks of no time has none", () => {
  expect(newestTimeIn({ metadata: { name: "a" } })).toBeNaN();
});
