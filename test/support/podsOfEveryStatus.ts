/** Pods that a real API server takes, one or more for each text that the STATUS cell can have. */

type ContainerState = Readonly<Record<string, unknown>>;

interface ContainerStatus {
  readonly name: string;
  readonly state: ContainerState;
  readonly ready?: boolean;
  readonly started?: boolean;
  readonly restartCount?: number;
  readonly lastState?: ContainerState;
}

/** A pod as it is created, and the status that a kubelet would write. */
export interface StatusPod {
  readonly name: string;
  /** Beyond one container `main` on no node. */
  readonly spec?: Readonly<Record<string, unknown>>;
  /** Undefined leaves what the API server makes of a new pod. */
  readonly status?: Readonly<Record<string, unknown>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** To be deleted, which a finalizer or its node keeps from ending. */
  readonly deleted?: boolean;
}

const container = (name: string) => ({ name, image: `${name}:1` });
const sidecar = (name: string) => ({ ...container(name), restartPolicy: "Always" });
const condition = (type: string, status: "True" | "False", reason?: string) => ({
  type,
  status,
  ...(reason === undefined ? {} : { reason }),
});

const runningState = { running: { startedAt: "2025-01-01T00:00:00Z" } };
const waiting = (reason: string) => ({ waiting: { reason } });
const ended = (exitCode: number, reason?: string, more: object = {}) => ({
  terminated: { exitCode, ...(reason === undefined ? {} : { reason }), ...more },
});
const endedAt = (finishedAt: string) => ended(1, "Error", { startedAt: "2025-01-01T00:00:00Z", finishedAt });

/** As the API server wants it: with image and id, ready or not. */
function statusOf({ name, state, ready = false, ...rest }: ContainerStatus) {
  return { name, state, ready, image: `${name}:1`, imageID: "", restartCount: 0, ...rest };
}

interface Told {
  readonly phase?: string;
  readonly init?: readonly ContainerStatus[];
  readonly containers?: readonly ContainerStatus[];
  readonly conditions?: readonly object[];
  readonly [field: string]: unknown;
}

function told({ phase = "Running", init = [], containers = [], conditions = [], ...rest }: Told) {
  return {
    phase,
    conditions: [condition("Initialized", init.length > 0 ? "False" : "True"), ...conditions],
    initContainerStatuses: init.map(statusOf),
    containerStatuses: containers.map(statusOf),
    ...rest,
  };
}

const main = (state: ContainerState, more: Partial<ContainerStatus> = {}): ContainerStatus => ({
  name: "main",
  state,
  ...more,
});
const healthy = main(runningState, { ready: true });
const onNode = { nodeName: "node-1" };
const two = { ...onNode, containers: [container("main"), container("proxy")] };
const threeInits = { ...onNode, initContainers: ["first", "second", "third"].map(container) };

export const podsOfEveryStatus: readonly StatusPod[] = [
  { name: "pending" },
  { name: "pending-on-node", spec: onNode },
  { name: "gated", spec: { schedulingGates: [{ name: "example.com/quota" }] } },
  { name: "nominated", status: { phase: "Pending", nominatedNodeName: "node-2" } },
  {
    name: "creating",
    spec: onNode,
    status: told({ phase: "Pending", containers: [main(waiting("ContainerCreating"))] }),
  },
  {
    name: "running",
    spec: onNode,
    status: told({ containers: [healthy], podIP: "10.1.0.7", podIPs: [{ ip: "10.1.0.7" }] }),
  },
  {
    name: "running-six",
    spec: onNode,
    status: told({ containers: [healthy], podIP: "fd00:10::7", podIPs: [{ ip: "fd00:10::7" }, { ip: "10.1.0.8" }] }),
  },
  { name: "not-ready", spec: onNode, status: told({ containers: [main(runningState)] }) },
  { name: "half-ready", spec: two, status: told({ containers: [healthy, { name: "proxy", state: runningState }] }) },
  {
    name: "restarted-long-ago",
    spec: onNode,
    status: told({
      containers: [main(runningState, { ready: true, restartCount: 3, lastState: endedAt("2025-03-01T00:00:00Z") })],
    }),
  },
  {
    name: "restarted-no-time",
    spec: onNode,
    status: told({ containers: [main(runningState, { ready: true, restartCount: 12 })] }),
  },
  {
    name: "crashing",
    spec: onNode,
    status: told({
      containers: [main(waiting("CrashLoopBackOff"), { restartCount: 7, lastState: endedAt("2025-06-01T00:00:00Z") })],
    }),
  },
  {
    name: "crashing-two",
    spec: two,
    status: told({
      containers: [main(waiting("CrashLoopBackOff")), { name: "proxy", state: waiting("ErrImagePull") }],
    }),
  },
  {
    name: "image-back-off",
    spec: onNode,
    status: told({ phase: "Pending", containers: [main(waiting("ImagePullBackOff"))] }),
  },
  {
    name: "no-such-image",
    spec: onNode,
    status: told({ phase: "Pending", containers: [main(waiting("InvalidImageName"))] }),
  },
  {
    name: "config-error",
    spec: onNode,
    status: told({ phase: "Pending", containers: [main(waiting("CreateContainerConfigError"))] }),
  },
  {
    name: "killed-for-memory",
    spec: onNode,
    status: told({ phase: "Failed", containers: [main(ended(137, "OOMKilled"))] }),
  },
  { name: "error", spec: onNode, status: told({ phase: "Failed", containers: [main(ended(1, "Error"))] }) },
  { name: "exit-code", spec: onNode, status: told({ phase: "Failed", containers: [main(ended(3))] }) },
  {
    name: "signal",
    spec: onNode,
    status: told({ phase: "Failed", containers: [main(ended(137, undefined, { signal: 9 }))] }),
  },
  { name: "completed", spec: onNode, status: told({ phase: "Succeeded", containers: [main(ended(0, "Completed"))] }) },
  {
    name: "completed-beside-running",
    spec: two,
    status: told({ containers: [main(ended(0, "Completed")), { name: "proxy", state: runningState, ready: true }] }),
  },
  {
    name: "evicted",
    spec: onNode,
    status: { phase: "Failed", reason: "Evicted", message: "The node was low on memory." },
  },
  { name: "node-affinity", status: { phase: "Failed", reason: "NodeAffinity" } },
  {
    name: "init-first",
    spec: threeInits,
    status: told({ phase: "Pending", init: [{ name: "first", state: runningState }] }),
  },
  {
    name: "init-second",
    spec: threeInits,
    status: told({
      phase: "Pending",
      init: [
        { name: "first", state: ended(0, "Completed") },
        { name: "second", state: waiting("PodInitializing") },
        { name: "third", state: waiting("PodInitializing") },
      ],
    }),
  },
  {
    name: "init-crashing",
    spec: threeInits,
    status: told({
      phase: "Pending",
      init: [
        {
          name: "first",
          state: waiting("CrashLoopBackOff"),
          restartCount: 4,
          lastState: endedAt("2025-07-01T00:00:00Z"),
        },
      ],
    }),
  },
  {
    name: "init-error",
    spec: threeInits,
    status: told({ phase: "Failed", init: [{ name: "first", state: ended(1, "Error") }] }),
  },
  {
    name: "init-exit",
    spec: threeInits,
    status: told({ phase: "Failed", init: [{ name: "first", state: ended(9) }] }),
  },
  {
    name: "sidecar-ready",
    spec: { ...onNode, initContainers: [sidecar("mesh")] },
    status: {
      ...told({ containers: [healthy] }),
      initContainerStatuses: [
        statusOf({ name: "mesh", state: runningState, ready: true, started: true, restartCount: 2 }),
      ],
    },
  },
  {
    name: "sidecar-starting",
    spec: { ...onNode, initContainers: [sidecar("mesh")] },
    status: told({ phase: "Pending", init: [{ name: "mesh", state: runningState, started: false }] }),
  },
  {
    name: "gates-met",
    spec: { ...onNode, readinessGates: [{ conditionType: "example.com/lb" }, { conditionType: "example.com/dns" }] },
    status: told({
      containers: [healthy],
      conditions: [condition("example.com/lb", "True"), condition("example.com/dns", "False")],
    }),
  },
  { name: "gates-unmet", spec: { readinessGates: [{ conditionType: "example.com/lb" }] } },
  { name: "terminating", metadata: { finalizers: ["example.com/hold"] }, deleted: true },
  { name: "terminating-on-node", spec: onNode, status: told({ containers: [healthy] }), deleted: true },
  {
    name: "node-lost",
    metadata: { finalizers: ["example.com/hold"] },
    status: { phase: "Running", reason: "NodeLost" },
    deleted: true,
  },
  {
    name: "ended-and-deleted",
    metadata: { finalizers: ["example.com/hold"] },
    spec: onNode,
    status: told({ phase: "Succeeded", containers: [main(ended(0, "Completed"))] }),
    deleted: true,
  },
  { name: `long-${"name-".repeat(11)}end`, spec: onNode, status: told({ containers: [healthy] }) },
];

/** Makes them all in `namespace`, in three runs of kubectl. */
export async function createPodsOfEveryStatus(
  kubectl: (args: readonly string[], input?: string) => Promise<string>,
  namespace: string,
): Promise<void> {
  const bodyOf = ({ name, spec, metadata }: StatusPod) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { namespace, name, ...metadata },
    spec: { containers: [container("main")], ...spec },
  });
  const list = (items: readonly object[]) => JSON.stringify({ apiVersion: "v1", kind: "List", items });
  await kubectl(["create", "-f", "-"], list(podsOfEveryStatus.map(bodyOf)));
  const withStatus = podsOfEveryStatus.filter(({ status }) => status !== undefined);
  await kubectl(
    ["replace", "--subresource=status", "-f", "-"],
    list(withStatus.map((pod) => ({ ...bodyOf(pod), status: pod.status }))),
  );
  const deleted = podsOfEveryStatus.filter((pod) => pod.deleted === true).map(({ name }) => name);
  await kubectl(["-n", namespace, "delete", "pods", "--wait=false", ...deleted]);
}
