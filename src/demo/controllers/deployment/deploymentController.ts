import { deployments, replicaSets } from "../../apiserver/resources/workloads.ts";
import { StatusError } from "../../apiserver/statusError.ts";
import { EventRecorder } from "../../eventRecorder.ts";
import { conditionOf } from "../../objects/conditions.ts";
import type { KubeObject, ObjectName } from "../../objects/kubeObject.ts";
import { matchesQuery } from "../../objects/labelQuery.ts";
import { controllerOf } from "../../objects/ownership.ts";
import { isFinished } from "../../objects/podState.ts";
import type { Deployment, ReplicaSet } from "../../objects/workloads.ts";
import { claim } from "../claim.ts";
import type { ControllerContext } from "../controllerContext.ts";
import { WorkQueue } from "../workQueue.ts";
import { deploymentStatus, isComplete, msUntilStuck, progressing, rolloutStatus, said } from "./deploymentStatus.ts";
import { type Revisions, revisionAnnotation, revisionsOf } from "./replicaSetsOf.ts";
import { asCurrent, forgettable, newReplicaSet, scaleAnnotations } from "./revisionHistory.ts";
import { type Scale, stepOfCurrent, stepsOfOld } from "./rollingUpdate.ts";
import { isScaling, scalesOf } from "./scaling.ts";

/** Rolls out Deployments with ReplicaSets (kubernetes pkg/controller/deployment). Returns its inverse. */
export function startDeploymentController(context: ControllerContext): () => void {
  const { client, time, informers } = context;
  const controller = new DeploymentController(context);
  const queue = new WorkQueue(time, (name) => {
    const wait = controller.sync(name);
    // Never at the same moment again: time must go on.
    if (wait !== undefined) queue.add(name, Math.max(1000, wait));
  });
  const deploymentsOf = (replicaSet: ReplicaSet): readonly ObjectName[] => {
    const owner = controllerOf(replicaSet);
    const { namespace = "", labels } = replicaSet.metadata;
    if (owner !== undefined) return owner.kind === "Deployment" ? [{ namespace, name: owner.name }] : [];
    const candidates = client.list(deployments, namespace).filter(({ spec }) => matchesQuery(spec.selector, labels));
    return candidates.map(({ metadata }) => metadata);
  };
  const stops = [
    informers.deployments.subscribe(({ object }) => queue.add(object.metadata)),
    informers.replicaSets.subscribe(({ object }) => {
      for (const name of deploymentsOf(object)) queue.add(name);
    }),
    // One that waits until its old pods are gone hears of that from the pods alone.
    informers.pods.subscribe(({ type, object }) => {
      const owner = type === "DELETED" || isFinished(object) ? controllerOf(object) : undefined;
      if (owner?.kind !== "ReplicaSet") return;
      const replicaSet = client.get(replicaSets, { ...object.metadata, name: owner.name });
      for (const name of replicaSet === undefined ? [] : deploymentsOf(replicaSet)) {
        if (client.get(deployments, name)?.spec.strategy?.type === "Recreate") queue.add(name);
      }
    }),
    () => queue.stop(),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

class DeploymentController {
  readonly #context: ControllerContext;
  readonly #recorder: EventRecorder;

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#recorder = new EventRecorder(context.client, context.time, "deployment-controller");
  }

  /** Returns in how many ms it must be looked at again, come what may. @throws StatusError */
  sync(name: ObjectName): number | undefined {
    const deployment = this.#context.client.get(deployments, name);
    if (deployment === undefined) return undefined;
    this.#claim(deployment);
    if (deployment.metadata.deletionTimestamp !== undefined) {
      this.#report(deployment, deploymentStatus);
      return undefined;
    }
    this.#sayPaused(deployment);
    const isPaused = deployment.spec.paused === true;
    if (!isPaused && !isScaling(deployment, this.#revisionsOf(deployment))) return this.#rollOut(deployment);
    this.#rescale(deployment, isPaused);
    return undefined;
  }

  #rescale(deployment: Deployment, isPaused: boolean): void {
    if (this.#revisionsOf(deployment).current !== undefined) this.#renewCurrent(deployment);
    this.#scale(deployment, scalesOf(deployment, this.#revisionsOf(deployment)));
    if (isPaused) this.#forgetHistory(deployment);
    this.#report(deployment, deploymentStatus);
  }

  #rollOut(deployment: Deployment): number | undefined {
    if (deployment.spec.strategy?.type === "Recreate") this.#recreate(deployment);
    else this.#roll(deployment);
    if (isComplete(deployment, deployment.status)) this.#forgetHistory(deployment);
    this.#report(deployment, rolloutStatus);
    const after = this.#context.client.get(deployments, deployment.metadata);
    return after === undefined ? undefined : msUntilStuck(after, this.#context.time);
  }

  /** One step: up first, then down. */
  #roll(deployment: Deployment): void {
    this.#renewCurrent(deployment);
    const revisions = this.#revisionsOf(deployment);
    const up = stepOfCurrent(deployment, revisions);
    this.#scale(deployment, up === undefined ? stepsOfOld(deployment, revisions) : [up]);
  }

  /** All old pods go before the first new one comes. */
  #recreate(deployment: Deployment): void {
    const { current, old } = this.#revisionsOf(deployment);
    if (current !== undefined) this.#renewCurrent(deployment);
    const running = old.filter(({ spec }) => spec.replicas > 0);
    this.#scale(
      deployment,
      running.map((replicaSet) => ({ replicaSet, replicas: 0 })),
    );
    const { pods } = this.#context.informers;
    if (old.some(({ metadata }) => pods.by("controller", metadata.uid).some((pod) => !isFinished(pod)))) return;
    this.#renewCurrent(deployment);
    const step = stepOfCurrent(deployment, this.#revisionsOf(deployment));
    if (step !== undefined) this.#scale(deployment, [step]);
  }

  #revisionsOf(deployment: Deployment): Revisions {
    return revisionsOf(deployment, this.#context.informers.replicaSets.by("controller", deployment.metadata.uid));
  }

  #claim(deployment: Deployment): void {
    const { client, informers } = this.#context;
    claim(client, replicaSets, deployment, {
      owned: informers.replicaSets.by("controller", deployment.metadata.uid),
      orphans: informers.replicaSets.by("orphan", deployment.metadata.namespace ?? ""),
    });
  }

  /** Makes the ReplicaSet of the template when there is none, and the Deployment know its revision. */
  #renewCurrent(deployment: Deployment): void {
    const { client } = this.#context;
    const revisions = this.#revisionsOf(deployment);
    const { current } = revisions;
    const replicaSet =
      current === undefined
        ? this.#create(deployment, revisions)
        : client.update(replicaSets, current.metadata, (found) => asCurrent(found, deployment, revisions));
    if (replicaSet === undefined) return;
    const revision = replicaSet.metadata.annotations?.[revisionAnnotation] ?? "";
    client.update(deployments, deployment.metadata, (found) => ({
      ...found,
      metadata: { ...found.metadata, annotations: { ...found.metadata.annotations, [revisionAnnotation]: revision } },
    }));
    if (current !== undefined && conditionOf(deployment.status.conditions, "Progressing") !== undefined) return;
    const { name } = replicaSet.metadata;
    this.#sayProgress(
      deployment,
      current === undefined
        ? progressing("True", "NewReplicaSetCreated", `Created new replica set "${name}"`)
        : progressing("True", "FoundNewReplicaSet", `Found new replica set "${name}"`),
    );
  }

  #create(deployment: Deployment, revisions: Revisions): ReplicaSet {
    const { client } = this.#context;
    const wanted = newReplicaSet(deployment, revisions);
    const name = wanted.metadata.name ?? "";
    try {
      const made = client.create(replicaSets, wanted);
      if (made.spec.replicas > 0) this.#sayScaled(deployment, name, 0, made.spec.replicas);
      return made;
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      if (error.reason === "AlreadyExists") this.#countCollision(deployment);
      else this.#sayNotCreated(deployment, name, error);
      throw error;
    }
  }

  /** The name is taken by something else: the next try has another. */
  #countCollision({ metadata }: Deployment): void {
    this.#context.client.updateStatus(deployments, metadata, (found) => ({
      ...found,
      status: { ...found.status, collisionCount: (found.status.collisionCount ?? 0) + 1 },
    }));
  }

  #sayNotCreated(deployment: Deployment, name: string, error: StatusError): void {
    const message = `Failed to create new replica set "${name}": ${error.message}`;
    this.#sayProgress(deployment, progressing("False", "ReplicaSetCreateError", message));
    this.#recorder.record(deployment, { type: "Warning", reason: "ReplicaSetCreateError", message });
  }

  #scale(deployment: Deployment, scales: readonly Scale[]): void {
    const annotations = scaleAnnotations(deployment);
    for (const { replicaSet, replicas } of scales) {
      this.#context.client.update(replicaSets, replicaSet.metadata, (found) => ({
        ...found,
        metadata: { ...found.metadata, annotations: { ...found.metadata.annotations, ...annotations } },
        spec: { ...found.spec, replicas },
      }));
      const { name } = replicaSet.metadata;
      if (replicas !== replicaSet.spec.replicas) this.#sayScaled(deployment, name, replicaSet.spec.replicas, replicas);
    }
  }

  #sayScaled(deployment: KubeObject, name: string, from: number, to: number): void {
    const message = `Scaled ${to > from ? "up" : "down"} replica set ${name} from ${from} to ${to}`;
    this.#recorder.record(deployment, { type: "Normal", reason: "ScalingReplicaSet", message });
  }

  #sayPaused({ metadata, spec, status }: Deployment): void {
    const reason = conditionOf(status.conditions, "Progressing")?.reason;
    const wasPaused = reason === "DeploymentPaused";
    if (reason === "ProgressDeadlineExceeded" || wasPaused === (spec.paused ?? false)) return;
    const next = wasPaused
      ? progressing("Unknown", "DeploymentResumed", "Deployment is resumed")
      : progressing("Unknown", "DeploymentPaused", "Deployment is paused");
    this.#sayProgress({ metadata, spec }, next);
  }

  #sayProgress({ metadata, spec }: Pick<Deployment, "metadata" | "spec">, next: ReturnType<typeof progressing>): void {
    if (spec.progressDeadlineSeconds === undefined) return;
    this.#context.client.updateStatus(deployments, metadata, (found) => ({
      ...found,
      status: { ...found.status, conditions: said(found.status.conditions, next, this.#context.time) },
    }));
  }

  #forgetHistory(deployment: Deployment): void {
    for (const { metadata } of forgettable(deployment, this.#revisionsOf(deployment))) {
      this.#context.client.delete(replicaSets, metadata);
    }
  }

  #report(deployment: Deployment, statusOf: typeof deploymentStatus): void {
    const revisions = this.#revisionsOf(deployment);
    this.#context.client.updateStatus(deployments, deployment.metadata, (found) => ({
      ...found,
      status: statusOf(found, revisions, this.#context.time),
    }));
  }
}
