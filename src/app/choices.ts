import type { NamespaceBook } from "./namespaceBook.ts";
import { allNamespaces, namespaceEntries } from "./namespaces.ts";
import type { Navigator } from "./navigator.ts";
import type { Choice } from "./pickerLayer.ts";
import type { ShownTable } from "./shownTable.ts";

const enterChooses = "Enter chooses, Esc leaves";

/** The keys of a command as the screen shows them. */
type KeysOf = (command: string) => readonly string[];

/** Any namespace: listed, remembered, or typed. The list is followed while one chooses. */
export function namespaceChoice(navigator: Navigator, book: NamespaceBook, keysOf: KeysOf): Choice {
  const recent = () => navigator.memory.recent.map(({ name }) => name);
  // What the context says is there also for those who may list nothing.
  const own = navigator.place.cluster?.access?.namespace;
  const known = () => [...(own === undefined ? [] : [own]), ...book.names];
  book.open();
  return {
    title: "Namespace",
    hint: () => (book.isRefused ? "You may not list namespaces: type a name" : enterChooses),
    entries: (typed) =>
      namespaceEntries({
        known: known(),
        recent: recent(),
        current: navigator.place.session?.scope.namespace,
        typed,
        counts: book.counts,
        keyOfAll: keysOf("namespace.all")[0],
        keysOfRecent: keysOf("namespace.recent"),
      }),
    choose: (name) => navigator.toNamespace(name === allNamespaces ? undefined : name),
    onShown: (shown) => {
      const names = new Set([...recent(), ...known()]);
      book.count(shown.filter((name) => names.has(name)));
    },
    close: () => book.close(),
  };
}

/** A context of the kubeconfig as it is now. */
export function contextChoice(navigator: Navigator): Choice {
  return {
    title: "Context",
    hint: () => navigator.contextsProblem ?? enterChooses,
    entries: () =>
      navigator.contexts.map(({ name, cluster, user, recent }) => ({
        value: name,
        text: name,
        detail: `${cluster}, ${user || "anonymous"}`,
        current: name === navigator.place.context,
        recent,
      })),
    choose: (name) => navigator.toContext(name),
  };
}

/** A column to sort by, or the order of kubectl, which is no column's. */
export function sortChoice(table: ShownTable, sortBy: (column: string) => void): Choice {
  return {
    title: "Sort by",
    hint: () => enterChooses,
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
