import { hasLabels, meets } from "./labelQuery.ts";
import type { Node } from "./node.ts";
import type { NodeSelectorTerm, PodSpec } from "./pod.ts";

/** Whether nodeSelector and node affinity of a pod take a node (component-helpers scheduling/corev1 nodeaffinity). */
export function isNodeSelected({ nodeSelector = {}, affinity }: PodSpec, { metadata }: Node): boolean {
  if (!hasLabels(metadata.labels ?? {}, nodeSelector)) return false;
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  return terms === undefined || terms.some((term) => takes(term, metadata));
}

/** The names of the only nodes that a pod may go to, as those of a DaemonSet; undefined when it is free. */
export function pinnedNodes({ affinity }: PodSpec): readonly string[] | undefined {
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  const names = terms?.map(({ matchFields }) => matchFields?.find(({ operator }) => operator === "In")?.values);
  return names?.every((values) => values !== undefined) ? names.flat() : undefined;
}

function takes(
  { matchExpressions = [], matchFields = [] }: NodeSelectorTerm,
  { name, labels = {} }: Node["metadata"],
): boolean {
  if (matchExpressions.length === 0 && matchFields.length === 0) return false;
  const fields = { "metadata.name": name };
  return (
    matchExpressions.every((requirement) => meets(labels, requirement)) &&
    matchFields.every((requirement) => meets(fields, requirement))
  );
}
