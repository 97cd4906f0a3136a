import type { Role, RoleBinding } from "../../objects/rbac.ts";
import { type ResourceType, resourceType } from "../resourceType.ts";

const rbac = {
  group: "rbac.authorization.k8s.io",
  version: "v1",
  shortNames: [],
  subresources: [],
  nameRule: "pathSegment",
} as const;

export const roles = resourceType<Role>({
  ...rbac,
  resource: "roles",
  singular: "role",
  kind: "Role",
  isNamespaced: true,
});

export const clusterRoles = resourceType<Role>({
  ...rbac,
  resource: "clusterroles",
  singular: "clusterrole",
  kind: "ClusterRole",
  isNamespaced: false,
});

export const roleBindings: ResourceType<RoleBinding> = resourceType<RoleBinding>({
  ...rbac,
  resource: "rolebindings",
  singular: "rolebinding",
  kind: "RoleBinding",
  isNamespaced: true,
});

export const clusterRoleBindings: ResourceType<RoleBinding> = resourceType<RoleBinding>({
  ...rbac,
  resource: "clusterrolebindings",
  singular: "clusterrolebinding",
  kind: "ClusterRoleBinding",
  isNamespaced: false,
});
