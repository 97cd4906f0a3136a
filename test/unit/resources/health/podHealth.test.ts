import { describe, expect, test } from "vitest";
import type { Health } from "../../../../src/resources/health/podHealth.ts";
import { healthThresholds } from "../../../../src/resources/health/podHealth.ts";
import { whySteadyFor, whyText, whyWords } from "../../../../src/resources/health/whyText.ts";
import { podDecoder } from "../../../../src/resources/podDecoder.ts";
import { podRowAt, podRowTurnsAt } from "../../../../src/resources/podRow.ts";
import {
  ago,
  container,
  down,
  ended,
  type HealthPod,
  healthNow,
  healthPod,
  payments,
  unready,
  waiting,
} from "../../../support/healthPod.ts";
import { podBytes } from "../../../support/podProtobuf.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

interface Case {
  readonly what: string;
  readonly pod: HealthPod;
  readonly health: Health;
  readonly why?: string;
}

const pending = (agoMs: number, more: HealthPod = {}): HealthPod => ({
  ...more,
  metadata: { creationTimestamp: ago(agoMs), ...more.metadata },
  spec: { nodeName: "", ...more.spec },
  status: { phase: "Pending", containerStatuses: [], ...more.status },
});
const unschedulable = (agoMs: number, message: string): HealthPod => ({
  ...pending(agoMs),
  conditions: {
    PodReadyToStartContainers: null,
    Initialized: null,
    Ready: null,
    ContainersReady: null,
    PodScheduled: { status: "False", reason: "Unschedulable", message, lastTransitionTime: ago(agoMs) },
  },
});
const crashed = (state: object, lastState: object, restartCount: number): HealthPod => ({
  status: { containerStatuses: [down({ ...state }, { lastState, restartCount })] },
  conditions: { Ready: unready(2 * minute), ContainersReady: unready(2 * minute) },
});
/** Bound to a node `agoMs` before, and not ready since. */
const starting = (agoMs: number, status: HealthPod["status"], more: HealthPod = {}): HealthPod => ({
  ...more,
  metadata: { creationTimestamp: ago(agoMs), ...more.metadata },
  status: { phase: "Pending", ...status },
  conditions: {
    PodScheduled: { status: "True", lastTransitionTime: ago(agoMs) },
    Initialized: { status: "True", lastTransitionTime: ago(agoMs) },
    Ready: unready(agoMs),
    ContainersReady: unready(agoMs),
    ...more.conditions,
  },
});
const deleted = (deadlineAgoMs: number, more: HealthPod = {}): HealthPod => ({
  ...more,
  metadata: { deletionTimestamp: ago(deadlineAgoMs), deletionGracePeriodSeconds: 30, ...more.metadata },
});
const migrate = { initContainers: [{ name: "migrate", image: "registry.demo/pay/migrate:v7" }] };
const migrating = (agoMs: number, state: object, more: object = {}): HealthPod =>
  starting(
    agoMs,
    {
      initContainerStatuses: [down({ ...state }, { name: "migrate", ...more })],
      containerStatuses: [down(waiting("PodInitializing"))],
    },
    { spec: migrate, conditions: { Initialized: unready(agoMs) } },
  );
const mesh = { initContainers: [{ name: "mesh", image: "registry.demo/mesh/proxy:2", restartPolicy: "Always" }] };

const cases: readonly Case[] = [
  { what: "runs and is ready", pod: {}, health: "ok" },
  {
    what: "has restarted long ago",
    pod: { status: { containerStatuses: [container({ restartCount: 3, lastState: ended(1, "Error", hour) })] } },
    health: "ok",
  },
  {
    what: "ended well",
    pod: {
      status: { phase: "Succeeded", containerStatuses: [down(ended(0, "Completed", hour))] },
      conditions: { Ready: unready(hour, { reason: "PodCompleted" }) },
    },
    health: "done",
  },

  // Ends.
  {
    what: "is killed for memory again and again",
    pod: crashed(
      waiting("CrashLoopBackOff", "back-off 40s restarting failed container"),
      ended(137, "OOMKilled", 2 * minute),
      3,
    ),
    health: "broken",
    why: "OOMKilled exit 137, limit 256Mi, 4th try, 2m ago",
  },
  {
    what: "is killed for memory without a limit of its own",
    pod: {
      ...crashed(waiting("CrashLoopBackOff"), ended(137, "OOMKilled", 2 * minute), 1),
      spec: { containers: [payments] },
    },
    health: "broken",
    why: "OOMKilled exit 137, 2nd try, 2m ago",
  },
  {
    what: "crashes for the first time",
    pod: crashed(ended(1, "Error", 3 * second), {}, 0),
    health: "broken",
    why: "exit 1, 3s ago",
  },
  {
    what: "is in a crash loop whose last end is not known",
    pod: crashed(waiting("CrashLoopBackOff", "back-off 5m0s restarting failed container=payments"), {}, 11),
    health: "broken",
    why: "CrashLoopBackOff",
  },
  {
    what: "runs, and was killed for memory a minute ago",
    pod: {
      status: { containerStatuses: [container({ restartCount: 4, lastState: ended(137, "OOMKilled", minute) })] },
    },
    health: "flapping",
    why: "OOMKilled exit 137, limit 256Mi, 4th try, 60s ago",
  },
  {
    what: "has a second container in a crash loop",
    pod: {
      spec: { containers: [payments, { name: "log", image: "log:1" }] },
      status: {
        containerStatuses: [
          container(),
          down(waiting("CrashLoopBackOff"), { name: "log", restartCount: 20, lastState: ended(2, "Error", minute) }),
        ],
      },
    },
    health: "broken",
    why: "log: exit 2, 21st try, 60s ago",
  },
  {
    what: "has a sidecar in a crash loop",
    pod: {
      spec: mesh,
      status: {
        initContainerStatuses: [
          down(waiting("CrashLoopBackOff"), {
            name: "mesh",
            started: true,
            restartCount: 12,
            lastState: ended(139, "Error", minute, { signal: 11 }),
          }),
        ],
      },
    },
    health: "broken",
    why: "sidecar mesh: exit 139, 13th try, 60s ago",
  },
  {
    what: "is a Job's pod that failed",
    pod: { status: { phase: "Failed", containerStatuses: [down(ended(3, "Error", 2 * hour))] } },
    health: "broken",
    why: "exit 3, 120m ago",
  },
  {
    what: "cannot start its program",
    pod: crashed(
      waiting("CrashLoopBackOff"),
      ended(128, "StartError", minute, {
        message:
          'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "serve": executable file not found in $PATH: unknown',
      }),
      1,
    ),
    health: "broken",
    why: 'StartError exit 128: exec: "serve": executable file not found in $PATH, 2nd try, 60s ago',
  },

  // Images and configuration.
  {
    what: "has an image that nobody pushed",
    pod: starting(6 * minute, {
      containerStatuses: [
        down(
          waiting(
            "ImagePullBackOff",
            `Back-off pulling image "${payments.image}": ErrImagePull: rpc error: code = NotFound desc = failed to pull and unpack image "${payments.image}": failed to resolve reference "${payments.image}": manifest unknown: manifest unknown`,
          ),
        ),
      ],
    }),
    health: "broken",
    why: "pull: manifest unknown payments:v1.2.3",
  },
  {
    what: "waits to pull again, and nobody says why",
    pod: starting(minute, {
      containerStatuses: [down(waiting("ImagePullBackOff", `Back-off pulling image "${payments.image}"`))],
    }),
    health: "broken",
    why: "pull: ImagePullBackOff payments:v1.2.3",
  },
  {
    what: "wants a secret that is not there",
    pod: starting(minute, {
      containerStatuses: [down(waiting("CreateContainerConfigError", 'secret "payments-db" not found'))],
    }),
    health: "broken",
    why: 'config: secret "payments-db" not found',
  },

  // Starts.
  {
    what: "was created 5 s ago",
    pod: pending(5 * second, {
      conditions: { PodScheduled: null, Ready: null, ContainersReady: null, Initialized: null },
    }),
    health: "ok",
  },
  {
    what: "no scheduler has looked at",
    pod: pending(9 * minute, {
      conditions: { PodScheduled: null, Ready: null, ContainersReady: null, Initialized: null },
    }),
    health: "slow",
    why: "not scheduled for 9m",
  },
  {
    what: "is held back by a scheduling gate",
    pod: {
      ...pending(9 * hour),
      conditions: { PodScheduled: { status: "False", reason: "SchedulingGated", lastTransitionTime: ago(9 * hour) } },
    },
    health: "ok",
  },
  {
    what: "has no room on any node for 5 s",
    pod: unschedulable(5 * second, "0/3 nodes are available: 3 Insufficient cpu."),
    health: "ok",
  },
  {
    what: "has no room on any node",
    pod: unschedulable(
      4 * minute,
      "0/12 nodes are available: 4 node(s) had untolerated taint {dedicated: gpu}, 8 Insufficient cpu. preemption: 0/12 nodes are available: 4 Preemption is not helpful for scheduling, 8 No preemption victims found for incoming pod.",
    ),
    health: "broken",
    why: "0/12 nodes: 8 insufficient cpu, 4 taint dedicated=gpu",
  },
  {
    what: "has a node whose kubelet says nothing",
    pod: starting(6 * minute, { containerStatuses: [] }),
    health: "slow",
    why: "nothing heard from the kubelet of ip-10-3 for 6m",
  },
  {
    what: "is being created for 5 s",
    pod: starting(5 * second, { containerStatuses: [down(waiting("ContainerCreating"))] }),
    health: "ok",
  },
  {
    what: "is being created for 7 minutes",
    pod: starting(7 * minute, { containerStatuses: [down(waiting("ContainerCreating"))] }),
    health: "slow",
    why: "ContainerCreating for 7m",
  },
  {
    what: "is being created since its init containers ended a minute ago",
    pod: starting(
      30 * minute,
      { containerStatuses: [down(waiting("PodInitializing"))] },
      { conditions: { Initialized: { status: "True", lastTransitionTime: ago(minute) } } },
    ),
    health: "ok",
  },
  { what: "migrates for a minute", pod: migrating(90 * second, { running: { startedAt: ago(minute) } }), health: "ok" },
  {
    what: "migrates for 20 minutes",
    pod: migrating(21 * minute, { running: { startedAt: ago(20 * minute) } }),
    health: "slow",
    why: "init migrate: running for 20m",
  },
  {
    what: "cannot migrate",
    pod: migrating(10 * minute, waiting("CrashLoopBackOff"), {
      restartCount: 6,
      lastState: ended(3, "Error", 20 * second),
    }),
    health: "broken",
    why: "init migrate: exit 3, 7th try, 20s ago",
  },
  {
    what: "tries to migrate again",
    pod: migrating(
      10 * minute,
      { running: { startedAt: ago(2 * second) } },
      { restartCount: 7, lastState: ended(3, "Error", 3 * minute) },
    ),
    health: "flapping",
    why: "init migrate: exit 3, 7th try, 3m ago",
  },
  {
    what: "has a sidecar that does not start",
    pod: starting(
      12 * minute,
      {
        initContainerStatuses: [
          container({
            name: "mesh",
            started: false,
            ready: false,
            state: { running: { startedAt: ago(11 * minute) } },
          }),
        ],
        containerStatuses: [down(waiting("PodInitializing"))],
      },
      { spec: mesh, conditions: { Initialized: unready(12 * minute) } },
    ),
    health: "slow",
    why: "startup probe not passed for 11m: mesh",
  },

  // Readiness.
  {
    what: "lost its readiness",
    pod: {
      status: { containerStatuses: [container({ ready: false })] },
      conditions: { Ready: unready(4 * minute), ContainersReady: unready(4 * minute) },
    },
    health: "degraded",
    why: "readiness failing for 4m",
  },
  {
    what: "was started a minute ago and is not ready yet",
    pod: starting(2 * minute, {
      phase: "Running",
      containerStatuses: [container({ ready: false, state: { running: { startedAt: ago(minute) } } })],
    }),
    health: "ok",
  },
  {
    what: "was never ready",
    pod: starting(8 * minute, {
      phase: "Running",
      containerStatuses: [container({ ready: false, state: { running: { startedAt: ago(7 * minute) } } })],
    }),
    health: "slow",
    why: "not ready since its start 7m ago",
  },
  {
    what: "does not pass its startup probe",
    pod: starting(8 * minute, {
      phase: "Running",
      containerStatuses: [
        container({ ready: false, started: false, state: { running: { startedAt: ago(7 * minute) } } }),
      ],
    }),
    health: "slow",
    why: "startup probe not passed for 7m",
  },
  {
    what: "has two containers, of which one lost its readiness",
    pod: {
      spec: { containers: [payments, { name: "log", image: "log:1" }] },
      status: { containerStatuses: [container(), container({ name: "log", ready: false })] },
      conditions: { Ready: unready(3 * minute), ContainersReady: unready(3 * minute) },
    },
    health: "degraded",
    why: "readiness failing for 3m: log",
  },
  {
    what: "is not ready, and no time is known",
    pod: { status: { conditions: [], containerStatuses: [container({ ready: false, state: { running: {} } })] } },
    health: "degraded",
    why: "not ready",
  },
  {
    what: "is on a node that does not answer",
    pod: { conditions: { Ready: { status: "False", lastTransitionTime: ago(12 * minute) } } },
    health: "degraded",
    why: "node ip-10-3 not ready for 12m",
  },
  {
    what: "waits for a readiness gate for a minute",
    pod: {
      spec: { readinessGates: [{ conditionType: "example.com/lb" }] },
      conditions: {
        Ready: unready(hour, { reason: "ReadinessGatesNotReady" }),
        ContainersReady: { status: "True", lastTransitionTime: ago(minute) },
      },
    },
    health: "ok",
  },
  {
    what: "lost a readiness gate",
    pod: {
      spec: { readinessGates: [{ conditionType: "example.com/lb" }] },
      conditions: {
        Ready: unready(minute, { reason: "ReadinessGatesNotReady" }),
        "example.com/lb": { status: "False" },
      },
    },
    health: "degraded",
    why: "readiness gate example.com/lb not met for 60s",
  },
  {
    what: "has a container that ended well beside one that runs",
    pod: {
      spec: { containers: [payments, { name: "log", image: "log:1" }] },
      status: { containerStatuses: [down(ended(0, "Completed", minute)), container({ name: "log" })] },
      conditions: { Ready: unready(minute) },
    },
    health: "ok",
  },

  // Ends of whole pods.
  {
    what: "was evicted",
    pod: {
      status: {
        phase: "Failed",
        reason: "Evicted",
        containerStatuses: [],
        message:
          "The node was low on resource: memory. Threshold quantity: 100Mi, available: 51612Ki. Container payments was using 1Gi, request is 128Mi, has larger consumption of memory. ",
      },
      conditions: {
        DisruptionTarget: { status: "True", reason: "TerminationByKubelet", lastTransitionTime: ago(5 * minute) },
      },
    },
    health: "broken",
    why: "evicted: memory pressure, 5m ago",
  },
  {
    what: "was refused by its node",
    pod: {
      status: {
        phase: "Failed",
        reason: "OutOfcpu",
        conditions: [],
        containerStatuses: [],
        message: "Pod was rejected: Node didn't have enough resource: cpu, requested: 1000, used: 3900, capacity: 4000",
      },
    },
    health: "broken",
    why: "OutOfcpu: Node didn't have enough resource: cpu, requested: 1000, used: 3900, capacity: 4000",
  },
  { what: "is deleted and within its grace", pod: deleted(-20 * second), health: "ok" },
  { what: "is deleted and just past its grace", pod: deleted(10 * second), health: "ok" },
  {
    what: "is deleted in a crash loop",
    pod: deleted(-20 * second, crashed(waiting("CrashLoopBackOff"), ended(1, "Error", minute), 3)),
    health: "ok",
  },
  {
    what: "does not go, and nobody says why",
    pod: deleted(12 * minute),
    health: "stuck",
    why: "stuck terminating 12m",
  },
  {
    what: "does not go for a finalizer",
    pod: deleted(12 * minute, { metadata: { finalizers: ["example.com/hold"] } }),
    health: "stuck",
    why: "stuck terminating 12m: finalizer example.com/hold",
  },
  {
    what: "does not go for a finalizer, from a node that was lost",
    pod: deleted(12 * minute, {
      metadata: { finalizers: ["example.com/hold"] },
      status: { reason: "NodeLost" },
    }),
    health: "stuck",
    why: "stuck terminating 12m: finalizer example.com/hold, node ip-10-3 lost",
  },
  {
    what: "does not go from a node that does not answer",
    pod: deleted(12 * minute, { conditions: { Ready: { status: "False", lastTransitionTime: ago(17 * minute) } } }),
    health: "stuck",
    why: "stuck terminating 12m: node ip-10-3 not ready",
  },
];

function rowOf(pod: HealthPod) {
  return podRowAt(podDecoder.fromJson(healthPod(pod)), healthNow);
}

describe("a pod that", () => {
  test.each(cases)("$what is $health", ({ pod, health, why = "" }) => {
    const row = rowOf(pod);

    expect({ health: row.health, why: whyText(row, healthNow) }).toEqual({ health, why });
  });

  test.each(cases)("$what is the same from protobuf", ({ pod }) => {
    const bytes = podBytes(healthPod(pod));

    expect(podDecoder.fromProtobuf(bytes, 0, bytes.length)).toEqual(podDecoder.fromJson(healthPod(pod)));
  });

  test.each(cases)("$what keeps its health until it says that it turns", ({ pod }) => {
    const first = rowOf(pod);
    const turnsAt = podRowTurnsAt(first, healthNow);
    const moments = [1, second, minute, 5 * minute, 10 * minute, hour, 24 * hour].map((ms) => healthNow + ms);

    for (const at of moments.filter((moment) => moment < turnsAt)) expect(podRowAt(first, at)).toBe(first);
    if (first.troubles.length === 1 && Number.isFinite(turnsAt)) {
      expect(podRowAt(first, turnsAt).health).not.toBe(first.health);
    }
  });
});

test("a pod that flapped is well again once it has run for long enough", () => {
  const pod = { status: { containerStatuses: [container({ restartCount: 1, lastState: ended(1, "Error", minute) })] } };
  const row = rowOf(pod);

  expect(row.health).toBe("flapping");
  expect(podRowTurnsAt(row, healthNow)).toBe(healthNow - minute + healthThresholds.flapping);
  expect(podRowAt(row, healthNow - minute + healthThresholds.flapping).health).toBe("ok");
});

test("a pod that flaps and is not ready is degraded once it flaps no more", () => {
  const row = rowOf({
    status: {
      containerStatuses: [container({ ready: false, restartCount: 1, lastState: ended(1, "Error", 5 * minute) })],
    },
    conditions: { Ready: unready(4 * minute), ContainersReady: unready(4 * minute) },
  });

  expect(row.health).toBe("flapping");
  const later = podRowAt(row, podRowTurnsAt(row, healthNow));
  expect(later.health).toBe("degraded");
  expect(whyText(later, healthNow + 5 * minute)).toBe("readiness failing for 9m");
});

test("a pod that is well keeps nothing of its own", () => {
  expect(rowOf({}).troubles).toBe(rowOf({ metadata: { uid: "uid-2" } }).troubles);
});

test("ages in the line tick, and a filter sees the line without them", () => {
  const row = rowOf(crashed(waiting("CrashLoopBackOff"), ended(137, "OOMKilled", 2 * minute), 3));

  expect(whyText(row, healthNow + 3 * second)).toBe("OOMKilled exit 137, limit 256Mi, 4th try, 2m3s ago");
  expect(whySteadyFor(row, healthNow)).toBe(second);
  expect(whyWords(row)).toBe("OOMKilled exit 137, limit 256Mi, 4th try,  ago");
  expect(whySteadyFor(rowOf({}), healthNow)).toBe(Number.POSITIVE_INFINITY);
});

test("what servers say brings no control characters to the line", () => {
  const message = 'secret "\u001b[31mx\u0000\u0007"\nnot found';
  const row = rowOf(starting(minute, { containerStatuses: [down(waiting("CreateContainerConfigError", message))] }));

  expect(whyText(row, healthNow)).toBe('config: secret "[31mx" not found');
});
