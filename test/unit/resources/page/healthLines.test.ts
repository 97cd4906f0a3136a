import { expect, test } from "vitest";
import { healthThresholds } from "../../../../src/resources/health/podHealth.ts";
import { isObject } from "../../../../src/resources/jsonFields.ts";
import { healthLines } from "../../../../src/resources/page/healthLines.ts";
import { Ages } from "../../../../src/resources/page/section.ts";
import {
  ago,
  container,
  down,
  ended,
  type HealthPod,
  healthNow,
  healthPod,
  unready,
  waiting,
} from "../../../support/healthPod.ts";

const minute = 60_000;

function linesOf(pod: HealthPod, ages = new Ages(healthNow)): readonly string[] {
  const object = healthPod(pod);
  if (!isObject(object)) throw new Error("no object");
  return healthLines(object, ages).map((line) => line.map(({ text }) => text).join(""));
}

const restarted = (agoMs: number) => ({
  status: {
    containerStatuses: [
      container({
        restartCount: 1,
        state: { running: { startedAt: ago(agoMs) } },
        lastState: ended(1, "Error", agoMs),
      }),
    ],
  },
});

test.each<[string, HealthPod, readonly string[]]>([
  ["well", {}, ["● ok  Running, 1/1 ready"]],
  [
    "broken",
    {
      conditions: { Ready: unready(3 * minute), ContainersReady: unready(3 * minute) },
      status: {
        containerStatuses: [
          down(waiting("CrashLoopBackOff", "back-off 5m0s"), {
            restartCount: 4,
            lastState: ended(137, "OOMKilled", 2 * minute),
          }),
        ],
      },
    },
    [
      "✕ broken  OOMKilled exit 137, limit 256Mi, 5th try, 2m ago",
      "    CrashLoopBackOff, 0/1 ready: it does not work, and waiting will not help",
    ],
  ],
  [
    "flapping",
    restarted(3 * minute),
    ["▲ flapping  exit 1, 3m ago", "    Running, 1/1 ready: it runs now, and restarted less than 10m ago"],
  ],
  [
    "not ready",
    {
      conditions: { Ready: unready(4 * minute), ContainersReady: unready(4 * minute) },
      status: { containerStatuses: [container({ ready: false })] },
    },
    ["▲ degraded  readiness failing for 4m", "    Running, 0/1 ready: it runs, and is not ready"],
  ],
  [
    "stuck",
    {
      metadata: { deletionTimestamp: ago(12 * minute), deletionGracePeriodSeconds: 30, finalizers: ["example.com/x"] },
    },
    [
      "▲ stuck  stuck terminating 12m: finalizer example.com/x",
      "    Terminating, 1/1 ready: it should be gone, its grace period is over",
    ],
  ],
  [
    "done",
    { status: { phase: "Succeeded", containerStatuses: [down(ended(0, "Completed", 5 * minute))] } },
    ["○ done  Completed, 0/1 ready: it ended well"],
  ],
])("a pod that is %s says so in words", (_what, pod, lines) => {
  expect(linesOf(pod)).toEqual(lines);
});

test("how it is changes with time alone, and it is known when", () => {
  const ages = new Ages(healthNow - minute + healthThresholds.flapping - 500);
  expect(linesOf(restarted(minute), ages)[0]).toMatch(/flapping/);
  expect(ages.steadyFor).toBe(500);

  expect(linesOf(restarted(minute), new Ages(ages.now + 500))).toEqual(["● ok  Running, 1/1 ready"]);
});
