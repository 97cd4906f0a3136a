import { KubeError, kubeErrorOf } from "../../kube/kubeError.ts";
import { type ContainerPort, containerPorts } from "../../resources/containerPorts.ts";
import { isObject } from "../../resources/jsonFields.ts";
import type { PodRow } from "../../resources/podRow.ts";
import type { ChangeGate } from "../changes/changeGate.ts";
import { rights } from "../changes/rights.ts";
import type { Cluster } from "../cluster.ts";
import type { Layer } from "../layer.ts";
import type { Navigator } from "../navigator.ts";
import { pickerLayer } from "../pickerLayer.ts";
import { Forward } from "./forward.ts";
import { forwardsChoice } from "./forwardsChoice.ts";
import { portChoice } from "./portChoice.ts";
import type { PortPair } from "./portPair.ts";

/** What the keys may ask of port-forwards. */
export interface ForwardActions {
  /** Asks for a port of the pod under the cursor. */
  ask(): void;
  /** The list of those that there are. */
  openList(): void;
  /** Those that are listed, stopped ones among them. */
  readonly count: number;
  /** Those that are open. */
  readonly open: number;
}

export interface ForwardDeps {
  readonly navigator: Navigator;
  readonly gate: ChangeGate;
  selected(): PodRow | undefined;
  open(next: () => Layer): void;
  /** Opens a layer, unless another one has been opened meanwhile. */
  openIfFree(next: () => Layer): void;
  copy(text: string): void;
  say(text: string): void;
  redraw(): void;
}

/** So many that have stopped stay in the list. */
const mostStopped = 5;

/**
 * Ports of this machine that lead to ports of pods, until they are stopped, their pod is gone, or the program ends. Another scope
 * or context changes nothing about them: each keeps its own connection.
 */
export class Forwards implements ForwardActions {
  readonly #deps: ForwardDeps;
  readonly #following = new AbortController();
  #list: readonly Forward[] = [];

  constructor(deps: ForwardDeps) {
    this.#deps = deps;
  }

  get count(): number {
    return this.#list.length;
  }

  get open(): number {
    return this.#list.filter(({ state }) => state.kind === "open").length;
  }

  ask(): void {
    const pod = this.#deps.selected();
    const { cluster, context } = this.#deps.navigator.place;
    if (pod !== undefined && cluster !== undefined) void this.#ask(pod, cluster, context ?? "");
  }

  openList(): void {
    const { open, copy, say, navigator } = this.#deps;
    const choice = forwardsChoice({
      list: () => this.#list,
      context: () => navigator.place.context,
      stop: (forward) => {
        if (forward.state.kind === "open") forward.stop("by you");
        else this.#list = this.#list.filter((one) => one !== forward);
      },
      copy: ({ address }) => {
        copy(address);
        say(`Copied ${address}.`);
      },
    });
    open(() => pickerLayer(choice));
  }

  close(): void {
    this.#following.abort();
    for (const forward of this.#list) forward.stop("the program ends");
  }

  async #ask(pod: PodRow, cluster: Cluster, context: string): Promise<void> {
    const { openIfFree, say } = this.#deps;
    try {
      const ports = await this.#portsOf(pod);
      const start = (pair: PortPair) => void this.#start(pod, cluster, context, pair);
      openIfFree(() => pickerLayer(portChoice(pod.key, ports, start)));
    } catch (error) {
      say(`No port of ${pod.key} can be forwarded: ${kubeErrorOf(error).message}`);
    }
  }

  /** @throws KubeError, also when the pod is another one by now. */
  async #portsOf(pod: PodRow): Promise<readonly ContainerPort[]> {
    const object = await this.#deps.navigator.podObject(pod, this.#following.signal);
    const isSame = isObject(object) && isObject(object.metadata) && object.metadata.uid === pod.uid;
    if (!isSame) throw new KubeError("notFound", "it is gone, and another pod has its name.");
    return containerPorts(object);
  }

  async #start(pod: PodRow, cluster: Cluster, context: string, ports: PortPair): Promise<void> {
    const { gate, say, redraw } = this.#deps;
    const refusal = await gate.refusal(rights.forwardPods, pod.namespace);
    if (refusal !== undefined) {
      say(refusal);
      return;
    }
    const forward = new Forward({ pod, context, cluster, ports, onChange: redraw });
    try {
      await forward.listen();
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
      return;
    }
    const stopped = this.#list.filter(({ state }) => state.kind === "stopped").slice(-mostStopped);
    this.#list = [...this.#list.filter(({ state }) => state.kind === "open"), ...stopped, forward];
    this.#stopWith(forward, cluster);
    say(`${forward.address} leads to ${pod.key}:${ports.remote} until you stop it.`);
  }

  /** When the pod is gone, or another one has its name. */
  #stopWith(forward: Forward, cluster: Cluster): void {
    const { pod } = forward;
    const follow = new AbortController();
    const isIn = (rows: Iterable<PodRow>) => [...rows].some(({ uid }) => uid === pod.uid);
    const gone = () => {
      follow.abort();
      if (forward.state.kind === "stopped") return;
      forward.stop("the pod is gone");
      this.#deps.say(`${pod.key} is gone: ${forward.address} leads nowhere any more.`);
    };
    this.#deps.navigator.followPod(
      pod,
      cluster,
      {
        replace: (rows) => {
          if (!isIn(rows.values())) gone();
        },
        apply: (changes) => {
          for (const change of changes) {
            const isAnother = change.type === "put" && change.row.uid !== pod.uid;
            if (change.type === "remove" || isAnother) gone();
          }
        },
      },
      AbortSignal.any([follow.signal, this.#following.signal, forward.ended]),
    );
  }
}
