import { pods } from "../../apiserver/resources/pods.ts";
import { replicaSets } from "../../apiserver/resources/workloads.ts";
import { StatusError } from "../../apiserver/statusError.ts";
import { EventRecorder } from "../../eventRecorder.ts";
import type { ObjectName } from "../../objects/kubeObject.ts";
import { matchesQuery } from "../../objects/labelQuery.ts";
import { controllerOf } from "../../objects/ownership.ts";
import type { Pod } from "../../objects/pod.ts";
import { isActive, msUntilAvailable } from "../../objects/podState.ts";
import type { ReplicaSet } from "../../objects/workloads.ts";
import { claim } from "../claim.ts";
import type { ControllerContext } from "../controllerContext.ts";
import { PodControl } from "../podControl.ts";
import { WorkQueue } from "../workQueue.ts";
import { podsToDelete } from "./podsToDelete.ts";
import { replicaSetStatus } from "./replicaSetStatus.ts";

/** Keeps as many pods of each ReplicaSet as it asks for (kubernetes pkg/controller/replicaset). Returns its inverse. */
export function startReplicaSetController({ client, time, informers }: ControllerContext): () => void {
  const podControl = new PodControl(client, new EventRecorder(client, time, "replicaset-controller"));

  const sync = (name: ObjectName) => {
    const replicaSet = client.get(replicaSets, name);
    if (replicaSet === undefined) return;
    const active = claim(client, pods, replicaSet, {
      owned: informers.pods.by("controller", replicaSet.metadata.uid),
      orphans: informers.pods.by("orphan", name.namespace ?? ""),
    }).filter(isActive);
    const failure = replicaSet.metadata.deletionTimestamp === undefined ? manage(replicaSet, active) : undefined;
    const now = informers.pods.by("controller", replicaSet.metadata.uid).filter(isActive);
    client.updateStatus(replicaSets, name, (current) => ({
      ...current,
      status: replicaSetStatus(current, now, time, failure?.message),
    }));
    lookAgainWhenAvailable(replicaSet, now);
    if (failure !== undefined) throw failure;
  };

  const manage = (replicaSet: ReplicaSet, active: readonly Pod[]): StatusError | undefined => {
    const missing = replicaSet.spec.replicas - active.length;
    try {
      for (let made = 0; made < missing; made++) podControl.create(replicaSet, replicaSet.spec.template);
      for (const pod of podsToDelete(active, Math.max(0, -missing), time.now())) podControl.delete(replicaSet, pod);
      return undefined;
    } catch (error) {
      if (error instanceof StatusError) return error;
      throw error;
    }
  };

  const lookAgainWhenAvailable = ({ metadata, spec }: ReplicaSet, active: readonly Pod[]) => {
    for (const pod of active) {
      const wait = msUntilAvailable(pod, spec.minReadySeconds ?? 0, time);
      if (wait !== undefined && wait > 0) queue.add(metadata, wait);
    }
  };

  const ownersOf = (pod: Pod): readonly ObjectName[] => {
    const controller = controllerOf(pod);
    const { namespace = "", labels } = pod.metadata;
    if (controller !== undefined) return controller.kind === "ReplicaSet" ? [{ namespace, name: controller.name }] : [];
    const candidates = client.list(replicaSets, namespace).filter(({ spec }) => matchesQuery(spec.selector, labels));
    return candidates.map(({ metadata }) => metadata);
  };

  const queue = new WorkQueue(time, sync);
  const stops = [
    informers.replicaSets.subscribe(({ object }) => queue.add(object.metadata)),
    informers.pods.subscribe(({ object, previous }) => {
      for (const owner of ownersOf(object)) queue.add(owner);
      if (previous !== undefined && controllerOf(previous)?.uid !== controllerOf(object)?.uid) {
        for (const owner of ownersOf(previous)) queue.add(owner);
      }
    }),
    () => queue.stop(),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
