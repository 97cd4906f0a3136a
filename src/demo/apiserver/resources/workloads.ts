import { isDeepStrictEqual } from "node:util";
import type { DaemonSet, Deployment, Job, ReplicaSet } from "../../objects/workloads.ts";
import { resourceType } from "../resourceType.ts";

export const deployments = resourceType<Deployment>({
  group: "apps",
  version: "v1",
  resource: "deployments",
  singular: "deployment",
  kind: "Deployment",
  shortNames: ["deploy"],
  categories: ["all"],
  isNamespaced: true,
  subresources: ["status", "scale"],
  prepareForCreate: (deployment) => ({ ...deployment, status: {} }),
});

export const replicaSets = resourceType<ReplicaSet>({
  group: "apps",
  version: "v1",
  resource: "replicasets",
  singular: "replicaset",
  kind: "ReplicaSet",
  shortNames: ["rs"],
  categories: ["all"],
  isNamespaced: true,
  subresources: ["status", "scale"],
  prepareForCreate: (replicaSet) => ({ ...replicaSet, status: { replicas: 0 } }),
});

export const daemonSets = resourceType<DaemonSet>({
  group: "apps",
  version: "v1",
  resource: "daemonsets",
  singular: "daemonset",
  kind: "DaemonSet",
  shortNames: ["ds"],
  categories: ["all"],
  isNamespaced: true,
  subresources: ["status"],
  prepareForCreate: (daemonSet) => ({
    ...withTemplateGeneration(daemonSet, 1),
    status: { currentNumberScheduled: 0, desiredNumberScheduled: 0, numberMisscheduled: 0, numberReady: 0 },
  }),
  prepareForUpdate: (next, previous) => {
    const isSame = isDeepStrictEqual(next.spec.template, previous.spec.template);
    return withTemplateGeneration(next, templateGeneration(previous) + (isSame ? 0 : 1));
  },
});

export const jobs = resourceType<Job>({
  group: "batch",
  version: "v1",
  resource: "jobs",
  singular: "job",
  kind: "Job",
  shortNames: [],
  categories: ["all"],
  isNamespaced: true,
  subresources: ["status"],
  prepareForCreate: (job) => withJobLabels({ ...job, status: {} }),
});

/**
 * A Job finds its pods by its own uid (kubernetes pkg/registry/batch/job generateSelector), and has the labels of its template
 * if it has none (pkg/apis/batch/v1 SetDefaults_Job).
 */
function withJobLabels(job: Job): Job {
  const { metadata, spec } = job;
  const uidLabel = { "batch.kubernetes.io/controller-uid": metadata.uid };
  const labels = {
    ...spec.template.metadata?.labels,
    ...uidLabel,
    "batch.kubernetes.io/job-name": metadata.name,
    "controller-uid": metadata.uid,
    "job-name": metadata.name,
  };
  return {
    ...job,
    metadata: { ...metadata, labels: metadata.labels ?? labels },
    spec: {
      ...spec,
      selector: { matchLabels: uidLabel },
      template: { ...spec.template, metadata: { ...spec.template.metadata, labels } },
    },
  };
}

const templateGenerationAnnotation = "deprecated.daemonset.template.generation";

function templateGeneration({ metadata }: DaemonSet): number {
  return Number(metadata.annotations?.[templateGenerationAnnotation] ?? 1);
}

/** The server counts the changes of a DaemonSet's template (kubernetes pkg/registry/apps/daemonset strategy.go). */
function withTemplateGeneration(daemonSet: DaemonSet, count: number): DaemonSet {
  const annotations = { ...daemonSet.metadata.annotations, [templateGenerationAnnotation]: String(count) };
  return { ...daemonSet, metadata: { ...daemonSet.metadata, annotations } };
}
