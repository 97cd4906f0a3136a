import { grouped } from "../base/grouped.ts";
import type { PickerEntry } from "./picker.ts";
import { namespaceProblem } from "./scope.ts";

/** The value of the entry for all namespaces; no namespace can be called that. */
export const allNamespaces = "*";

/** What the namespace picker offers from. */
export interface NamespaceChoices {
  readonly known: readonly string[];
  /** In the places of their keys. */
  readonly recent: readonly string[];
  /** Undefined is all namespaces. */
  readonly current: string | undefined;
  readonly typed: string;
  /** Pods by namespace, where they are known. */
  readonly counts: ReadonlyMap<string, number | undefined>;
  /** Texts of the keys for all namespaces and for the recent ones, by place. */
  readonly keyOfAll: string | undefined;
  readonly keysOfRecent: readonly string[];
}

/** All namespaces, the recent ones, the others, and what is typed itself, should it be a name that nobody listed. */
export function namespaceEntries(choices: NamespaceChoices): readonly PickerEntry[] {
  const { known, recent, current, typed, counts, keyOfAll, keysOfRecent } = choices;
  const names = [...new Set([...recent, ...(current === undefined ? [] : [current]), ...known])];
  const entries = names.map((name): PickerEntry => {
    const place = recent.indexOf(name);
    const count = counts.get(name);
    const pods = count === undefined ? "" : `${grouped(count)} ${count === 1 ? "pod" : "pods"}`;
    const detail = [pods, keyText(keysOfRecent[place])].filter((part) => part !== "").join(", ");
    return { value: name, text: name, detail, current: name === current, recent: place !== -1 };
  });
  const all: PickerEntry = {
    value: allNamespaces,
    text: "all namespaces",
    detail: keyText(keyOfAll),
    current: current === undefined,
    recent: false,
  };
  const isNew = typed !== "" && !names.includes(typed) && namespaceProblem(typed) === undefined;
  const free: readonly PickerEntry[] = isNew
    ? [{ value: typed, text: typed, detail: "as typed", current: false, recent: false, always: true }]
    : [];
  return [all, ...entries, ...free];
}

function keyText(key: string | undefined): string {
  return key === undefined ? "" : `key ${key}`;
}
