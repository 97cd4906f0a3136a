import { grouped } from "../../base/grouped.ts";

/** How many pods are to match. */
export type Goal = { readonly kind: "none" | "all" } | { readonly kind: "least"; readonly count: number };

/** What there is at one moment. */
export interface Matching {
  readonly matching: number;
  /** All pods of the scope. */
  readonly pods: number;
}

/** Undefined for what is no goal. A number is the least that is enough: a rollout has one more for a moment. */
export function goalFrom(text: string): Goal | undefined {
  if (text === "none" || text === "all") return { kind: text };
  if (text === "any") return { kind: "least", count: 1 };
  return /^[1-9]\d{0,8}$/.test(text) ? { kind: "least", count: Number(text) } : undefined;
}

/** Of no pods at all one cannot say that all match. */
export function isReached(goal: Goal, { matching, pods }: Matching): boolean {
  switch (goal.kind) {
    case "none":
      return matching === 0;
    case "all":
      return pods > 0 && matching === pods;
    case "least":
      return matching >= goal.count;
  }
}

/** `no pod matches`, `2 of 40 pods match`. */
export function matchingWords({ matching, pods }: Matching): string {
  if (pods === 0) return "there are no pods";
  if (matching === 0) return `none of ${podsWords(pods)} matches`;
  if (matching === pods) return pods === 1 ? "the only pod matches" : `all ${podsWords(pods)} match`;
  return `${grouped(matching)} of ${podsWords(pods)} ${matching === 1 ? "matches" : "match"}`;
}

function podsWords(pods: number): string {
  return pods === 1 ? "1 pod" : `${grouped(pods)} pods`;
}
