/**
 * Kinds that tools look for and of which there is none: `kubectl get all` and `describe` get an empty list instead of an error.
 * Nothing here would act on one, so that none can be made.
 */
import { type ResourceType, resourceType } from "../resourceType.ts";

const kinds = [
  { group: "", resource: "limitranges", kind: "LimitRange", shortNames: ["limits"] },
  { group: "", resource: "resourcequotas", kind: "ResourceQuota", shortNames: ["quota"] },
  { group: "apps", resource: "statefulsets", kind: "StatefulSet", shortNames: ["sts"], categories: ["all"] },
  {
    ...{ group: "autoscaling", version: "v2", resource: "horizontalpodautoscalers" },
    ...{ kind: "HorizontalPodAutoscaler", shortNames: ["hpa"], categories: ["all"] },
  },
  { group: "batch", resource: "cronjobs", kind: "CronJob", shortNames: ["cj"], categories: ["all"] },
  { group: "policy", resource: "poddisruptionbudgets", kind: "PodDisruptionBudget", shortNames: ["pdb"] },
];

export const unattendedTypes: readonly ResourceType[] = kinds.map((kind) =>
  resourceType({
    version: "v1",
    singular: kind.kind.toLowerCase(),
    isNamespaced: true,
    isReadOnly: true,
    subresources: [],
    ...kind,
  }),
);
