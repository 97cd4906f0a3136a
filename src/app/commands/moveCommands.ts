import type { DashboardCommand } from "./dashboardCommand.ts";

/** The cursor. */
export const moveCommands: readonly DashboardCommand[] = [
  { id: "move.down", keys: ["j", "down"], title: "Down", group: "Move", run: (on) => on.moveBy(1) },
  { id: "move.up", keys: ["k", "up"], title: "Up", group: "Move", run: (on) => on.moveBy(-1) },
  { id: "move.first", keys: ["g", "home"], title: "First row", group: "Move", run: (on) => on.moveToFirst() },
  { id: "move.last", keys: ["G", "end"], title: "Last row", group: "Move", run: (on) => on.moveToLast() },
  {
    id: "move.pageDown",
    keys: ["pageDown", "ctrl-f"],
    title: "A page down",
    group: "Move",
    run: (on) => on.movePages(1),
  },
  { id: "move.pageUp", keys: ["pageUp", "ctrl-b"], title: "A page up", group: "Move", run: (on) => on.movePages(-1) },
  { id: "move.halfDown", keys: ["J"], title: "Half a page down", group: "Move", run: (on) => on.movePages(0.5) },
  { id: "move.halfUp", keys: ["K"], title: "Half a page up", group: "Move", run: (on) => on.movePages(-0.5) },
];
