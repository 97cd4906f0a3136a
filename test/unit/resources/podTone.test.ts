import { expect, test } from "vitest";
import { toneOfPod, toneOfReady, toneOfStatus } from "../../../src/resources/podTone.ts";
import { podRow } from "../../support/podRow.ts";

test.each([
  ["Running", "good"],
  ["Pending", "busy"],
  ["ContainerCreating", "busy"],
  ["PodInitializing", "busy"],
  ["Terminating", "busy"],
  ["Init:0/2", "busy"],
  ["Init:CrashLoopBackOff", "bad"],
  ["Init:Error", "bad"],
  ["Init:1/2x", "bad"],
  ["NotReady", "warning"],
  ["Unknown", "warning"],
  ["SchedulingGated", "warning"],
  ["", "warning"],
  ["Completed", "muted"],
  ["Succeeded", "muted"],
  ["ExitCode:0", "muted"],
  ["ExitCode:1", "bad"],
  ["CrashLoopBackOff", "bad"],
  ["Evicted", "bad"],
  ["a reason nobody has heard of", "bad"],
])("status %j is %s", (status, tone) => {
  expect(toneOfStatus(status)).toBe(tone);
});

test("a running pod is a warning until all of its containers are ready", () => {
  expect(toneOfPod(podRow({ readyContainers: 1, totalContainers: 2 }))).toBe("warning");
  expect(toneOfPod(podRow({ readyContainers: 2, totalContainers: 2 }))).toBe("good");
  expect(toneOfPod(podRow({ status: "Error", readyContainers: 0 }))).toBe("bad");
});

test.each([
  [{ readyContainers: 2, totalContainers: 2, status: "CrashLoopBackOff" }, "normal"],
  [{ readyContainers: 0, totalContainers: 2, status: "Completed" }, "muted"],
  [{ readyContainers: 0, totalContainers: 2, status: "ContainerCreating" }, "busy"],
  [{ readyContainers: 1, totalContainers: 2, status: "Running" }, "warning"],
  [{ readyContainers: 0, totalContainers: 2, status: "CrashLoopBackOff" }, "warning"],
  [{ readyContainers: 3, totalContainers: 2, status: "Running" }, "normal"],
] as const)("the ready count of %j is %s", (row, tone) => {
  expect(toneOfReady(podRow(row))).toBe(tone);
});
