import { expect, test } from "vitest";
import { containerChoices } from "../../../src/resources/containerChoices.ts";

const running = { running: { startedAt: "2026-01-05T10:00:00Z" } };
const status = {
  initContainerStatuses: [
    { name: "migrate", state: { terminated: { exitCode: 0, reason: "Completed" } } },
    { name: "proxy", state: running },
  ],
  containerStatuses: [
    { name: "crashed", state: { waiting: { reason: "CrashLoopBackOff" } } },
    { name: "killed", state: { terminated: { exitCode: 137, reason: "OOMKilled" } } },
    { name: "app", state: running },
    { name: "worker", state: running },
  ],
  ephemeralContainerStatuses: [{ name: "debugger-x", state: running }],
};

test("what runs comes first, then what does not and why, without init containers that are done", () => {
  expect(containerChoices({ metadata: {}, status })).toEqual([
    { name: "app", isRunning: true, state: "running" },
    { name: "worker", isRunning: true, state: "running" },
    { name: "proxy", isRunning: true, state: "running" },
    { name: "debugger-x", isRunning: true, state: "running" },
    { name: "crashed", isRunning: false, state: "CrashLoopBackOff" },
    { name: "killed", isRunning: false, state: "exit 137 (SIGKILL), OOMKilled" },
  ]);
});

test.each([
  { first: "worker", names: ["worker", "app", "proxy"] },
  { first: "crashed", names: ["app", "worker", "proxy"] },
])("kubectl's default container is the first of its kind: $first", ({ first, names }) => {
  const metadata = { annotations: { "kubectl.kubernetes.io/default-container": first } };
  const found = containerChoices({ metadata, status }).map(({ name }) => name);
  expect(found.slice(0, 3)).toEqual(names);
  expect(found.indexOf(first)).toBe(first === "crashed" ? 4 : 0);
});

test("a pod without statuses has nothing to choose", () => {
  expect(containerChoices({ metadata: {}, status: {} })).toEqual([]);
});
