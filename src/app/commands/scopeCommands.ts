import { type DashboardCommand, withoutCluster } from "./dashboardCommand.ts";

/** What the rows are of. */
export const scopeCommands: readonly DashboardCommand[] = [
  {
    id: "namespace",
    keys: ["n"],
    title: "Choose a namespace, or type one",
    group: "Scope",
    inFooter: "namespace",
    run: (on) => on.openNamespaces(),
  },
  {
    id: "context",
    keys: ["c"],
    title: "Choose a context",
    group: "Scope",
    inFooter: "context",
    whyDisabled: withoutCluster,
    run: (on) => on.openContexts(),
  },
  {
    id: "namespace.all",
    keys: ["0"],
    title: "All namespaces",
    group: "Scope",
    inFooter: "all",
    run: (on) => on.showAllNamespaces(),
  },
  {
    id: "namespace.recent",
    keys: ["1", "2", "3", "4", "5", "6", "7", "8", "9"],
    title: "A recent namespace",
    group: "Scope",
    whyDisabled: (on) => (on.recentNamespaces.length === 0 ? "No other namespace was shown yet." : undefined),
    run: (on, place) => on.showRecentNamespace(place),
  },
  {
    id: "selectors",
    keys: ["L"],
    title: "Let the server select: -l app=web --field-selector ...",
    group: "Scope",
    whyDisabled: withoutCluster,
    run: (on) => on.openSelectors(),
  },
  {
    id: "reconnect",
    keys: ["r"],
    title: "Connect again now",
    group: "Scope",
    whyDisabled: withoutCluster,
    run: (on) => on.reconnect(),
  },
];
