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

/** As above; a condition whose status stays keeps the moment since when it has it. @param now RFC 3339 */
export function withConditionSince(conditions: Conditions, condition: Condition, now: string): readonly Condition[] {
  const before = conditionOf(conditions, condition.type);
  const since = before?.status === condition.status ? before.lastTransitionTime : undefined;
  return withCondition(conditions, { ...condition, lastTransitionTime: since ?? now });
}

export function withoutCondition(conditions: Conditions, type: string): readonly Condition[] {
  return (conditions ?? []).filter((condition) => condition.type !== type);
}
