import type { Namespace } from "../../objects/node.ts";
import { resourceType } from "../resourceType.ts";

export const namespaces = resourceType<Namespace>({
  group: "",
  version: "v1",
  resource: "namespaces",
  singular: "namespace",
  kind: "Namespace",
  shortNames: ["ns"],
  isNamespaced: false,
  nameRule: "label",
  subresources: ["status", "finalize"],
  selectableFields: { "status.phase": { of: ({ status }) => status.phase ?? "" } },
  prepareForCreate: (namespace) => ({
    ...namespace,
    metadata: {
      ...namespace.metadata,
      labels: { ...namespace.metadata.labels, "kubernetes.io/metadata.name": namespace.metadata.name },
    },
    spec: { finalizers: ["kubernetes"] },
    status: { phase: "Active" },
  }),
  // Its finalizers have a subresource of their own.
  prepareForUpdate: (next, previous) => ({ ...next, spec: previous.spec }),
  prepareForDelete: (namespace) => ({ ...namespace, status: { ...namespace.status, phase: "Terminating" } }),
});
