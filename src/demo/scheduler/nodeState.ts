import { type KubeObject, keyOf } from "../objects/kubeObject.ts";
import type { Node } from "../objects/node.ts";
import { controllerOf } from "../objects/ownership.ts";
import type { Pod } from "../objects/pod.ts";
import { type Amounts, amountsOf, type Requests, requestsOf } from "./requests.ts";

/** A node with what is on it, added up: what each decision reads (kube-scheduler framework NodeInfo). */
export class NodeState {
  readonly #used = { needed: new Map<string, number>(), weighed: new Map<string, number>() };
  readonly #byOwner = new Map<string, number>();
  readonly pods = new Map<string, Pod>();
  /** Pods for which room is being made here. */
  readonly nominated = new Map<string, Pod>();
  #node: Node | undefined;
  #allocatable: Amounts = {};

  /** Undefined while it is not known, or no more. */
  get node(): Node | undefined {
    return this.#node;
  }

  set node(node: Node | undefined) {
    if (node?.status.allocatable !== this.#node?.status.allocatable) {
      this.#allocatable = amountsOf(node?.status.allocatable);
    }
    this.#node = node;
  }

  get allocatable(): Amounts {
    return this.#allocatable;
  }

  used(kind: keyof Requests, resource: string): number {
    return this.#used[kind].get(resource) ?? 0;
  }

  /** How many pods of the same owner are here. */
  siblings(pod: KubeObject): number {
    return this.#byOwner.get(controllerOf(pod)?.uid ?? "") ?? 0;
  }

  add(pod: Pod): void {
    const key = keyOf(pod.metadata);
    const before = this.pods.get(key);
    this.pods.set(key, pod);
    // Most of what happens to a pod changes nothing of what it takes.
    if (before?.spec === pod.spec && before.metadata.ownerReferences === pod.metadata.ownerReferences) return;
    if (before !== undefined) this.#count(before, -1);
    this.#count(pod, 1);
  }

  remove({ metadata }: Pod): void {
    const key = keyOf(metadata);
    const pod = this.pods.get(key);
    if (pod === undefined) return;
    this.pods.delete(key);
    this.#count(pod, -1);
  }

  #count(pod: Pod, sign: 1 | -1): void {
    const requests = requestsOf(pod);
    for (const kind of ["needed", "weighed"] as const) {
      for (const [resource, amount] of Object.entries(requests[kind])) {
        this.#used[kind].set(resource, this.used(kind, resource) + sign * amount);
      }
    }
    const owner = controllerOf(pod)?.uid;
    if (owner !== undefined) this.#byOwner.set(owner, (this.#byOwner.get(owner) ?? 0) + sign);
  }
}
