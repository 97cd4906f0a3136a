import type { Node } from "../objects/node.ts";
import type { Pod } from "../objects/pod.ts";
import { NodeState } from "./nodeState.ts";

/** All nodes with what is on them, kept up from the watches. */
export class NodeTable {
  readonly #states = new Map<string, NodeState>();
  /** Those that are there, in the order in which they came. */
  readonly #there = new Map<string, NodeState>();
  /** Where the next search begins, so that it is not always the same nodes that are looked at. */
  #start = 0;

  setNode(node: Node): void {
    const state = this.#state(node.metadata.name);
    state.node = node;
    this.#there.set(node.metadata.name, state);
  }

  removeNode(name: string): void {
    this.#there.delete(name);
    const state = this.#states.get(name);
    if (state === undefined) return;
    state.node = undefined;
    if (state.pods.size === 0) this.#states.delete(name);
  }

  addPod(pod: Pod, nodeName: string): void {
    this.#state(nodeName).add(pod);
  }

  removePod(pod: Pod, nodeName: string): void {
    this.#states.get(nodeName)?.remove(pod);
  }

  state(name: string): NodeState | undefined {
    return this.#there.get(name);
  }

  get size(): number {
    return this.#there.size;
  }

  /** Every node once, from where the last search ended. */
  *search(): Generator<NodeState> {
    const states = [...this.#there.values()];
    const start = states.length === 0 ? 0 : this.#start % states.length;
    for (let at = 0; at < states.length; at++) {
      this.#start = start + at + 1;
      yield states[(start + at) % states.length] as NodeState;
    }
  }

  #state(name: string): NodeState {
    let state = this.#states.get(name);
    if (state === undefined) {
      state = new NodeState();
      this.#states.set(name, state);
    }
    return state;
  }
}
