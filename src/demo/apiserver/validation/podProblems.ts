/** What a pod must and may say (kubernetes pkg/apis/core/validation). */
import { isDeepStrictEqual } from "node:util";
import type { Container, Pod, PodSpec, PodTemplate, Toleration } from "../../objects/pod.ts";
import type { FieldProblem } from "../statusError.ts";
import { duplicate, forbiddenField, notNegative, notSupported, required } from "./fieldProblems.ts";
import { labelProblems, nameProblems } from "./names.ts";

const restartPolicies = ["Always", "OnFailure", "Never"];
const pullPolicies = ["Always", "IfNotPresent", "Never"];

export function podSpecProblems(field: string, spec: PodSpec): readonly FieldProblem[] {
  const { containers, initContainers = [], restartPolicy, terminationGracePeriodSeconds } = spec;
  return [
    ...(containers.length === 0 ? [required(`${field}.containers`)] : []),
    ...containersProblems(`${field}.containers`, containers),
    ...containersProblems(`${field}.initContainers`, initContainers),
    ...oneOf(`${field}.restartPolicy`, restartPolicy, restartPolicies),
    ...notNegative(`${field}.terminationGracePeriodSeconds`, terminationGracePeriodSeconds),
  ];
}

export function templateProblems(field: string, { metadata, spec }: PodTemplate): readonly FieldProblem[] {
  return [...labelProblems(`${field}.labels`, metadata?.labels), ...podSpecProblems(`${field}.spec`, spec)];
}

/** In no order: those of Go's maps. */
export function oneOf(field: string, value: string | undefined, words: readonly string[]): readonly FieldProblem[] {
  return value === undefined || words.includes(value) ? [] : [notSupported(field, value, words)];
}

function containersProblems(field: string, containers: readonly Container[]): readonly FieldProblem[] {
  return containers.flatMap((container, index) => {
    const at = `${field}[${index}]`;
    const { name = "", image = "", imagePullPolicy } = container;
    const isTaken = containers.slice(0, index).some((other) => other.name === name);
    return [
      ...(name === "" ? [required(`${at}.name`)] : nameProblems(`${at}.name`, name, "label")),
      ...(isTaken ? [duplicate(`${at}.name`, name)] : []),
      ...(image === "" ? [required(`${at}.image`)] : []),
      ...oneOf(`${at}.imagePullPolicy`, imagePullPolicy, pullPolicies),
    ];
  });
}

const changeable =
  "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

/** What may not change once a pod is there. */
export function podChangeProblems(next: Pod, previous: Pod): readonly FieldProblem[] {
  const isSame = next.spec === previous.spec || isDeepStrictEqual(fixedPart(next.spec), fixedPart(previous.spec));
  const isWell = isSame && hasAll(next.spec.tolerations, previous.spec.tolerations) && opensGates(next, previous);
  return isWell ? [] : [forbiddenField("spec", changeable)];
}

function opensGates({ spec: { schedulingGates = [] } }: Pod, previous: Pod): boolean {
  const before = previous.spec.schedulingGates ?? [];
  return schedulingGates.every(({ name }) => before.some((gate) => gate.name === name));
}

function fixedPart({ activeDeadlineSeconds: _, tolerations: _t, schedulingGates: _g, ...spec }: PodSpec): object {
  const imageless = (containers: readonly Container[] = []) => containers.map(({ image: _i, ...rest }) => rest);
  return { ...spec, containers: imageless(spec.containers), initContainers: imageless(spec.initContainers) };
}

function hasAll(next: readonly Toleration[] = [], previous: readonly Toleration[] = []): boolean {
  return previous.every((toleration) => next.some((other) => isDeepStrictEqual(other, toleration)));
}
