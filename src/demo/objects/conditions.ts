import type { Condition } from "./kubeObject.ts";

type Conditions = readonly Condition[] | undefined;

export function conditionOf(conditions: Conditions, type: string): Condition | undefined {
  return conditions?.find((condition) => condition.type === type);
}

export function isTrue(conditions: Conditions, type: string): boolean {
  return conditionOf(conditions, type)?.status === "True";
}

/** The conditions with this one in place of that of its type, or at the end. */
export function withCondition(conditions: Conditions, condition: Condition): readonly Condition[] {
  const all = conditions ?? [];
  return conditionOf(all, condition.type) === undefined
    ? [...all, condition]
    : all.map((one) => (one.type === condition.type ? condition : one));
}

export function withoutCondition(conditions: Conditions, type: string): readonly Condition[] {
  return (conditions ?? []).filter((condition) => condition.type !== type);
}
