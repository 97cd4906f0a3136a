/** What may be left out of workloads (kubernetes pkg/apis/apps/v1/defaults.go, pkg/apis/batch/v1/defaults.go). */
import type { DaemonSet, Deployment, Job, ReplicaSet } from "../../objects/workloads.ts";
import { withTemplateDefaults } from "./podSpecDefaults.ts";

export function withDeploymentDefaults(deployment: Deployment): Deployment {
  const spec: Partial<Deployment["spec"]> = deployment.spec ?? {};
  const { strategy = {} } = spec;
  const type = strategy.type ?? "RollingUpdate";
  const rollingUpdate = { maxUnavailable: "25%", maxSurge: "25%", ...strategy.rollingUpdate };
  return {
    ...deployment,
    spec: {
      ...{ replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 },
      ...(spec as Deployment["spec"]),
      strategy: type === "RollingUpdate" ? { ...strategy, type, rollingUpdate } : { ...strategy, type },
      template: withTemplateDefaults(spec.template),
    },
  };
}

export function withReplicaSetDefaults(replicaSet: ReplicaSet): ReplicaSet {
  const spec: Partial<ReplicaSet["spec"]> = replicaSet.spec ?? {};
  const template = withTemplateDefaults(spec.template);
  return { ...replicaSet, spec: { ...{ replicas: 1 }, ...(spec as ReplicaSet["spec"]), template } };
}

const daemonSetUpdate = { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } };

export function withDaemonSetDefaults(daemonSet: DaemonSet): DaemonSet {
  const spec: Partial<DaemonSet["spec"]> = daemonSet.spec ?? {};
  const defaults = { revisionHistoryLimit: 10, updateStrategy: daemonSetUpdate };
  return {
    ...daemonSet,
    spec: { ...defaults, ...(spec as DaemonSet["spec"]), template: withTemplateDefaults(spec.template) },
  };
}

export function withJobDefaults(job: Job): Job {
  const spec: Partial<Job["spec"]> = job.spec ?? {};
  const isSingle = spec.completions === undefined && spec.parallelism === undefined;
  const template = withTemplateDefaults(spec.template);
  return {
    ...job,
    spec: {
      parallelism: 1,
      ...(isSingle ? { completions: 1 } : {}),
      backoffLimit: 6,
      ...{ completionMode: "NonIndexed", podReplacementPolicy: "TerminatingOrFailed" },
      suspend: false,
      ...spec,
      template,
    },
  };
}
