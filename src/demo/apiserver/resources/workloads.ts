import { isDeepStrictEqual } from "node:util";
import type { DaemonSet, Deployment, Job, ReplicaSet } from "../../objects/workloads.ts";
import {
  withDaemonSetDefaults,
  withDeploymentDefaults,
  withJobDefaults,
  withReplicaSetDefaults,
} from "../defaults/workloadDefaults.ts";
import { resourceType } from "../resourceType.ts";
import { jobProblems, workloadProblems } from "../validation/workloadProblems.ts";

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
  prepareForCreate: (deployment) => ({ ...withDeploymentDefaults(deployment), status: {} }),
  prepareForUpdate: withDeploymentDefaults,
  validate: workloadProblems,
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
  prepareForCreate: (replicaSet) => ({ ...withReplicaSetDefaults(replicaSet), status: { replicas: 0 } }),
  prepareForUpdate: withReplicaSetDefaults,
  validate: workloadProblems,
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
    ...withTemplateGeneration(withDaemonSetDefaults(daemonSet), 1),
    status: { currentNumberScheduled: 0, desiredNumberScheduled: 0, numberMisscheduled: 0, numberReady: 0 },
  }),
  prepareForUpdate: (next, previous) => {
    const complete = withDaemonSetDefaults(next);
    const isSame = isDeepStrictEqual(complete.spec.template, previous.spec.template);
    return withTemplateGeneration(complete, templateGeneration(previous) + (isSame ? 0 : 1));
  },
  validate: workloadProblems,
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
  prepareForCreate: (job) => withJobLabels({ ...withJobDefaults(job), status: {} }),
  prepareForUpdate: withJobDefaults,
  validate: jobProblems,
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
