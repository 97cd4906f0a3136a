import type { KubeObject, LabelQuery } from "./kubeObject.ts";

/** A Role or a ClusterRole. */
export interface Role extends KubeObject {
  readonly rules: readonly PolicyRule[] | null;
  /** Of a ClusterRole whose rules are those of others, chosen by their labels. */
  readonly aggregationRule?: { readonly clusterRoleSelectors: readonly LabelQuery[] };
}

export interface PolicyRule {
  readonly verbs: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

/** A RoleBinding or a ClusterRoleBinding. */
export interface RoleBinding extends KubeObject {
  readonly subjects?: readonly Subject[];
  readonly roleRef: { readonly apiGroup: string; readonly kind: "Role" | "ClusterRole"; readonly name: string };
}

export interface Subject {
  readonly kind: "User" | "Group" | "ServiceAccount";
  readonly name: string;
  readonly namespace?: string;
  readonly apiGroup?: string;
}
