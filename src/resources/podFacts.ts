/** What the cells and the health of a pod depend on, whatever wire format it came in. Names follow the v1 API. */
export interface PodFacts {
  namespace: string;
  name: string;
  uid: string;
  resourceVersion: string;
  /** Milliseconds since the epoch; NaN is the zero time. */
  createdAt: number;
  /** `metadata.deletionTimestamp` is there, whatever its value. */
  deleting: boolean;
  /** `metadata.deletionTimestamp`, when its grace period is over: milliseconds since the epoch, NaN when absent or the zero time. */
  deletionAt: number;
  finalizers: string[];
  /** The owner that controls it; empty when none does. */
  ownerKind: string;
  ownerName: string;
  /** `k=v` pairs, in any order. */
  labels: string[];
  node: string;
  containers: ContainerSpecFacts[];
  /** Sidecars included. */
  initContainers: ContainerSpecFacts[];
  /** Names of those `spec.initContainers` whose `restartPolicy` is `Always`. */
  sidecars: string[];
  /** Names. */
  ephemeralContainers: string[];
  /** Of the pod as a whole. */
  resources: ResourceFacts;
  /** `conditionType` of each of `spec.readinessGates`. */
  readinessGates: string[];
  phase: string;
  reason: string;
  message: string;
  nominatedNode: string;
  /** `podIP`, or else the first of `podIPs`. */
  ip: string;
  conditions: ConditionFacts[];
  containerStatuses: ContainerFacts[];
  initContainerStatuses: ContainerFacts[];
}

/** Requests and limits as they are written, `256Mi`; empty when there are none. */
export interface ResourceFacts {
  cpuRequest: string;
  cpuLimit: string;
  memoryRequest: string;
  memoryLimit: string;
}

export interface ContainerSpecFacts extends ResourceFacts {
  name: string;
  image: string;
  restartPolicy: string;
}

export interface ConditionFacts {
  type: string;
  status: string;
  reason: string;
  message: string;
  /** `lastTransitionTime`, milliseconds since the epoch; NaN when absent. */
  changedAt: number;
}

/** A container status. More than one state may be present in bad data. */
export interface ContainerFacts {
  name: string;
  ready: boolean;
  started: boolean;
  restarts: number;
  /** Reason of `state.waiting`, empty when it has none; undefined when it does not wait. */
  waiting: string | undefined;
  waitingMessage: string;
  running: boolean;
  /** `state.running.startedAt`, milliseconds since the epoch; NaN when absent. */
  startedAt: number;
  terminated: TerminationFacts | undefined;
  /** `lastState.terminated`. */
  lastTerminated: TerminationFacts | undefined;
}

export interface TerminationFacts {
  exitCode: number;
  signal: number;
  reason: string;
  message: string;
  /** Milliseconds since the epoch; NaN when absent or the zero time. */
  finishedAt: number;
}

/** Nothing asked for, nothing limited. */
export const noResources: Readonly<ResourceFacts> = {
  cpuRequest: "",
  cpuLimit: "",
  memoryRequest: "",
  memoryLimit: "",
};

/** A pod of which nothing is known yet; decoders fill it in. */
export function emptyPodFacts(): PodFacts {
  return {
    namespace: "",
    name: "",
    uid: "",
    resourceVersion: "",
    createdAt: Number.NaN,
    deleting: false,
    deletionAt: Number.NaN,
    finalizers: [],
    ownerKind: "",
    ownerName: "",
    labels: [],
    node: "",
    containers: [],
    initContainers: [],
    sidecars: [],
    ephemeralContainers: [],
    resources: noResources,
    readinessGates: [],
    phase: "",
    reason: "",
    message: "",
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
    waitingMessage: "",
    running: false,
    startedAt: Number.NaN,
    terminated: undefined,
    lastTerminated: undefined,
  };
}
