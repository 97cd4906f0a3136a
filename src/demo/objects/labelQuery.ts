import type { LabelQuery, LabelRequirement } from "./kubeObject.ts";

type Labels = Readonly<Record<string, string>>;

/** Whether labels are what the selector of a workload asks for; the empty selector takes all (apimachinery meta/v1 helpers). */
export function matchesQuery({ matchLabels = {}, matchExpressions = [] }: LabelQuery, labels: Labels = {}): boolean {
  return hasLabels(labels, matchLabels) && matchExpressions.every((requirement) => meets(labels, requirement));
}

export function hasLabels(labels: Labels, wanted: Labels): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}

/** A label that is missing is not in any list (apimachinery pkg/labels Requirement). */
export function meets(labels: Labels, { key, operator, values = [] }: LabelRequirement): boolean {
  const value = labels[key];
  switch (operator) {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
    case "Gt":
      return Number(value) > Number(values[0]);
    case "Lt":
      return Number(value) < Number(values[0]);
  }
}
