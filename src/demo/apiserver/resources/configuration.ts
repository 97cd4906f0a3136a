import type { ConfigMap, Lease, Secret } from "../../objects/configuration.ts";
import { type ResourceType, resourceType } from "../resourceType.ts";

const core = { group: "", version: "v1", isNamespaced: true, subresources: [] } as const;

export const configMaps = resourceType<ConfigMap>({
  ...core,
  resource: "configmaps",
  singular: "configmap",
  kind: "ConfigMap",
  shortNames: ["cm"],
});

export const secrets = resourceType<Secret>({
  ...core,
  resource: "secrets",
  singular: "secret",
  kind: "Secret",
  shortNames: [],
  selectableFields: { type: { of: ({ type }) => type ?? "" } },
  prepareForCreate: withData,
  prepareForUpdate: withData,
});

export const serviceAccounts: ResourceType = resourceType({
  ...core,
  resource: "serviceaccounts",
  singular: "serviceaccount",
  kind: "ServiceAccount",
  shortNames: ["sa"],
});

export const leases = resourceType<Lease>({
  ...core,
  group: "coordination.k8s.io",
  resource: "leases",
  singular: "lease",
  kind: "Lease",
  shortNames: [],
});

/** Text that was sent as it is becomes data, which is base64. */
function withData({ stringData, ...secret }: Secret): Secret {
  const type = secret.type ?? "Opaque";
  if (stringData === undefined) return { ...secret, type };
  const encoded = Object.entries(stringData).map(([key, text]) => [key, Buffer.from(text).toString("base64")]);
  return { ...secret, type, data: { ...secret.data, ...Object.fromEntries(encoded) } };
}
