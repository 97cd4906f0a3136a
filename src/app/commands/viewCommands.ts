import type { DashboardCommand } from "./dashboardCommand.ts";

/** How the table is looked at. */
export const viewCommands: readonly DashboardCommand[] = [
  {
    id: "sort",
    keys: ["s"],
    title: "Choose the column to sort by",
    group: "View",
    inFooter: "sort",
    run: (on) => on.openSorts(),
  },
  { id: "sort.reverse", keys: ["S"], title: "Sort the other way round", group: "View", run: (on) => on.reverseSort() },
  { id: "sort.next", keys: ["]"], title: "Sort by the next column", group: "View", run: (on) => on.sortByNeighbour(1) },
  {
    id: "sort.previous",
    keys: ["["],
    title: "Sort by the previous column",
    group: "View",
    run: (on) => on.sortByNeighbour(-1),
  },
  {
    id: "wide",
    keys: ["w"],
    title: "More columns, or fewer",
    group: "View",
    inFooter: "wide",
    run: (on) => on.toggleWide(),
  },
  {
    id: "fold",
    keys: ["."],
    title: "Fold the pods that are done into one line, or show them",
    group: "View",
    run: (on) => on.toggleFold(),
  },
  {
    id: "pause",
    keys: ["space"],
    title: "Hold the table still, or let it go on",
    group: "View",
    inFooter: "pause",
    run: (on) => on.togglePause(),
  },
];
