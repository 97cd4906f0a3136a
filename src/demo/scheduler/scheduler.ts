import { isDeepStrictEqual } from "node:util";
import { nodes } from "../apiserver/resources/nodes.ts";
import { pods } from "../apiserver/resources/pods.ts";
import { StatusError } from "../apiserver/statusError.ts";
import type { ApiClient, ObjectEvent } from "../client.ts";
import { EventRecorder } from "../eventRecorder.ts";
import { withConditionSince } from "../objects/conditions.ts";
import { keyOf, nameOf, timestamp } from "../objects/kubeObject.ts";
import type { Node } from "../objects/node.ts";
import type { Pod } from "../objects/pod.ts";
import { isFinished } from "../objects/podState.ts";
import type { VirtualTime } from "../virtualTime.ts";
import { fitError } from "./fitError.ts";
import { NodeTable } from "./nodeTable.ts";
import { placementOf, type Unfit } from "./placement.ts";
import { type Preemption, preempt } from "./preemption.ts";
import { requestsOf } from "./requests.ts";
import { SchedulingQueue } from "./schedulingQueue.ts";

/** Finds a node for each pod without one (kube-scheduler). Returns its inverse. */
export function startScheduler(client: ApiClient, time: VirtualTime): () => void {
  const scheduler = new Scheduler(client, time);
  const stops = [
    client.watch(nodes, (event) => scheduler.hearOfNode(event)),
    client.watch(pods, (event) => scheduler.hearOfPod(event)),
    () => scheduler.stop(),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

class Scheduler {
  readonly #client: ApiClient;
  readonly #time: VirtualTime;
  readonly #recorder: EventRecorder;
  readonly #table = new NodeTable();
  readonly #queue: SchedulingQueue;

  constructor(client: ApiClient, time: VirtualTime) {
    this.#client = client;
    this.#time = time;
    this.#recorder = new EventRecorder(client, time, schedulerName);
    this.#queue = new SchedulingQueue(time, (key) => this.#schedule(key));
  }

  stop(): void {
    this.#queue.stop();
  }

  hearOfNode({ type, object, previous }: ObjectEvent<Node>): void {
    if (type === "DELETED") this.#table.removeNode(object.metadata.name);
    else this.#table.setNode(object);
    // Most of what nodes say is that they are alive.
    if (previous === undefined || !isDeepStrictEqual(offerOf(previous), offerOf(object))) this.#queue.wake();
  }

  hearOfPod({ type, object, previous }: ObjectEvent<Pod>): void {
    const isGone = type === "DELETED" || isFinished(object);
    if (previous !== undefined) this.#nominated(previous)?.delete(keyOf(previous.metadata));
    if (object.spec.nodeName === undefined) this.#hearOfWaiting(object, previous, isGone);
    else this.#hearOfPlaced(object, previous, isGone, object.spec.nodeName);
  }

  #hearOfWaiting(pod: Pod, previous: Pod | undefined, isGone: boolean): void {
    const key = keyOf(pod.metadata);
    if (isGone || !isSchedulable(pod)) this.#queue.remove(key);
    else if (previous === undefined || previous.spec !== pod.spec) this.#queue.add(pod);
    if (!isGone) this.#nominated(pod)?.set(key, pod);
  }

  #hearOfPlaced(pod: Pod, previous: Pod | undefined, isGone: boolean, nodeName: string): void {
    this.#queue.remove(keyOf(pod.metadata));
    if (!isGone) this.#table.addPod(pod, nodeName);
    else this.#table.removePod(pod, nodeName);
    const wasThere = previous !== undefined && !isFinished(previous);
    if (isGone && wasThere) this.#queue.wake(Object.keys(requestsOf(pod).needed));
  }

  #nominated({ status }: Pod): Map<string, Pod> | undefined {
    return this.#table.state(status.nominatedNodeName ?? "")?.nominated;
  }

  #schedule(key: string): void {
    const pod = this.#client.get(pods, nameOf(key));
    if (pod === undefined || pod.spec.nodeName !== undefined) return;
    const placement = placementOf(pod, this.#table);
    if (placement.kind === "unfit") this.#fail(pod, placement);
    else this.#bind(pod, placement.state.node?.metadata.name ?? "");
  }

  #bind(pod: Pod, node: string): void {
    try {
      this.#client.bind(pod, node);
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      this.#queue.fail(keyOf(pod.metadata), []);
      return;
    }
    const message = `Successfully assigned ${pod.metadata.namespace}/${pod.metadata.name} to ${node}`;
    this.#recorder.record(pod, { type: "Normal", reason: "Scheduled", message });
  }

  #fail(pod: Pod, unfit: Unfit): void {
    const missing = new Set([...unfit.misfits.values()].flatMap(({ resources }) => resources));
    this.#queue.fail(keyOf(pod.metadata), [...missing]);
    const outcome = preempt(pod, unfit, this.#table.state(pod.status.nominatedNodeName ?? ""));
    const message = fitError(unfit, outcome);
    this.#recorder.record(pod, { type: "Warning", reason: "FailedScheduling", message });
    const room = "room" in outcome ? outcome.room : undefined;
    this.#report(pod, message, room?.state.node?.metadata.name);
    if (room !== undefined) this.#evict(pod, room);
  }

  #report({ metadata }: Pod, message: string, nominatedNodeName: string | undefined): void {
    this.#client.updateStatus(pods, metadata, (pod) => ({
      ...pod,
      status: {
        ...pod.status,
        conditions: withConditionSince(
          pod.status.conditions,
          { ...unschedulable, message },
          timestamp(this.#time.now()),
        ),
        ...(nominatedNodeName === undefined ? {} : { nominatedNodeName }),
      },
    }));
  }

  /** Makes room: its victims get their grace, so the pod has to wait for it. */
  #evict(pod: Pod, { state, victims }: Preemption): void {
    const node = state.node?.metadata.name;
    const now = timestamp(this.#time.now());
    for (const victim of victims) {
      if (victim.metadata.deletionTimestamp !== undefined) continue;
      this.#client.updateStatus(pods, victim.metadata, (found) => ({
        ...found,
        status: { ...found.status, conditions: withConditionSince(found.status.conditions, disruption, now) },
      }));
      this.#client.delete(pods, victim.metadata, { preconditions: { uid: victim.metadata.uid } });
      const message = `Preempted by pod ${pod.metadata.uid} on node ${node}`;
      this.#recorder.record(victim, { type: "Normal", reason: "Preempted", message });
    }
  }
}

const schedulerName = "default-scheduler";
const unschedulable = {
  type: "PodScheduled",
  status: "False",
  lastProbeTime: null,
  reason: "Unschedulable",
} as const;
const disruption = {
  type: "DisruptionTarget",
  status: "True",
  lastProbeTime: null,
  reason: "PreemptionByScheduler",
  message: `${schedulerName}: preempting to accommodate a higher priority pod`,
} as const;

/** Ours to place, and free to be placed. */
function isSchedulable({ metadata, spec }: Pod): boolean {
  const isOurs = (spec.schedulerName ?? schedulerName) === schedulerName;
  return isOurs && metadata.deletionTimestamp === undefined && (spec.schedulingGates ?? []).length === 0;
}

/** What of a node decides which pods it takes. */
function offerOf({ metadata, spec, status }: Node) {
  return [metadata.labels, spec.taints, spec.unschedulable, status.allocatable];
}
