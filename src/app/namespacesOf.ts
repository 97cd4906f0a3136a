import type { PodRow } from "../resources/podRow.ts";
import type { NamespaceRow } from "./cluster.ts";

/** The namespaces of these pods, by name. */
export function namespacesOf(rows: Iterable<PodRow>): ReadonlyMap<string, NamespaceRow> {
  const names = new Set<string>();
  for (const { namespace } of rows) names.add(namespace);
  return new Map([...names].sort().map((name) => [name, { key: name, name, uid: name, resourceVersion: "" }]));
}
