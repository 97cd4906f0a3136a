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
    ...daemonSet,
    status: { currentNumberScheduled: 0, desiredNumberScheduled: 0, numberMisscheduled: 0, numberReady: 0 },
  }),
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
  prepareForCreate: (job) => ({ ...job, status: {} }),
});
