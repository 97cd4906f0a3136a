import type { NewObject } from "../../objects/kubeObject.ts";
import { controllerReference } from "../../objects/ownership.ts";
import type { Deployment, ReplicaSet } from "../../objects/workloads.ts";
import { podTemplateHash } from "../podTemplateHash.ts";
import { hashLabel, type Revisions, revisionAnnotation, revisionOf } from "./replicaSetsOf.ts";
import { nextReplicas } from "./rollingUpdate.ts";
import { rolloutBounds } from "./rolloutBounds.ts";
import { desiredAnnotation, maxAnnotation } from "./scaling.ts";

type Annotations = Readonly<Record<string, string>>;

/** The ReplicaSet of a Deployment's template as it is to be made (kubernetes pkg/controller/deployment getNewReplicaSet). */
export function newReplicaSet(deployment: Deployment, revisions: Revisions): NewObject<ReplicaSet> {
  const { metadata, spec, status } = deployment;
  const hash = podTemplateHash(spec.template, status.collisionCount);
  const labels = { ...spec.template.metadata?.labels, [hashLabel]: hash };
  return {
    apiVersion: "apps/v1",
    kind: "ReplicaSet",
    metadata: {
      name: `${metadata.name}-${hash}`,
      ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
      labels,
      annotations: {
        ...annotationsAsRevision(deployment, {}, nextRevision(revisions)),
        ...scaleAnnotations(deployment),
      },
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas: nextReplicas(deployment, revisions.all, 0),
      ...(spec.minReadySeconds === undefined ? {} : { minReadySeconds: spec.minReadySeconds }),
      selector: { ...spec.selector, matchLabels: { ...spec.selector.matchLabels, [hashLabel]: hash } },
      template: { ...spec.template, metadata: { ...spec.template.metadata, labels } },
    },
    status: { replicas: 0 },
  };
}

/** A ReplicaSet whose template is the current one again, or still: with the annotations of the Deployment, and the newest revision. */
export function asCurrent(replicaSet: ReplicaSet, deployment: Deployment, revisions: Revisions): ReplicaSet {
  const { minReadySeconds } = deployment.spec;
  const annotations = annotationsAsRevision(deployment, replicaSet.metadata.annotations ?? {}, nextRevision(revisions));
  return {
    ...replicaSet,
    metadata: { ...replicaSet.metadata, annotations },
    spec: { ...replicaSet.spec, ...(minReadySeconds === undefined ? {} : { minReadySeconds }) },
  };
}

/** What a ReplicaSet remembers of the scale that its Deployment had when it was scaled. */
export function scaleAnnotations(deployment: Deployment): Annotations {
  const { replicas } = deployment.spec;
  const most = replicas + rolloutBounds(deployment).maxSurge;
  return { [desiredAnnotation]: String(replicas), [maxAnnotation]: String(most) };
}

/** Old ReplicaSets beyond the limit of the history that have nothing left, oldest revision first (cleanupDeployment). */
export function forgettable({ spec }: Deployment, { old }: Revisions): readonly ReplicaSet[] {
  const kept = old.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  const tooMany = Math.max(0, kept.length - (spec.revisionHistoryLimit ?? Number.POSITIVE_INFINITY));
  const oldest = kept.toSorted((one, other) => revisionOf(one) - revisionOf(other)).slice(0, tooMany);
  return oldest.filter(
    ({ metadata, spec: { replicas }, status }) =>
      status.replicas === 0 && replicas === 0 && (metadata.generation ?? 0) <= (status.observedGeneration ?? 0),
  );
}

const historyAnnotation = "deployment.kubernetes.io/revision-history";
const ownAnnotations: ReadonlySet<string> = new Set([
  "kubectl.kubernetes.io/last-applied-configuration",
  revisionAnnotation,
  historyAnnotation,
  desiredAnnotation,
  maxAnnotation,
]);

function nextRevision({ old }: Revisions): number {
  return Math.max(0, ...old.map(revisionOf)) + 1;
}

function annotationsAsRevision({ metadata }: Deployment, before: Annotations, revision: number): Annotations {
  const copied = Object.entries(metadata.annotations ?? {}).filter(([key]) => !ownAnnotations.has(key));
  const all = { ...before, ...Object.fromEntries(copied) };
  const last = before[revisionAnnotation];
  if (last !== undefined && Number(last) >= revision) return all;
  const history = [before[historyAnnotation], last].filter((text) => text !== undefined);
  return {
    ...all,
    [revisionAnnotation]: String(revision),
    ...(history.length === 0 ? {} : { [historyAnnotation]: history.join(",") }),
  };
}
