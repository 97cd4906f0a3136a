/** Pods as a kubelet, a scheduler and the controllers leave them in the API, for tests of health. Moments are milliseconds before `healthNow`. */
export const healthNow = Date.UTC(2026, 0, 5, 10, 0, 0);

const second = 1000;
const minute = 60 * second;

export function ago(ms: number): string {
  return new Date(healthNow - ms).toISOString().replace(/\.\d+Z$/, "Z");
}

type Fields = Readonly<Record<string, unknown>>;

export interface HealthPod {
  readonly metadata?: Fields;
  readonly spec?: Fields;
  readonly status?: Fields;
  /** Of the conditions that a running, ready pod has; null takes one away. */
  readonly conditions?: Readonly<Record<string, Fields | null>>;
}

export const payments = { name: "payments", image: "registry.demo/pay/payments:v1.2.3" } as const;

/** A container status, and what is different about a running, ready one. */
export function container(change: Fields = {}): Fields {
  return {
    name: "payments",
    image: payments.image,
    imageID: "",
    ready: true,
    started: true,
    restartCount: 0,
    state: { running: { startedAt: ago(60 * minute) } },
    ...change,
  };
}

/** A container that is not there: waiting or ended. */
export function down(state: Fields, change: Fields = {}): Fields {
  return container({ ready: false, started: false, state, ...change });
}

export function ended(exitCode: number, reason: string, agoMs: number, more: Fields = {}): Fields {
  return { terminated: { exitCode, reason, startedAt: ago(agoMs + minute), finishedAt: ago(agoMs), ...more } };
}

export function waiting(reason: string, message?: string): Fields {
  return { waiting: { reason, ...(message === undefined ? {} : { message }) } };
}

export const unready = (agoMs: number, more: Fields = {}) => ({
  status: "False",
  reason: "ContainersNotReady",
  message: "containers with unready status: [payments]",
  lastTransitionTime: ago(agoMs),
  ...more,
});

/** A pod of a Deployment that has been well for an hour, and what is different about it. */
export function healthPod({ metadata, spec, status, conditions = {} }: HealthPod = {}): object {
  const wellSince = { status: "True", lastTransitionTime: ago(60 * minute) };
  const all: Readonly<Record<string, Fields | null>> = {
    PodReadyToStartContainers: wellSince,
    Initialized: wellSince,
    Ready: wellSince,
    ContainersReady: wellSince,
    PodScheduled: wellSince,
    ...conditions,
  };
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name: "payments-7d9f8c6b5-x2p4q",
      namespace: "pay",
      uid: "uid-1",
      resourceVersion: "7",
      creationTimestamp: ago(60 * minute),
      labels: { app: "payments", "pod-template-hash": "7d9f8c6b5" },
      ownerReferences: [
        { apiVersion: "apps/v1", kind: "ReplicaSet", name: "payments-7d9f8c6b5", uid: "uid-rs", controller: true },
      ],
      ...metadata,
    },
    spec: {
      nodeName: "ip-10-3",
      containers: [
        { ...payments, resources: { limits: { cpu: "1", memory: "256Mi" }, requests: { memory: "128Mi" } } },
      ],
      ...spec,
    },
    status: {
      phase: "Running",
      conditions: Object.entries(all).flatMap(([type, fields]) => (fields === null ? [] : [{ type, ...fields }])),
      containerStatuses: [container()],
      ...status,
    },
  };
}
