import { describe, expect, test } from "vitest";
import { containerSections } from "../../../../src/resources/page/containersSection.ts";
import { crashedContainers } from "../../../../src/resources/page/crashedContainers.ts";
import { ownerOf, ownerPath, ownerSection } from "../../../../src/resources/page/ownerSection.ts";
import { pageLines, podSections } from "../../../../src/resources/page/podPage.ts";
import { conditionsSection, nodeSection, podSection } from "../../../../src/resources/page/podSections.ts";
import { probeWords } from "../../../../src/resources/page/probeWords.ts";
import { Ages, type Section } from "../../../../src/resources/page/section.ts";

const now = Date.UTC(2026, 0, 5, 10, 0, 0);
const ages = () => new Ages(now);
const textOf = ({ lines }: Section) => lines.map((line) => line.map(({ text }) => text).join(""));
const podWith = (status: object, container: object = {}) => ({
  spec: { containers: [{ name: "main", image: "registry.demo/web:v1", ...container }] },
  status: { containerStatuses: [{ name: "main", ...status }] },
});
const containerText = (pod: object) => containerSections({ ...pod }, ages()).flatMap(textOf);

describe("the state of a container", () => {
  test.each([
    {
      status: { ready: true, state: { running: { startedAt: "2026-01-05T09:00:00Z" } } },
      line: "● main  running for 60m",
    },
    {
      status: { ready: false, state: { running: { startedAt: "2026-01-05T09:59:00Z" } } },
      line: "▲ main  running for 60s, not ready",
    },
    { status: { state: { waiting: { reason: "ContainerCreating" } } }, line: "◌ main  waiting, ContainerCreating" },
    {
      status: { state: { waiting: { reason: "ImagePullBackOff", message: 'Back-off pulling image "x"' } } },
      line: '✕ main  waiting, ImagePullBackOff: Back-off pulling image "x"',
    },
    {
      status: {
        state: {
          waiting: { reason: "CrashLoopBackOff", message: "back-off 10s restarting failed container=main pod=x_y(z)" },
        },
      },
      line: "✕ main  waiting, CrashLoopBackOff: back-off 10s",
    },
    {
      status: {
        state: {
          terminated: {
            exitCode: 137,
            reason: "OOMKilled",
            startedAt: "2026-01-05T09:00:00Z",
            finishedAt: "2026-01-05T09:30:00Z",
          },
        },
      },
      line: "✕ main  exit 137 (SIGKILL), OOMKilled, 30m ago after 30m",
    },
    {
      status: { state: { terminated: { exitCode: 1, message: "no config\n", finishedAt: "2026-01-05T09:30:00Z" } } },
      line: "✕ main  exit 1, 30m ago: no config",
    },
    {
      status: { state: { terminated: { exitCode: 0, reason: "Completed", finishedAt: "2026-01-05T09:30:00Z" } } },
      line: "○ main  exit 0, 30m ago",
    },
    { status: {}, line: "◌ main  waiting" },
  ])("$line", ({ status, line }) => {
    expect(containerText(podWith(status))[0]).toBe(line);
  });
});

test("what a container may use, and how it is probed", () => {
  const lines = containerText(
    podWith(
      { restartCount: 4, lastState: { terminated: { exitCode: 143, finishedAt: "2026-01-05T09:55:00Z" } } },
      {
        resources: { requests: { cpu: "250m", memory: "64Mi" }, limits: { memory: "128Mi" } },
        readinessProbe: { exec: { command: ["cat", "/ready"] }, periodSeconds: 5 },
      },
    ),
  );

  expect(lines.slice(1)).toEqual([
    "    last run  exit 143 (SIGTERM), 5m ago",
    "    restarts  4",
    "    image     registry.demo/web:v1",
    "    requests  cpu 250m, memory 64Mi",
    "    limits    memory 128Mi",
    "    readiness exec [cat /ready], every 5s",
  ]);
});

test.each([
  {
    probe: {
      httpGet: { path: "/ready", port: "http", scheme: "HTTP" },
      periodSeconds: 10,
      timeoutSeconds: 1,
      failureThreshold: 3,
    },
    words: "http-get http://:http/ready, every 10s, timeout 1s, 3 failures",
  },
  { probe: { httpGet: { path: "x", host: "h", port: 80, scheme: "HTTPS" } }, words: "http-get https://h:80/x" },
  {
    probe: { tcpSocket: { port: 8080 }, initialDelaySeconds: 15, failureThreshold: 1 },
    words: "tcp-socket :8080, after 15s, 1 failure",
  },
  { probe: { grpc: { port: 9000, service: "health" } }, words: "grpc <pod>:9000 health" },
  { probe: {}, words: "unknown" },
])("the probe $words", ({ probe, words }) => {
  expect(probeWords(probe)).toBe(words);
});

describe("which containers come first", () => {
  const pod = (initialized: string) => ({
    spec: {
      initContainers: [{ name: "migrate" }, { name: "proxy", restartPolicy: "Always" }],
      containers: [{ name: "main" }],
      ephemeralContainers: [{ name: "debug" }],
    },
    status: {
      conditions: [{ type: "Initialized", status: initialized }],
      initContainerStatuses: [
        { name: "migrate", state: { running: { startedAt: "2026-01-05T09:00:00Z" } } },
        { name: "proxy", ready: true, state: { running: { startedAt: "2026-01-05T09:00:00Z" } } },
      ],
    },
  });

  test.each([
    { initialized: "False", titles: ["Init containers", "Containers", "Ephemeral containers"] },
    { initialized: "True", titles: ["Containers", "Ephemeral containers", "Init containers"] },
  ])("initialized $initialized: $titles", ({ initialized, titles }) => {
    expect(containerSections(pod(initialized), ages()).map(({ title }) => title)).toEqual(titles);
  });

  test("an init container that runs is busy, a sidecar that runs is well", () => {
    expect(containerText(pod("False")).slice(0, 2)).toEqual([
      "◌ migrate  running for 60m",
      "● proxy  sidecar, running for 60m",
    ]);
  });
});

describe("last words", () => {
  const statusOf = (status: object) =>
    crashedContainers({ status: { containerStatuses: [{ name: "main", ...status }] } });
  const failed = { terminated: { exitCode: 1 } };

  test.each([
    { what: "one that waits to start again", status: { state: { waiting: {} }, lastState: failed }, previous: false },
    { what: "one that runs again", status: { state: { running: {} }, lastState: failed }, previous: true },
    { what: "one that has ended badly", status: { state: failed, lastState: {} }, previous: false },
  ])("of $what are in the log of its last run", ({ status, previous }) => {
    expect(statusOf(status)).toEqual([{ container: "main", previous, restarts: 0 }]);
  });

  test.each([
    { what: "runs for the first time", status: { state: { running: {} } } },
    { what: "has done its work", status: { state: { terminated: { exitCode: 0 } } } },
    {
      what: "has done its work before",
      status: { state: { running: {} }, lastState: { terminated: { exitCode: 0 } } },
    },
    { what: "has not started", status: {} },
  ])("nobody asks for those of one that $what", ({ status }) => {
    expect(statusOf(status)).toEqual([]);
  });
});

test.each([
  {
    condition: { type: "Ready", status: "True", lastTransitionTime: "2026-01-05T09:00:00Z", reason: "x" },
    line: "● Ready  True for 60m",
  },
  {
    condition: { type: "Ready", status: "False", reason: "ContainersNotReady", message: "why" },
    line: "▲ Ready  False, ContainersNotReady: why",
  },
  {
    condition: { type: "DisruptionTarget", status: "True", reason: "EvictionByEvictionAPI" },
    line: "▲ DisruptionTarget  True, EvictionByEvictionAPI",
  },
  { condition: { type: "example.com/gate", status: "Unknown" }, line: "▲ example.com/gate  Unknown" },
])("the condition $line", ({ condition, line }) => {
  expect(textOf(conditionsSection({ status: { conditions: [condition] } }, ages()))).toEqual([line]);
});

describe("the node", () => {
  const pod = { spec: { nodeName: "n1" } };
  const node = (conditions: readonly object[], spec: object = {}) => ({
    object: { metadata: { creationTimestamp: "2026-01-01T10:00:00Z" }, spec, status: { conditions } },
  });
  const ready = { type: "Ready", status: "True", lastTransitionTime: "2026-01-05T09:00:00Z" };
  const lost = {
    ...ready,
    status: "Unknown",
    reason: "NodeStatusUnknown",
    message: "Kubelet stopped posting node status.",
  };

  test.each([
    {
      what: "is well",
      found: node([ready, { type: "DiskPressure", status: "False" }]),
      lines: ["● n1  ready for 60m, 4d old"],
    },
    {
      what: "is lost",
      found: node([lost]),
      lines: [
        "✕ n1  not ready for 60m, 4d old",
        "    because   NodeStatusUnknown: Kubelet stopped posting node status.",
      ],
    },
    {
      what: "is under pressure and cordoned",
      found: node([ready, { type: "DiskPressure", status: "True", reason: "KubeletHasDiskPressure" }], {
        unschedulable: true,
        taints: [
          { key: "a", value: "b", effect: "NoSchedule" },
          { key: "c", effect: "NoExecute" },
        ],
      }),
      lines: [
        "● n1  ready for 60m, 4d old",
        "▲ DiskPressure  KubeletHasDiskPressure",
        "▲ cordoned  takes no new pods",
        "    taints    a=b:NoSchedule, c:NoExecute",
      ],
    },
    {
      what: "may not be read",
      found: { problem: 'nodes "n1" is forbidden' },
      lines: ['  n1  nodes "n1" is forbidden'],
    },
    { what: "was not read yet", found: undefined, lines: ["  n1"] },
  ])("that $what", ({ found, lines }) => {
    expect(textOf(nodeSection(pod, found, ages()))).toEqual(lines);
  });

  test("of a pod that has none", () => {
    expect(textOf(nodeSection({ spec: {} }, undefined, ages()))).toEqual(["◌ none yet"]);
  });
});

describe("owners", () => {
  const reference = (apiVersion: string, kind: string) => ({ apiVersion, kind, name: "x" });

  test.each([
    { owner: reference("apps/v1", "ReplicaSet"), path: "/apis/apps/v1/namespaces/shop/replicasets/x" },
    { owner: reference("batch/v1", "Job"), path: "/apis/batch/v1/namespaces/shop/jobs/x" },
    { owner: reference("v1", "ReplicationController"), path: "/api/v1/namespaces/shop/replicationcontrollers/x" },
    { owner: reference("v1", "Node"), path: undefined },
    { owner: reference("example.com/v1", "Database"), path: undefined },
  ])("$owner.kind is at $path", ({ owner, path }) => {
    expect(ownerPath(owner, "shop")).toBe(path);
  });

  test("only the controller counts", () => {
    const other = { ...reference("v1", "ConfigMap"), uid: "1" };
    const controller = { ...reference("apps/v1", "ReplicaSet"), uid: "2", controller: true };

    expect(ownerOf({ metadata: { ownerReferences: [other, controller] } })).toEqual(reference("apps/v1", "ReplicaSet"));
    expect(ownerOf({ metadata: { ownerReferences: [other] } })).toBeUndefined();
  });

  test.each([
    { object: { spec: { replicas: 3 }, status: { readyReplicas: 2 } }, line: "▲ Kind x  2/3 ready" },
    { object: { spec: {}, status: { readyReplicas: 1 } }, line: "● Kind x  1/1 ready" },
    { object: { status: { desiredNumberScheduled: 5, numberReady: 5 } }, line: "● Kind x  5/5 ready" },
    {
      object: { spec: { completions: 4 }, status: { succeeded: 1, active: 2, failed: 1 } },
      line: "▲ Kind x  1/4 done, 2 active, 1 failed",
    },
    { object: { spec: { schedule: "*/5 * * * *" } }, line: "● Kind x  at */5 * * * *" },
  ])("$line", ({ object, line }) => {
    const chain = [{ reference: { apiVersion: "", kind: "Kind", name: "x" }, found: { object } }];

    expect(textOf(ownerSection(chain))).toEqual([line]);
  });

  test("a pod of nobody says so", () => {
    expect(textOf(ownerSection([]))).toEqual(["  nobody  a pod that is gone does not come back"]);
  });
});

describe("the pod", () => {
  test.each([
    { deletionTimestamp: "2026-01-05T10:00:20Z", line: "    deleting  within its grace period" },
    { deletionTimestamp: "2026-01-05T09:48:00Z", line: "    deleting  overdue for 12m" },
  ])("is deleted at $deletionTimestamp", ({ deletionTimestamp, line }) => {
    expect(textOf(podSection({ metadata: { deletionTimestamp } }, ages()))).toContain(line);
  });

  test("waits for its finalizers", () => {
    const metadata = { deletionTimestamp: "2026-01-05T09:48:00Z", finalizers: ["example.com/x"] };

    expect(textOf(podSection({ metadata }, ages()))).toContain(
      "    deleting  overdue for 12m, waits for finalizers: example.com/x",
    );
  });
});

describe("the page", () => {
  const facts = {
    pod: podWith({}),
    owners: [],
    node: undefined,
    events: [],
    eventProblem: undefined,
    lastWords: [{ container: "main", lines: [], problem: undefined }],
  };

  test("says what is wrong first", () => {
    expect(podSections(facts, ages()).map(({ title }) => title)).toEqual([
      "Containers",
      "Last words of main",
      "Events",
      "Conditions",
      "Owners",
      "Node",
      "Pod",
    ]);
  });

  test("folded sections keep their titles, and say how much is in them", () => {
    const sections = [
      { title: "A", lines: [[], []] },
      { title: "B", lines: [[]] },
    ];
    const lines = pageLines([], sections, new Set(["A"])).map((line) => line.map(({ text }) => text).join(""));

    expect(lines).toEqual(["1 A (2 lines)", "", "2 B", ""]);
  });

  test("knows how long its ages stay the same", () => {
    const known = ages();
    podSections(
      { ...facts, pod: podWith({ ready: true, state: { running: { startedAt: "2026-01-05T09:30:00.400Z" } } }) },
      known,
    );

    expect(known.steadyFor).toBe(60_000 - 59_600);
  });

  test.each([
    { spec: "x" },
    { status: { containerStatuses: {} } },
    { metadata: { ownerReferences: 1 }, status: { conditions: "x" } },
  ])("%j is no pod", (pod) => {
    expect(() => podSections({ ...facts, pod }, ages())).toThrow(TypeError);
  });
});
