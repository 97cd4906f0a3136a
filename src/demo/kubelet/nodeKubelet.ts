import { nodes } from "../apiserver/resources/nodes.ts";
import { pods } from "../apiserver/resources/pods.ts";
import type { ObjectEvent } from "../client.ts";
import { conditionOf } from "../objects/conditions.ts";
import type { Node } from "../objects/node.ts";
import type { Pod, PodStatus } from "../objects/pod.ts";
import { isFinished } from "../objects/podState.ts";
import { Random } from "../random.ts";
import type { VirtualTime } from "../virtualTime.ts";
import { addressOf, podAddress } from "./addresses.ts";
import { killedStatus } from "./containerStep.ts";
import { type Pressure, rejectionOf } from "./eviction.ts";
import type { KubeletContext } from "./kubeletContext.ts";
import type { Machine } from "./machine.ts";
import { reportedPressures } from "./nodeConditions.ts";
import { NodeHealth } from "./nodeHealth.ts";
import { stepPod } from "./podStep.ts";
import { killings } from "./podStop.ts";
import { momentOf, secondOf } from "./seconds.ts";
import { StepNotes } from "./stepNotes.ts";

/**
 * The kubelet of one node: lets its pods become what they shall be, and reports how the node is. It holds no more than what
 * it could read from the objects again; a pod that is well has no timer.
 */
export class NodeKubelet {
  readonly #context: KubeletContext;
  readonly #machine: Machine;
  /** Undefined while the API has no such node: then there is no kubelet either. */
  #node: Node | undefined;
  /** Those that are bound to the node, by key. */
  readonly #pods = new Map<string, Pod>();
  /** When a pod with something to come was looked at the last time, and its timer. */
  readonly #plans = new Map<string, { readonly since: number; readonly cancel: () => void }>();
  /** Since when an image is on the node. */
  readonly #images = new Map<string, number>();
  readonly #health: NodeHealth;
  /** When it was lost. */
  #lostAt: number | undefined;

  constructor(context: KubeletContext, name: string) {
    this.#context = context;
    this.#machine = this.#machineOf(name);
    this.#health = new NodeHealth(context, this.#machine, {
      node: () => this.#node,
      pods: () => this.#pods.values(),
      evict: (pod, status) => this.#write(pod, status),
    });
  }

  get machine(): Machine {
    return this.#machine;
  }

  /** It does what it shall: its node is there and can be reached. */
  get isUp(): boolean {
    return this.#node !== undefined && this.#lostAt === undefined;
  }

  /** What the API says of the node; undefined: there is none any more. */
  hearOfNode(node: Node | undefined): void {
    const isNew = this.#node === undefined;
    this.#node = node;
    if (node === undefined) {
      this.#images.clear();
      this.stop();
      return;
    }
    if (!isNew) return;
    // Nobody had heard of it for long: it is down, and stays so until it is brought back.
    if (conditionOf(node.status.conditions, "Ready")?.status === "Unknown") this.lose();
    for (const { names } of node.status.images ?? []) for (const name of names) this.#images.set(name, 0);
    for (const pod of this.#pods.values()) this.#adoptImages(pod);
    if (!this.isUp) return;
    this.#health.start({ isLate: true });
    for (const key of [...this.#pods.keys()]) this.#sync(key);
  }

  /** What the API says of a pod that is bound to the node. */
  hearOfPod(key: string, { type, object, previous }: ObjectEvent<Pod>): void {
    if (type === "DELETED") {
      this.#pods.delete(key);
      this.#plan(key, 0, undefined);
      return;
    }
    this.#pods.set(key, object);
    if (type === "ADDED") this.#adoptImages(object);
    const isDeletionNew =
      previous !== undefined &&
      previous.metadata.deletionTimestamp === undefined &&
      object.metadata.deletionTimestamp !== undefined;
    this.#sync(key, isDeletionNew);
  }

  /** The node goes down, or is cut off: nothing is reported, and nothing of what the API wants is done. */
  lose(): void {
    this.#lostAt ??= this.#context.time.now();
    this.stop();
  }

  /** The node comes back, and catches up. */
  restore(): void {
    const lostAt = this.#lostAt;
    if (lostAt === undefined) return;
    this.#lostAt = undefined;
    this.#health.start({ isLate: false });
    for (const [key, pod] of [...this.#pods]) this.#sync(key, deletedAt(pod, this.#context.time) >= secondOf(lostAt));
  }

  /** The node runs short of something, until evictions have made up for it; undefined: it no longer does. */
  press(pressure: Pressure | undefined): void {
    if (this.isUp) this.#health.press(pressure);
  }

  /** Ends the first process of a container that runs, at once. */
  kill(key: string, name: string): void {
    const pod = this.#pods.get(key);
    if (pod === undefined || !this.isUp) return;
    const container = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].find((one) => one.name === name);
    const now = secondOf(this.#context.time.now());
    const ended = (all: PodStatus["containerStatuses"]) =>
      all?.map((status) =>
        container === undefined || status.name !== name || status.state.running === undefined
          ? status
          : killedStatus(pod, container, status, now),
      );
    const { containerStatuses, initContainerStatuses } = pod.status;
    this.#write(pod, {
      ...pod.status,
      ...(containerStatuses && { containerStatuses: ended(containerStatuses) ?? [] }),
      ...(initContainerStatuses && { initContainerStatuses: ended(initContainerStatuses) ?? [] }),
    });
  }

  stop(): void {
    this.#health.stop();
    for (const { cancel } of this.#plans.values()) cancel();
    this.#plans.clear();
  }

  #machineOf(name: string): Machine {
    const { time, seed, imageOf, hasConfig } = this.#context;
    const isTaken = (ip: string) => [...this.#pods.values()].some((pod) => pod.status.podIP === ip && !isFinished(pod));
    return {
      name,
      seed,
      imageOf,
      hasConfig,
      address: () => addressOf(name, this.#node),
      span: (ms) => time.span(ms),
      luck: (purpose) => new Random(seed, `${name}/${purpose}`).next(),
      imageSince: (image) => this.#images.get(image),
      freeAddress: ({ metadata }) => podAddress(name, this.#node, metadata.uid, isTaken),
      rejection: (pod) => rejectionOf(pod, this.#node === undefined ? [] : reportedPressures(this.#node)),
    };
  }

  #sync(key: string, isDeletionNew = false): void {
    const pod = this.#pods.get(key);
    if (pod === undefined || !this.isUp) return;
    if (isLeaving(pod)) {
      const said = isDeletionNew && !isFinished(pod) ? killings(pod) : [];
      for (const event of said) this.#context.recorder.record(pod, event, this.#machine.name);
      return;
    }
    const now = secondOf(this.#context.time.now());
    const notes = new StepNotes(this.#plans.get(key)?.since ?? now, now, isDeletionNew);
    const status = stepPod(this.#machine, pod, notes);
    this.#plan(key, now, notes.nextAt);
    // Hears of its own write before it goes on here.
    if (status !== pod.status && !this.#write(pod, status)) {
      this.#plan(key, notes.since, notes.nextAt);
      return;
    }
    for (const event of notes.events) this.#context.recorder.record(pod, event, this.#machine.name);
    for (const image of notes.pulled) this.#keepImage(image, now);
    this.#endWhenOver({ ...pod, status });
  }

  #plan(key: string, since: number, at: number | undefined): void {
    this.#plans.get(key)?.cancel();
    this.#plans.delete(key);
    if (at === undefined) return;
    this.#plans.set(key, { since, cancel: this.#context.time.at(at, () => this.#sync(key)) });
  }

  /** False when the API has a newer pod, of which the kubelet is about to hear. */
  #write(pod: Pod, status: PodStatus): boolean {
    let isWritten = false;
    this.#context.client.updateStatus(pods, pod.metadata, (current) => {
      isWritten = current.metadata.resourceVersion === pod.metadata.resourceVersion;
      return isWritten ? { ...current, status } : current;
    });
    return isWritten;
  }

  /** A deleted pod whose containers have ended can go (kubernetes pkg/kubelet/status canBeDeleted). */
  #endWhenOver(pod: Pod): void {
    const { metadata } = pod;
    const { deletionTimestamp, deletionGracePeriodSeconds, uid } = metadata;
    if (deletionTimestamp === undefined || deletionGracePeriodSeconds === 0 || !isFinished(pod)) return;
    this.#context.client.delete(pods, metadata, { gracePeriodSeconds: 0, preconditions: { uid } });
  }

  #adoptImages({ status }: Pod): void {
    for (const { image, imageID } of [...(status.containerStatuses ?? []), ...(status.initContainerStatuses ?? [])]) {
      if (imageID !== "" && !this.#images.has(image)) this.#images.set(image, 0);
    }
  }

  /** Others who wait for it have it too. */
  #keepImage(image: string, now: number): void {
    if (this.#images.has(image)) return;
    this.#images.set(image, now);
    const entry = { names: [image], sizeBytes: this.#context.imageOf(image).sizeBytes };
    this.#context.client.updateStatus(nodes, { name: this.#machine.name }, (node) => ({
      ...node,
      status: { ...node.status, images: [...(node.status.images ?? []), entry] },
    }));
    for (const key of [...this.#plans.keys()]) this.#sync(key);
  }
}

/** It is about to be taken away, whatever its containers do. */
function isLeaving({ metadata }: Pod): boolean {
  return metadata.deletionGracePeriodSeconds === 0 && (metadata.finalizers ?? []).length === 0;
}

/** Ms since the Unix epoch; NaN when it is not. */
function deletedAt({ metadata }: Pod, time: VirtualTime): number {
  const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = metadata;
  return momentOf(deletionTimestamp) - time.span(deletionGracePeriodSeconds * 1000);
}
