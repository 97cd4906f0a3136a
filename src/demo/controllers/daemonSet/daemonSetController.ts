import { isDeepStrictEqual } from "node:util";
import { nodes } from "../../apiserver/resources/nodes.ts";
import { pods } from "../../apiserver/resources/pods.ts";
import { daemonSets } from "../../apiserver/resources/workloads.ts";
import { EventRecorder } from "../../eventRecorder.ts";
import type { ObjectName } from "../../objects/kubeObject.ts";
import type { Node } from "../../objects/node.ts";
import { controllerOf } from "../../objects/ownership.ts";
import type { Pod } from "../../objects/pod.ts";
import { isActive, msUntilAvailable } from "../../objects/podState.ts";
import type { DaemonSet } from "../../objects/workloads.ts";
import { claim } from "../claim.ts";
import type { ControllerContext } from "../controllerContext.ts";
import { PodControl } from "../podControl.ts";
import { WorkQueue } from "../workQueue.ts";
import { daemonTemplate, nodeOf } from "./daemonPods.ts";
import { type DaemonPlan, daemonNodes, daemonPlan, daemonSetStatus, outdated } from "./daemonSetPlan.ts";

/** Keeps one pod of each DaemonSet on every node that should have it (kubernetes pkg/controller/daemon). Returns its inverse. */
export function startDaemonSetController({ client, time, informers }: ControllerContext): () => void {
  const recorder = new EventRecorder(client, time, "daemonset-controller");
  const podControl = new PodControl(client, recorder);

  const sync = (name: ObjectName) => {
    const daemonSet = client.get(daemonSets, name);
    if (daemonSet === undefined || daemonSet.metadata.deletionTimestamp !== undefined) return;
    claim(client, pods, daemonSet, {
      owned: ownedBy(daemonSet),
      orphans: informers.pods.by("orphan", name.namespace ?? ""),
    });
    const plan = daemonPlan(nodesFor(daemonSet), homelessOf(daemonSet));
    carryOut(daemonSet, plan);
    const isSettled = plan.create.length + plan.remove.length === 0;
    if (isSettled) for (const pod of outdated(daemonSet, nodesFor(daemonSet), time)) podControl.delete(daemonSet, pod);
    client.updateStatus(daemonSets, name, (current) => ({
      ...current,
      status: daemonSetStatus(current, nodesFor(current), time),
    }));
    lookAgainWhenAvailable(daemonSet);
  };

  const ownedBy = ({ metadata }: DaemonSet) => informers.pods.by("controller", metadata.uid);
  const nodesFor = (daemonSet: DaemonSet) => daemonNodes(daemonSet, client.list(nodes), ownedBy(daemonSet));
  /** Pods that wait for a node that is gone: nobody else would end them. */
  const homelessOf = (daemonSet: DaemonSet) =>
    ownedBy(daemonSet).filter(
      (pod) => pod.spec.nodeName === undefined && client.get(nodes, { name: nodeOf(pod) ?? "" }) === undefined,
    );

  const carryOut = (daemonSet: DaemonSet, { create, remove, failed }: DaemonPlan) => {
    for (const { metadata, spec, status } of failed) {
      const { type, reason, end } = endings[status.phase === "Succeeded" ? "Succeeded" : "Failed"];
      const message = `Found ${end[0]} daemon pod ${metadata.namespace}/${metadata.name} on node ${spec.nodeName}, will try to ${end[1]} it`;
      recorder.record(daemonSet, { type, reason, message });
    }
    for (const pod of remove) podControl.delete(daemonSet, pod);
    for (const nodeName of create) podControl.create(daemonSet, daemonTemplate(daemonSet, nodeName));
  };

  const lookAgainWhenAvailable = (daemonSet: DaemonSet) => {
    for (const pod of ownedBy(daemonSet).filter(isActive)) {
      const wait = msUntilAvailable(pod, daemonSet.spec.minReadySeconds ?? 0, time);
      if (wait !== undefined && wait > 0) queue.add(daemonSet.metadata, wait);
    }
  };

  const hearOfPod = (pod: Pod) => {
    const owner = controllerOf(pod);
    if (owner?.kind === "DaemonSet") queue.add({ ...pod.metadata, name: owner.name });
  };

  const addAll = () => {
    for (const { metadata } of client.list(daemonSets)) queue.add(metadata);
  };

  const queue = new WorkQueue(time, sync);
  const stops = [
    informers.daemonSets.subscribe(({ object }) => queue.add(object.metadata)),
    informers.nodes.subscribe(({ type, object, previous }) => {
      if (type === "DELETED" || previous === undefined || !isDeepStrictEqual(placeOf(previous), placeOf(object)))
        addAll();
    }),
    informers.pods.subscribe(({ object, previous }) => {
      hearOfPod(object);
      if (previous !== undefined && controllerOf(previous)?.uid !== controllerOf(object)?.uid) hearOfPod(previous);
    }),
    () => queue.stop(),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** What is said of a pod that should run for ever and does not. */
const endings = {
  Failed: { type: "Warning", reason: "FailedDaemonPod", end: ["failed", "kill"] },
  Succeeded: { type: "Normal", reason: "SucceededDaemonPod", end: ["succeeded", "delete"] },
} as const;

/** What of a node decides whether it should have a pod. */
function placeOf({ metadata, spec }: Node) {
  return [metadata.labels, spec.taints];
}
