import { pods } from "../../apiserver/resources/pods.ts";
import { deployments, replicaSets } from "../../apiserver/resources/workloads.ts";
import { type Condition, type OwnerReference, timestamp } from "../../objects/kubeObject.ts";
import type { PodTemplate } from "../../objects/pod.ts";
import { isActive, isReady } from "../../objects/podState.ts";
import type { Deployment, ReplicaSet } from "../../objects/workloads.ts";
import { Random } from "../../random.ts";
import { minutes, seconds } from "../span.ts";
import { type App, templateOf } from "./app.ts";
import type { PodPast } from "./podPast.ts";
import { PodMaker, type Scene } from "./snapshotPods.ts";
import { type StoredObject, stored } from "./storedObject.ts";

/** A Deployment and what became of it. All times are ms before the start of the demo. */
export interface DeploymentPast {
  readonly app: App;
  readonly replicas: number;
  readonly ageMs: number;
  /** Oldest first; the last is the one that it asks for. */
  readonly revisions: readonly RevisionPast[];
}

export interface RevisionPast {
  readonly version: string;
  readonly ageMs: number;
  /** Those that are left of it. */
  readonly pods: readonly PodPast[];
  /** What was different then. */
  readonly app?: Partial<App>;
}

/** The Deployment with its ReplicaSets and pods, as its controllers left them. */
export function deploymentObjects(past: DeploymentPast, scene: Scene, seed: number): readonly StoredObject[] {
  const { namespace, name } = past.app;
  const random = new Random(seed, `deployment ${namespace}/${name}`);
  const deployment = preparedDeployment(past, random.uuid(), scene.now);
  const sets = past.revisions.map((revision, index) => {
    const number = index + 1;
    return replicaSetObjects({ past, revision, number, deployment, random }, scene);
  });
  const all = sets.flatMap(({ pods: made }) => made.filter(isActive));
  const newest = sets.at(-1);
  const ready = all.filter(isReady).length;
  const status: Deployment["status"] = {
    observedGeneration: past.revisions.length,
    replicas: all.length,
    updatedReplicas: newest?.pods.filter(isActive).length ?? 0,
    ...(ready === 0 ? {} : { readyReplicas: ready, availableReplicas: ready }),
    ...(all.length === ready ? {} : { unavailableReplicas: all.length - ready }),
    conditions: conditionsOf(past, { ready, newest: newest?.replicaSet, now: scene.now }),
  };
  return [
    stored(deployments, { ...deployment, status }),
    ...sets.flatMap(({ replicaSet, pods: made }) => [
      stored(replicaSets, replicaSet),
      ...made.map((pod) => stored(pods, pod)),
    ]),
  ];
}

function preparedDeployment({ app, ageMs, replicas, revisions }: DeploymentPast, uid: string, now: number): Deployment {
  const newest = revisions.at(-1);
  const deployment: Deployment = {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: {
      name: app.name,
      namespace: app.namespace,
      uid,
      resourceVersion: "",
      generation: revisions.length,
      creationTimestamp: timestamp(now - ageMs),
      labels: { app: app.name, ...app.labels },
      annotations: { "deployment.kubernetes.io/revision": String(revisions.length) },
    },
    spec: {
      replicas,
      selector: { matchLabels: { app: app.name } },
      template: templateOf({ ...app, ...newest?.app }, newest?.version ?? ""),
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%" } },
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
    },
    status: {},
  };
  return deployments.prepareForCreate?.(deployment) ?? deployment;
}

interface RevisionOf {
  readonly past: DeploymentPast;
  readonly revision: RevisionPast;
  readonly number: number;
  readonly deployment: Deployment;
  readonly random: Random;
}

function replicaSetObjects({ past, revision, number, deployment, random }: RevisionOf, scene: Scene) {
  const app = { ...past.app, ...revision.app };
  const hash = random.suffix(10);
  const name = `${app.name}-${hash}`;
  const uid = random.uuid();
  const template = labelled(revisionTemplate(deployment, app, revision.version), hash);
  const owner: OwnerReference = { ...ownerOf(uid, name), apiVersion: "apps/v1", kind: "ReplicaSet" };
  const maker = new PodMaker({ app, template, owner, generateName: `${name}-`, random }, scene);
  const made = revision.pods.map((each) => maker.pod(each));
  const active = made.filter(isActive);
  const ready = active.filter(isReady).length;
  const replicaSet: ReplicaSet = {
    apiVersion: "apps/v1",
    kind: "ReplicaSet",
    metadata: {
      name,
      namespace: app.namespace,
      uid,
      resourceVersion: "",
      generation: 1,
      creationTimestamp: timestamp(scene.now - revision.ageMs),
      ...(template.metadata?.labels === undefined ? {} : { labels: template.metadata.labels }),
      annotations: {
        "deployment.kubernetes.io/desired-replicas": String(past.replicas),
        "deployment.kubernetes.io/max-replicas": String(past.replicas + surge(past.replicas)),
        "deployment.kubernetes.io/revision": String(number),
      },
      ownerReferences: [
        { ...ownerOf(deployment.metadata.uid, deployment.metadata.name), apiVersion: "apps/v1", kind: "Deployment" },
      ],
    },
    spec: {
      replicas: active.length,
      selector: { matchLabels: { app: app.name, "pod-template-hash": hash } },
      template,
    },
    status: {
      observedGeneration: 1,
      replicas: active.length,
      ...(active.length === 0 ? {} : { fullyLabeledReplicas: active.length }),
      ...(ready === 0 ? {} : { readyReplicas: ready, availableReplicas: ready }),
    },
  };
  return { replicaSet, pods: made };
}

/** Of an older version, filled in as the API server filled in that of the Deployment. */
function revisionTemplate(deployment: Deployment, app: App, version: string): PodTemplate {
  const older = { ...deployment, spec: { ...deployment.spec, template: templateOf(app, version) } };
  return (deployments.prepareForCreate?.(older) ?? older).spec.template;
}

function labelled(template: PodTemplate, hash: string): PodTemplate {
  const labels = { ...template.metadata?.labels, "pod-template-hash": hash };
  return { ...template, metadata: { ...template.metadata, labels } };
}

function ownerOf(uid: string, name: string) {
  return { name, uid, controller: true, blockOwnerDeletion: true };
}

interface Standing {
  readonly ready: number;
  readonly newest: ReplicaSet | undefined;
  readonly now: number;
}

/** In the words of kubernetes pkg/controller/deployment. */
function conditionsOf(past: DeploymentPast, { ready, newest, now }: Standing): readonly Condition[] {
  const { replicas, ageMs, revisions } = past;
  const rolledAt = now - (revisions.at(-1)?.ageMs ?? ageMs);
  const isAvailable = ready >= replicas - Math.floor(replicas / 4);
  const isStuck = (newest?.status.availableReplicas ?? 0) < replicas && revisions.slice(0, -1).some(hasPods);
  const set = `ReplicaSet "${newest?.metadata.name}"`;
  const at = (since: number) => ({ lastUpdateTime: timestamp(since), lastTransitionTime: timestamp(since) });
  return [
    isAvailable
      ? {
          type: "Available",
          status: "True",
          ...at(now - ageMs + seconds(12)),
          reason: "MinimumReplicasAvailable",
          message: "Deployment has minimum availability.",
        }
      : {
          type: "Available",
          status: "False",
          ...at(rolledAt),
          reason: "MinimumReplicasUnavailable",
          message: "Deployment does not have minimum availability.",
        },
    isStuck
      ? {
          type: "Progressing",
          status: "False",
          ...at(rolledAt + minutes(10)),
          reason: "ProgressDeadlineExceeded",
          message: `${set} has timed out progressing.`,
        }
      : {
          type: "Progressing",
          status: "True",
          lastUpdateTime: timestamp(rolledAt + seconds(40)),
          lastTransitionTime: timestamp(now - ageMs),
          reason: "NewReplicaSetAvailable",
          message: `${set} has successfully progressed.`,
        },
  ];
}

function hasPods({ pods: left }: RevisionPast): boolean {
  return left.length > 0;
}

/** How many pods more than wanted a rollout may have: a quarter, rounded up. */
export function surge(replicas: number): number {
  return Math.ceil(replicas / 4);
}
