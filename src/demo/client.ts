import type { DeleteOptions } from "./apiserver/registry.ts";
import type { ResourceType } from "./apiserver/resourceType.ts";
import type { KubeObject, NewObject, ObjectName } from "./objects/kubeObject.ts";
import type { Namespace } from "./objects/node.ts";
import type { Pod } from "./objects/pod.ts";

/** A change that a watch tells of; the objects that are there at its start come first, as ADDED. */
export interface ObjectEvent<T extends KubeObject> {
  readonly type: "ADDED" | "MODIFIED" | "DELETED";
  readonly object: T;
  /** What the watch said of it before. */
  readonly previous: T | undefined;
}

/** The API as the components of the control plane use it. Each has its own, in its own name. */
export interface ApiClient {
  get<T extends KubeObject>(type: ResourceType<T>, name: ObjectName): T | undefined;
  /** By key; of one namespace or of all. */
  list<T extends KubeObject>(type: ResourceType<T>, namespace?: string): readonly T[];
  /** @throws StatusError */
  create<T extends KubeObject>(type: ResourceType<T>, object: NewObject<T>): T;
  /** Reads, changes, writes; the same object writes nothing. Undefined when it is gone. @throws StatusError */
  update<T extends KubeObject>(type: ResourceType<T>, name: ObjectName, change: (object: T) => T): T | undefined;
  /** As `update`, of the status alone. */
  updateStatus<T extends KubeObject>(type: ResourceType<T>, name: ObjectName, change: (object: T) => T): T | undefined;
  /** Says nothing when it is gone already. @throws StatusError when the preconditions do not hold */
  delete(type: ResourceType, name: ObjectName, options?: DeleteOptions): void;
  /** Puts a pod on a node (pods/binding). @throws StatusError */
  bind(pod: Pod, nodeName: string): void;
  /** Takes the control plane's finalizers off a namespace, so that it can go (namespaces/finalize). */
  finalize(namespace: Namespace): void;
  /** Hears of what is there, at once, and of every later change, in order. Returns its inverse. */
  watch<T extends KubeObject>(type: ResourceType<T>, onEvent: (event: ObjectEvent<T>) => void): () => void;
}
