import { nodes } from "../apiserver/resources/nodes.ts";
import { pods } from "../apiserver/resources/pods.ts";
import { withConditionSince } from "../objects/conditions.ts";
import { type Condition, type ObjectName, timestamp } from "../objects/kubeObject.ts";
import type { Pod } from "../objects/pod.ts";
import { isFinished } from "../objects/podState.ts";
import type { ControllerContext } from "./controllerContext.ts";
import { WorkQueue } from "./workQueue.ts";

/**
 * Removes the pods of nodes that are gone: no kubelet is left to end them (kubernetes pkg/controller/podgc). A node that comes
 * back soon finds its pods. Returns its inverse.
 */
export function startPodGarbageCollector({ client, time, informers }: ControllerContext): () => void {
  const hasNode = (name: string) => client.get(nodes, { name }) !== undefined;

  const collect = ({ name }: ObjectName) => {
    if (hasNode(name)) return;
    for (const pod of informers.pods.by("node", name)) remove(pod);
  };

  const remove = (pod: Pod) => {
    if (!isFinished(pod)) {
      client.updateStatus(pods, pod.metadata, (current) => ({ ...current, status: failed(current) }));
    }
    client.delete(pods, pod.metadata, { gracePeriodSeconds: 0, preconditions: { uid: pod.metadata.uid } });
  };

  const failed = ({ status }: Pod): Pod["status"] => ({
    ...status,
    phase: "Failed",
    conditions: withConditionSince(status.conditions, disruption, timestamp(time.now())),
  });

  const queue = new WorkQueue(time, collect);
  const stops = [
    informers.nodes.subscribe(({ type, object }) => {
      if (type === "DELETED") queue.add(object.metadata, quarantineMs);
    }),
    informers.pods.subscribe(({ object, previous }) => {
      const { nodeName } = object.spec;
      if (nodeName === undefined || nodeName === previous?.spec.nodeName || hasNode(nodeName)) return;
      queue.add({ name: nodeName }, quarantineMs);
    }),
    () => queue.stop(),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** How long a node may be away before its pods are given up (quarantineTime, and a period of the real collector on average). */
const quarantineMs = 50_000;

const disruption: Condition = {
  type: "DisruptionTarget",
  status: "True",
  lastProbeTime: null,
  reason: "DeletionByPodGC",
  message: "PodGC: node no longer exists",
};
