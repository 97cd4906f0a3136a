import { resourceTypes } from "../resources/index.ts";
import type { ResourceType } from "../resourceType.ts";

/** What discovery says of one resource: a stored kind, or one that is answered and never kept. */
export interface ServedResource {
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  readonly singular: string;
  readonly kind: string;
  readonly isNamespaced: boolean;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly verbs: readonly string[];
  readonly subresources: readonly ServedSubresource[];
}

export interface ServedSubresource {
  readonly name: string;
  readonly kind: string;
  /** Absent: that of the resource. */
  readonly groupVersion?: { readonly group: string; readonly version: string };
  readonly verbs: readonly string[];
}

/** As the real server orders its groups. */
const groupOrder = [
  "",
  "apps",
  "authentication.k8s.io",
  "authorization.k8s.io",
  "autoscaling",
  "batch",
  "policy",
  "rbac.authorization.k8s.io",
  "coordination.k8s.io",
  "metrics.k8s.io",
];

const changing = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
const ofPart = ["get", "patch", "update"];

/** By name; those without a kind answer with that of their resource. */
const subresources: Readonly<Record<string, Omit<ServedSubresource, "name" | "kind"> & { readonly kind?: string }>> = {
  binding: { kind: "Binding", verbs: ["create"] },
  exec: { kind: "PodExecOptions", verbs: ["create", "get"] },
  eviction: { kind: "Eviction", groupVersion: { group: "policy", version: "v1" }, verbs: ["create"] },
  finalize: { verbs: ["update"] },
  log: { verbs: ["get"] },
  portforward: { kind: "PodPortForwardOptions", verbs: ["create", "get"] },
  scale: { kind: "Scale", groupVersion: { group: "autoscaling", version: "v1" }, verbs: ofPart },
  status: { verbs: ofPart },
};

const noMore = { shortNames: [], categories: [], subresources: [] };
const review = { ...noMore, version: "v1", isNamespaced: false, verbs: ["create"] };
const authentication = { ...review, group: "authentication.k8s.io" };
const authorization = { ...review, group: "authorization.k8s.io" };
const metrics = { ...noMore, group: "metrics.k8s.io", version: "v1beta1", singular: "", verbs: ["get", "list"] };

/** By group and version, and there by name, in the order in which a client is to prefer them. */
export const servedResources: readonly ServedResource[] = [
  ...resourceTypes.map(served),
  { ...authentication, resource: "selfsubjectreviews", singular: "selfsubjectreview", kind: "SelfSubjectReview" },
  {
    ...authorization,
    resource: "localsubjectaccessreviews",
    singular: "localsubjectaccessreview",
    kind: "LocalSubjectAccessReview",
    isNamespaced: true,
  },
  {
    ...authorization,
    resource: "selfsubjectaccessreviews",
    singular: "selfsubjectaccessreview",
    kind: "SelfSubjectAccessReview",
  },
  {
    ...authorization,
    resource: "selfsubjectrulesreviews",
    singular: "selfsubjectrulesreview",
    kind: "SelfSubjectRulesReview",
  },
  { ...authorization, resource: "subjectaccessreviews", singular: "subjectaccessreview", kind: "SubjectAccessReview" },
  { ...metrics, resource: "nodes", kind: "NodeMetrics", isNamespaced: false },
  { ...metrics, resource: "pods", kind: "PodMetrics", isNamespaced: true },
].toSorted((one, other) => placeOf(one) - placeOf(other) || compare(one.resource, other.resource));

function served(type: ResourceType): ServedResource {
  const { group, version, resource, singular, kind, isNamespaced, shortNames, categories = [] } = type;
  const parts = type.subresources.toSorted(compare).map((name) => servedPart(name, kind));
  const verbs = resource === "namespaces" ? changing.filter((verb) => verb !== "deletecollection") : changing;
  return {
    ...{ group, version, resource, singular, kind, isNamespaced, shortNames, categories },
    verbs: type.isReadOnly === true ? ["get", "list", "watch"] : verbs,
    subresources: parts,
  };
}

/** @throws TypeError for a subresource that nobody described */
function servedPart(name: string, kind: string): ServedSubresource {
  const part = subresources[name];
  if (part === undefined) throw new TypeError(`the subresource ${name} has no description`);
  return { kind, ...part, name };
}

function placeOf({ group }: { readonly group: string }): number {
  return groupOrder.indexOf(group);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
