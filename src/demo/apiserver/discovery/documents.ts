/** How a client learns what a server serves (meta/v1 APIVersions and its kin, apidiscovery.k8s.io/v2). */
import type { ApiObject } from "../answer.ts";
import { apiVersionOf } from "../resourceType.ts";
import { type ServedResource, type ServedSubresource, servedResources } from "./servedResource.ts";

/** All but the core group. */
export const groupNames = [...new Set(servedResources.map(({ group }) => group))].filter((group) => group !== "");

/** `apps/v1`. */
export const groupVersions = [...new Set(servedResources.map(apiVersionOf))].filter((name) => name !== "v1");

/** At `/api`. @param serverAddress `127.0.0.1:6443` */
export function apiVersions(serverAddress: string): ApiObject {
  const serverAddressByClientCIDRs = [{ clientCIDR: "0.0.0.0/0", serverAddress }];
  return { kind: "APIVersions", apiVersion: "v1", versions: ["v1"], serverAddressByClientCIDRs };
}

/** At `/apis`. */
export function apiGroupList(): ApiObject {
  return { kind: "APIGroupList", apiVersion: "v1", groups: groupNames.map(groupFields) };
}

/** At `/apis/GROUP`. */
export function apiGroup(group: string): ApiObject {
  return { kind: "APIGroup", apiVersion: "v1", ...groupFields(group) };
}

/** At `/api/v1` and `/apis/GROUP/VERSION`. */
export function apiResourceList(groupVersion: string): ApiObject {
  const served = servedResources.filter((resource) => apiVersionOf(resource) === groupVersion);
  return { kind: "APIResourceList", apiVersion: "v1", groupVersion, resources: served.flatMap(resourceFields) };
}

/** All of them in one document, as kubectl asks: of the core group at `/api`, of the others at `/apis`. */
export function aggregatedDiscovery(path: "/api" | "/apis"): ApiObject {
  const names = path === "/api" ? [""] : groupNames;
  return {
    kind: "APIGroupDiscoveryList",
    apiVersion: "apidiscovery.k8s.io/v2",
    metadata: {},
    items: names.map(aggregatedGroup),
  };
}

/** Each group has one version. */
function groupFields(name: string) {
  const { version = "" } = servedResources.find(({ group }) => group === name) ?? {};
  const only = { groupVersion: `${name}/${version}`, version };
  return { name, versions: [only], preferredVersion: only };
}

function resourceFields(served: ServedResource) {
  const { resource, isNamespaced, subresources } = served;
  const own = {
    name: resource,
    singularName: served.singular,
    namespaced: isNamespaced,
    kind: served.kind,
    verbs: served.verbs,
    ...namesOf(served),
  };
  const parts = subresources.map(({ name, kind, groupVersion = {}, verbs }) => ({
    name: `${resource}/${name}`,
    singularName: "",
    namespaced: isNamespaced,
    ...groupVersion,
    kind,
    verbs,
  }));
  return [own, ...parts];
}

function namesOf({ shortNames, categories }: ServedResource) {
  return { ...(shortNames.length === 0 ? {} : { shortNames }), ...(categories.length === 0 ? {} : { categories }) };
}

function aggregatedGroup(name: string) {
  const ofGroup = servedResources.filter(({ group }) => group === name);
  const { version = "" } = ofGroup[0] ?? {};
  return {
    metadata: name === "" ? {} : { name },
    versions: [{ version, resources: ofGroup.map(aggregatedResource), freshness: "Current" }],
  };
}

function aggregatedResource(served: ServedResource) {
  const { resource, kind, isNamespaced, singular, verbs, subresources } = served;
  return {
    resource,
    responseKind: { group: "", version: "", kind },
    scope: isNamespaced ? "Namespaced" : "Cluster",
    singularResource: singular,
    verbs,
    ...namesOf(served),
    ...(subresources.length === 0 ? {} : { subresources: subresources.map(aggregatedPart) }),
  };
}

function aggregatedPart({ name, kind, groupVersion = { group: "", version: "" }, verbs }: ServedSubresource) {
  return { subresource: name, responseKind: { ...groupVersion, kind }, verbs };
}
