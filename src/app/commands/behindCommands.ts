import type { DashboardCommand } from "./dashboardCommand.ts";

/** How what is on the screen came there. */
export const behindCommands: readonly DashboardCommand[] = [
  {
    id: "behind",
    keys: ["b"],
    title: "Behind the scenes: how this view came about, step by step",
    group: "Scope",
    whyDisabled: ({ replay }) => (replay.isOn ? "The rows come from a recording." : undefined),
    run: (on) => on.behind.open(),
  },
];
