import type { NamespaceBook } from "./namespaceBook.ts";
import { allNamespaces, namespaceEntries } from "./namespaces.ts";
import type { Navigator } from "./navigator.ts";
import type { Choice } from "./pickerLayer.ts";
import type { ShownTable } from "./shownTable.ts";

/** The keys of a command as the screen shows them. */
type KeysOf = (command: string) => readonly string[];

/** Any namespace: listed, remembered, or typed. The list is followed while one chooses. */
export function namespaceChoice(navigator: Navigator, book: NamespaceBook, keysOf: KeysOf): Choice {
  const recent = () => navigator.memory.recent.map(({ name }) => name);
  book.open();
  return {
    title: "Namespace",
    entries: (typed) =>
      namespaceEntries({
        known: book.names,
        recent: recent(),
        current: navigator.place.session?.scope.namespace,
        typed,
        counts: book.counts,
        keyOfAll: keysOf("namespace.all")[0],
        keysOfRecent: keysOf("namespace.recent"),
      }),
    choose: (name) => navigator.toNamespace(name === allNamespaces ? undefined : name),
    onShown: (shown) => {
      const known = new Set([...recent(), ...book.names]);
      book.count(shown.filter((name) => known.has(name)));
    },
    close: () => book.close(),
  };
}

/** A context of the kubeconfig as it is now. */
export function contextChoice(navigator: Navigator): Choice {
  return {
    title: "Context",
    entries: () =>
      navigator.contexts.map(({ name, cluster, user }) => ({
        value: name,
        text: name,
        detail: `${cluster}, ${user || "anonymous"}`,
        current: name === navigator.place.context,
        recent: false,
      })),
    choose: (name) => navigator.toContext(name),
  };
}

/** A column to sort by, or the order of kubectl, which is no column's. */
export function sortChoice(table: ShownTable, sortBy: (column: string) => void): Choice {
  return {
    title: "Sort by",
    entries: () =>
      [{ id: "", title: "kubectl's order" }, ...table.sortColumns].map(({ id, title }) => ({
        value: id,
        text: title,
        detail: "",
        current: (table.sort?.column ?? "") === id,
        recent: false,
      })),
    choose: sortBy,
  };
}
