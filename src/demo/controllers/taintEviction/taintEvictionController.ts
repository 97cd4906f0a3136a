import { nodes } from "../../apiserver/resources/nodes.ts";
import { pods } from "../../apiserver/resources/pods.ts";
import { EventRecorder } from "../../eventRecorder.ts";
import { withConditionSince } from "../../objects/conditions.ts";
import { type Condition, keyOf, type ObjectName, timestamp } from "../../objects/kubeObject.ts";
import type { Node, Taint } from "../../objects/node.ts";
import type { Pod } from "../../objects/pod.ts";
import type { ControllerContext } from "../controllerContext.ts";
import { WorkQueue } from "../workQueue.ts";
import { msTolerated } from "./tolerance.ts";

/**
 * Has pods deleted that do not tolerate a NoExecute taint of their node, or not for longer (kubernetes
 * pkg/controller/tainteviction). Returns its inverse.
 */
export function startTaintEvictionController({ client, time, informers }: ControllerContext): () => void {
  const recorder = new EventRecorder(client, time, "taint-eviction-controller");
  /** Keys of pods whose deletion is planned. */
  const doomed = new Set<string>();

  const sync = (name: ObjectName) => {
    const pod = client.get(pods, name);
    const wait = pod === undefined ? undefined : msLeft(pod);
    if (wait !== undefined && wait > 0) {
      doomed.add(keyOf(name));
      queue.add(name, wait);
      return;
    }
    const wasDoomed = doomed.delete(keyOf(name));
    if (pod === undefined) return;
    if (wait === 0) evict(pod);
    else if (wasDoomed) say(pod, "Cancelling deletion of Pod");
  };

  /** How long it may stay, in ms; undefined when nobody sends it away. */
  const msLeft = ({ metadata, spec }: Pod): number | undefined => {
    if (metadata.deletionTimestamp !== undefined) return undefined;
    return msTolerated(spec.tolerations, taintsOf(client.get(nodes, { name: spec.nodeName ?? "" })), time);
  };

  const evict = (pod: Pod) => {
    say(pod, "Marking for deletion Pod");
    client.updateStatus(pods, pod.metadata, (current) => ({
      ...current,
      status: {
        ...current.status,
        conditions: withConditionSince(current.status.conditions, disruption, timestamp(time.now())),
      },
    }));
    client.delete(pods, pod.metadata, { preconditions: { uid: pod.metadata.uid } });
  };

  const say = (pod: Pod, what: string) => {
    const message = `${what} ${pod.metadata.namespace}/${pod.metadata.name}`;
    recorder.record(pod, { type: "Normal", reason: "TaintManagerEviction", message });
  };

  const queue = new WorkQueue(time, sync);
  const stops = [
    informers.nodes.subscribe(({ object, previous }) => {
      if (previous !== undefined && previous.spec.taints === object.spec.taints) return;
      if (taintsOf(previous).length + taintsOf(object).length === 0) return;
      for (const { metadata } of informers.pods.by("node", object.metadata.name)) queue.add(metadata);
    }),
    informers.pods.subscribe(({ object, previous }) => {
      const { nodeName } = object.spec;
      if (nodeName === undefined || previous?.spec === object.spec) return;
      if (taintsOf(client.get(nodes, { name: nodeName })).length > 0) queue.add(object.metadata);
    }),
    () => queue.stop(),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function taintsOf(node: Node | undefined): readonly Taint[] {
  return (node?.spec.taints ?? []).filter(({ effect }) => effect === "NoExecute");
}

const disruption: Condition = {
  type: "DisruptionTarget",
  status: "True",
  lastProbeTime: null,
  reason: "DeletionByTaintManager",
  message: "Taint manager: deleting due to NoExecute taint",
};
