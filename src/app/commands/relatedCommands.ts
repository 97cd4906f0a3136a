import type { DashboardCommand } from "./dashboardCommand.ts";

/** The pods that belong together with the one under the cursor. */
export const relatedCommands: readonly DashboardCommand[] = [
  {
    id: "filter.owner",
    keys: ["o"],
    title: "Only the pods of the same owner, or all again",
    group: "Find",
    whyDisabled: ({ related }) => related.whyNoOwner,
    run: ({ related }) => related.toggleOwner(),
  },
  {
    id: "filter.node",
    keys: ["N"],
    title: "Only the pods on the same node, or all again",
    group: "Find",
    whyDisabled: ({ related }) => related.whyNoNode,
    run: ({ related }) => related.toggleNode(),
  },
];
