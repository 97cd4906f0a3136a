import type { Node } from "../../objects/node.ts";
import { resourceType } from "../resourceType.ts";

export const nodes = resourceType<Node>({
  group: "",
  version: "v1",
  resource: "nodes",
  singular: "node",
  kind: "Node",
  shortNames: ["no"],
  isNamespaced: false,
  subresources: ["status"],
  selectableFields: { "spec.unschedulable": { of: ({ spec }) => String(spec.unschedulable ?? false) } },
});
