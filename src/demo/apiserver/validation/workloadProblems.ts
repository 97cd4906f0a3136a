/** What workloads must and may say (kubernetes pkg/apis/apps/validation, pkg/apis/batch/validation). */
import { isDeepStrictEqual } from "node:util";
import type { LabelQuery } from "../../objects/kubeObject.ts";
import { matchesQuery } from "../../objects/labelQuery.ts";
import type { PodTemplate } from "../../objects/pod.ts";
import type { Job } from "../../objects/workloads.ts";
import type { FieldProblem } from "../statusError.ts";
import { invalidValue, notNegative, notSupported, required } from "./fieldProblems.ts";
import { templateProblems } from "./podProblems.ts";

interface Selecting {
  readonly spec: {
    readonly replicas?: number;
    readonly minReadySeconds?: number;
    readonly selector?: LabelQuery;
    readonly template: PodTemplate;
  };
}

/** Of a Deployment, ReplicaSet or DaemonSet. */
export function workloadProblems({ spec }: Selecting, previous: Selecting | undefined): readonly FieldProblem[] {
  const { selector, template, replicas, minReadySeconds } = spec;
  return [
    ...notNegative("spec.replicas", replicas),
    ...selectorProblems(selector, template),
    ...(previous === undefined ? [] : immutable("spec.selector", selector, previous.spec.selector)),
    ...templateProblems("spec.template", template),
    ...restartPolicyProblems(template),
    ...notNegative("spec.minReadySeconds", minReadySeconds),
  ];
}

function selectorProblems(selector: LabelQuery | undefined, { metadata }: PodTemplate): readonly FieldProblem[] {
  const { matchLabels = {}, matchExpressions = [] } = selector ?? {};
  if (selector !== undefined && Object.keys(matchLabels).length + matchExpressions.length === 0) {
    return [invalidValue("spec.selector", {}, "empty selector is invalid for deployment")];
  }
  const { labels } = metadata ?? {};
  if (selector !== undefined && matchesQuery(selector, labels)) return [];
  return [
    ...(selector === undefined ? [required("spec.selector")] : []),
    invalidValue("spec.template.metadata.labels", labels ?? null, "`selector` does not match template `labels`"),
  ];
}

function restartPolicyProblems({ spec: { restartPolicy } }: PodTemplate): readonly FieldProblem[] {
  if (restartPolicy === undefined || restartPolicy === "Always") return [];
  return [notSupported("spec.template.spec.restartPolicy", restartPolicy, ["Always"])];
}

export function immutable(field: string, next: unknown, previous: unknown): readonly FieldProblem[] {
  return isDeepStrictEqual(next, previous) ? [] : [invalidValue(field, next ?? null, "field is immutable")];
}

const unendingJob = required("spec.template.spec.restartPolicy", 'valid values: "OnFailure", "Never"');

export function jobProblems({ spec }: Job, previous: Job | undefined): readonly FieldProblem[] {
  return [
    ...notNegative("spec.parallelism", spec.parallelism),
    ...notNegative("spec.completions", spec.completions),
    ...notNegative("spec.backoffLimit", spec.backoffLimit),
    ...templateProblems("spec.template", spec.template),
    ...(spec.template.spec.restartPolicy === "Always" ? [unendingJob] : []),
    ...(previous === undefined
      ? []
      : [
          ...immutable("spec.selector", spec.selector, previous.spec.selector),
          ...immutable("spec.template", spec.template, previous.spec.template),
          ...immutable("spec.completions", spec.completions, previous.spec.completions),
        ]),
  ];
}
