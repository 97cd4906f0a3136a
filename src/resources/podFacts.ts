/** What the cells of a pod depend on, whatever wire format it came in. Names follow the v1 API. */
export interface PodFacts {
  namespace: string;
  name: string;
  uid: string;
  resourceVersion: string;
  /** Milliseconds since the epoch; NaN is the zero time. */
  createdAt: number;
  /** `metadata.deletionTimestamp` is there, whatever its value. */
  deleting: boolean;
  /** `k=v` pairs, in any order. */
  labels: string[];
  node: string;
  /** Number of `spec.containers`. */
  containers: number;
  /** Number of `spec.initContainers`, sidecars included. */
  initContainers: number;
  /** Names of those `spec.initContainers` whose `restartPolicy` is `Always`. */
  sidecars: string[];
  /** `conditionType` of each of `spec.readinessGates`. */
  readinessGates: string[];
  phase: string;
  reason: string;
  nominatedNode: string;
  /** `podIP`, or else the first of `podIPs`. */
  ip: string;
  conditions: ConditionFacts[];
  containerStatuses: ContainerFacts[];
  initContainerStatuses: ContainerFacts[];
}

export interface ConditionFacts {
  type: string;
  status: string;
  reason: string;
}

/** A container status. More than one state may be present in bad data. */
export interface ContainerFacts {
  name: string;
  ready: boolean;
  started: boolean;
  restarts: number;
  /** Reason of `state.waiting`, empty when it has none; undefined when it does not wait. */
  waiting: string | undefined;
  running: boolean;
  terminated: TerminationFacts | undefined;
  /** `lastState.terminated.finishedAt`, milliseconds since the epoch; NaN when absent or the zero time. */
  lastFinishedAt: number;
}

export interface TerminationFacts {
  exitCode: number;
  signal: number;
  reason: string;
}

/** A pod of which nothing is known yet; decoders fill it in. */
export function emptyPodFacts(): PodFacts {
  return {
    namespace: "",
    name: "",
    uid: "",
    resourceVersion: "",
    createdAt: Number.NaN,
    deleting: false,
    labels: [],
    node: "",
    containers: 0,
    initContainers: 0,
    sidecars: [],
    readinessGates: [],
    phase: "",
    reason: "",
    nominatedNode: "",
    ip: "",
    conditions: [],
    containerStatuses: [],
    initContainerStatuses: [],
  };
}

export function emptyContainerFacts(): ContainerFacts {
  return {
    name: "",
    ready: false,
    started: false,
    restarts: 0,
    waiting: undefined,
    running: false,
    terminated: undefined,
    lastFinishedAt: Number.NaN,
  };
}
