/**
 * The roles for people that every cluster begins with (kubernetes plugin/pkg/auth/authorizer/rbac/bootstrappolicy), for the
 * API groups of this server.
 */
import type { NewObject } from "../../objects/kubeObject.ts";
import type { PolicyRule, Role, RoleBinding } from "../../objects/rbac.ts";
import type { Registry } from "../registry.ts";
import { clusterRoleBindings, clusterRoles } from "../resources/rbac.ts";
import { apiVersionOf, type ResourceType } from "../resourceType.ts";

const read = ["get", "list", "watch"];
const write = ["create", "delete", "deletecollection", "patch", "update"];
const everything = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
const rbacGroup = clusterRoles.group;

const toView: readonly PolicyRule[] = [
  allow(
    "",
    `configmaps endpoints persistentvolumeclaims persistentvolumeclaims/status pods replicationcontrollers
     replicationcontrollers/scale serviceaccounts services services/status`,
    read,
  ),
  allow(
    "",
    `bindings limitranges namespaces/status pods/log pods/status replicationcontrollers/status resourcequotas
     resourcequotas/status`,
    read,
  ),
  allow("", "namespaces", read),
  { apiGroups: ["", "events.k8s.io"], resources: ["events"], verbs: read },
  allow(
    "apps",
    `controllerrevisions daemonsets daemonsets/status deployments deployments/scale deployments/status replicasets
     replicasets/scale replicasets/status statefulsets statefulsets/scale statefulsets/status`,
    read,
  ),
  allow("autoscaling", "horizontalpodautoscalers horizontalpodautoscalers/status", read),
  allow("batch", "cronjobs cronjobs/status jobs jobs/status", read),
  allow("policy", "poddisruptionbudgets poddisruptionbudgets/status", read),
];

const toEdit: readonly PolicyRule[] = [
  allow("", "pods/attach pods/exec pods/portforward pods/proxy secrets services/proxy", read),
  allow("", "serviceaccounts", ["impersonate"]),
  allow("", "pods pods/attach pods/exec pods/portforward pods/proxy", write),
  allow("", "pods/eviction", ["create"]),
  allow(
    "",
    `configmaps persistentvolumeclaims replicationcontrollers replicationcontrollers/scale secrets serviceaccounts services
     services/proxy`,
    write,
  ),
  allow("", "serviceaccounts/token", ["create"]),
  { apiGroups: ["", "events.k8s.io"], resources: ["events"], verbs: write },
  allow(
    "apps",
    `daemonsets deployments deployments/rollback deployments/scale replicasets replicasets/scale statefulsets
     statefulsets/scale`,
    write,
  ),
  allow("autoscaling", "horizontalpodautoscalers", write),
  allow("batch", "cronjobs jobs", write),
  allow("policy", "poddisruptionbudgets", write),
  allow("coordination.k8s.io", "leases", everything),
];

const toAdmin: readonly PolicyRule[] = [
  allow("authorization.k8s.io", "localsubjectaccessreviews", ["create"]),
  allow(rbacGroup, "rolebindings roles", everything),
];

const publicPaths = ["/healthz", "/livez", "/readyz", "/version", "/version/"];
const discoveryPaths = [
  "/api",
  "/api/*",
  "/apis",
  "/apis/*",
  "/healthz",
  "/livez",
  "/openapi",
  "/openapi/*",
  "/readyz",
];

/** What no controller adds up here is added up already: `view` is in `edit`, both are in `admin`. */
export const defaultClusterRoles: readonly NewObject<Role>[] = [
  clusterRole("cluster-admin", [
    { apiGroups: ["*"], resources: ["*"], verbs: ["*"] },
    { nonResourceURLs: ["*"], verbs: ["*"] },
  ]),
  clusterRole("system:discovery", [{ nonResourceURLs: [...discoveryPaths, "/version", "/version/"], verbs: ["get"] }]),
  clusterRole("system:basic-user", [
    allow("authorization.k8s.io", "selfsubjectaccessreviews selfsubjectrulesreviews", ["create"]),
    allow("authentication.k8s.io", "selfsubjectreviews", ["create"]),
  ]),
  clusterRole("system:public-info-viewer", [{ nonResourceURLs: publicPaths, verbs: ["get"] }]),
  aggregated("admin", [...toEdit, ...toView, ...toAdmin]),
  aggregated("edit", [...toEdit, ...toView], "admin"),
  aggregated("view", toView, "edit"),
  clusterRole("system:aggregate-to-admin", toAdmin, aggregatedTo("admin")),
  clusterRole("system:aggregate-to-edit", toEdit, aggregatedTo("edit")),
  clusterRole("system:aggregate-to-view", toView, aggregatedTo("view")),
];

export const defaultClusterRoleBindings: readonly NewObject<RoleBinding>[] = [
  clusterRoleBinding("cluster-admin", ["system:masters"]),
  clusterRoleBinding("system:discovery", ["system:authenticated"]),
  clusterRoleBinding("system:basic-user", ["system:authenticated"]),
  clusterRoleBinding("system:public-info-viewer", ["system:authenticated", "system:unauthenticated"]),
];

/** Adds those that are not there, as the real server does whenever it starts. */
export function bootstrapRoles(registry: Registry): void {
  addMissing(registry, clusterRoles, defaultClusterRoles);
  addMissing(registry, clusterRoleBindings, defaultClusterRoleBindings);
}

function addMissing<T extends Role | RoleBinding>(
  registry: Registry,
  type: ResourceType<T>,
  objects: readonly NewObject<T>[],
): void {
  for (const object of objects) {
    if (registry.get(type, { name: object.metadata.name ?? "" }) === undefined) registry.create(type, object);
  }
}

/** @param resources names with spaces between them. */
function allow(group: string, resources: string, verbs: readonly string[]): PolicyRule {
  return { apiGroups: [group], resources: resources.split(/\s+/), verbs };
}

function clusterRole(name: string, rules: readonly PolicyRule[], labels: Readonly<Record<string, string>> = {}) {
  const { kind } = clusterRoles;
  return { apiVersion: apiVersionOf(clusterRoles), kind, metadata: metadataOf(name, labels), rules };
}

/** A role of which the rules come from others. @param into the larger one that it belongs to. */
function aggregated(name: string, rules: readonly PolicyRule[], into?: string) {
  const aggregationRule = { clusterRoleSelectors: [{ matchLabels: aggregatedTo(name) }] };
  return { ...clusterRole(name, rules, into === undefined ? {} : aggregatedTo(into)), aggregationRule };
}

function aggregatedTo(name: string): Readonly<Record<string, string>> {
  return { [`rbac.authorization.k8s.io/aggregate-to-${name}`]: "true" };
}

function clusterRoleBinding(name: string, groups: readonly string[]): NewObject<RoleBinding> {
  return {
    apiVersion: apiVersionOf(clusterRoleBindings),
    kind: clusterRoleBindings.kind,
    metadata: metadataOf(name, {}),
    roleRef: { apiGroup: rbacGroup, kind: "ClusterRole", name },
    subjects: groups.map((group) => ({ apiGroup: rbacGroup, kind: "Group", name: group })),
  };
}

function metadataOf(name: string, labels: Readonly<Record<string, string>>) {
  return {
    name,
    labels: { "kubernetes.io/bootstrapping": "rbac-defaults", ...labels },
    annotations: { "rbac.authorization.kubernetes.io/autoupdate": "true" },
  };
}
