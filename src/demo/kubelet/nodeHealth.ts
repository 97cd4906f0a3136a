import { nodes } from "../apiserver/resources/nodes.ts";
import type { RecordedEvent } from "../eventRecorder.ts";
import type { Node } from "../objects/node.ts";
import type { Pod, PodStatus } from "../objects/pod.ts";
import { evict, evictionOrder, type Pressure } from "./eviction.ts";
import type { KubeletContext } from "./kubeletContext.ts";
import type { Machine } from "./machine.ts";
import { nodeReport } from "./nodeConditions.ts";
import { secondOf } from "./seconds.ts";

const heartbeatMs = 40_000;
/** From a shortage to the first eviction, and from one to the next (eviction manager monitoring interval). */
const evictionMs = { first: 1_000, next: 10_000 };

/** What there is on the node. */
export interface Occupants {
  node(): Node | undefined;
  pods(): Iterable<Pod>;
  evict(pod: Pod, status: PodStatus): void;
}

/** Reports how a node is, again and again, and evicts pods when it runs short of something. */
export class NodeHealth {
  readonly #context: KubeletContext;
  readonly #machine: Machine;
  readonly #occupants: Occupants;
  #pressure: Pressure | undefined;
  #cancelHeartbeat = () => {};
  #cancelEviction = () => {};

  constructor(context: KubeletContext, machine: Machine, occupants: Occupants) {
    this.#context = context;
    this.#machine = machine;
    this.#occupants = occupants;
  }

  /** @param isLate the first report comes some time within the interval, so that not all nodes report at once. */
  start({ isLate }: { readonly isLate: boolean }): void {
    const first = isLate ? this.#machine.luck("heartbeat") * heartbeatMs : 0;
    this.#cancelHeartbeat = this.#context.time.after(first, () => this.#heartbeat());
    if (this.#pressure !== undefined) this.#planEviction(evictionMs.first);
  }

  stop(): void {
    this.#cancelHeartbeat();
    this.#cancelEviction();
  }

  /** What the node is short of from now on; undefined: nothing. */
  press(pressure: Pressure | undefined): void {
    this.#pressure = pressure;
    this.#cancelEviction();
    this.#report();
    if (pressure === undefined) return;
    const message = `Attempting to reclaim ${pressure.resource}`;
    this.#say({ type: "Warning", reason: "EvictionThresholdMet", message });
    this.#planEviction(evictionMs.first);
  }

  #heartbeat(): void {
    this.#cancelHeartbeat = this.#context.time.after(heartbeatMs, () => this.#heartbeat());
    this.#report();
  }

  #report(): void {
    const { client, time } = this.#context;
    const { name, span } = this.#machine;
    const shortages = new Set(this.#pressure === undefined ? [] : [this.#pressure.resource]);
    let said: readonly RecordedEvent[] = [];
    client.updateStatus(nodes, { name }, (node) => {
      const { conditions, events } = nodeReport(node, shortages, time.now(), span);
      said = events;
      return { ...node, status: { ...node.status, conditions } };
    });
    for (const event of said) this.#say(event);
  }

  #planEviction(ms: number): void {
    this.#cancelEviction = this.#context.time.after(ms, () => this.#evictNext());
  }

  #evictNext(): void {
    const pressure = this.#pressure;
    if (pressure === undefined) return;
    const now = secondOf(this.#context.time.now());
    const [pod] = evictionOrder(this.#machine, this.#occupants.pods(), pressure.resource, now);
    if (pod !== undefined) {
      const { status, message, freed } = evict(this.#machine, pod, pressure, now);
      this.#context.recorder.record(pod, { type: "Warning", reason: "Evicted", message }, this.#machine.name);
      this.#occupants.evict(pod, status);
      const available = pressure.available + freed;
      this.#pressure = available < pressure.threshold ? { ...pressure, available } : undefined;
    }
    this.#planEviction(evictionMs.next);
  }

  #say(event: RecordedEvent): void {
    const node = this.#occupants.node();
    if (node !== undefined) this.#context.recorder.record(node, event, this.#machine.name);
  }
}
