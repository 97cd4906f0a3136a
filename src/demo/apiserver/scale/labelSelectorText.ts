import type { LabelQuery, LabelRequirement } from "../../objects/kubeObject.ts";

/** A selector as a query has it: `app=web,tier in (a,b),!old` (meta/v1 LabelSelectorAsSelector). */
export function labelSelectorText({ matchLabels = {}, matchExpressions = [] }: LabelQuery): string {
  const equal = Object.entries(matchLabels).map(([key, value]) => ({ key, text: `${key}=${value}` }));
  const others = matchExpressions.map((requirement) => ({ key: requirement.key, text: requirementText(requirement) }));
  const sorted = [...equal, ...others].sort((one, other) => (one.key < other.key ? -1 : 1));
  return sorted.map(({ text }) => text).join(",");
}

function requirementText({ key, operator, values = [] }: LabelRequirement): string {
  switch (operator) {
    case "In":
      return `${key} in (${values.toSorted().join(",")})`;
    case "NotIn":
      return `${key} notin (${values.toSorted().join(",")})`;
    case "Exists":
      return key;
    case "DoesNotExist":
      return `!${key}`;
    case "Gt":
      return `${key}>${values[0] ?? ""}`;
    case "Lt":
      return `${key}<${values[0] ?? ""}`;
  }
}
