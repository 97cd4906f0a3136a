import type { Cluster } from "./cluster.ts";
import type { PickerEntry } from "./picker.ts";
import { namespaceProblem } from "./scope.ts";
import type { ContextMemory } from "./stateFile.ts";

/** The value of the entry for all namespaces; no namespace can be called that. */
export const allNamespaces = "*";

/** What is known of the namespaces of a cluster. */
export interface NamespaceKnowledge {
  readonly names: readonly string[];
  /** Why the list is not there: it may not be read, or not yet. */
  readonly why: string | undefined;
}

/** Reads the names of all namespaces. @throws KubeError, `forbidden` when that may not be read. */
export async function namespaceNames(cluster: Cluster, signal: AbortSignal): Promise<readonly string[]> {
  const names: string[] = [];
  const options = { pageSize: undefined, gzip: false };
  for await (const part of cluster.namespaces().list(undefined, options, signal)) {
    for (const { name } of part.rows) names.push(name);
  }
  return names;
}

/** What the namespace picker offers. `counts` are pods by namespace, where they are known. */
export function namespaceEntries(
  known: readonly string[],
  memory: ContextMemory,
  current: string | undefined,
  typed: string,
  counts: ReadonlyMap<string, number>,
): readonly PickerEntry[] {
  const recent = memory.recent.map(({ name }) => name);
  const names = [...new Set([...recent, ...known])];
  const entries = names.map((name): PickerEntry => {
    const place = recent.indexOf(name);
    const count = counts.get(name);
    const pods = count === undefined ? "" : `${count.toLocaleString("en-US")} ${count === 1 ? "pod" : "pods"}`;
    const key = place === -1 ? "" : `key ${place + 1}`;
    const detail = [pods, key].filter((part) => part !== "").join(", ");
    return { value: name, text: name, detail, current: name === current, recent: place !== -1 };
  });
  const all: PickerEntry = {
    value: allNamespaces,
    text: "all namespaces",
    detail: "key 0",
    current: current === undefined,
    recent: false,
  };
  const isNew = typed !== "" && !names.includes(typed) && namespaceProblem(typed) === undefined;
  const free: readonly PickerEntry[] = isNew
    ? [{ value: typed, text: typed, detail: "as typed", current: false, recent: false, always: true }]
    : [];
  return [all, ...entries, ...free];
}
