import { rights } from "../changes/rights.ts";
import type { DashboardCommand } from "./dashboardCommand.ts";

/** Shells in containers. */
export const shellCommands: readonly DashboardCommand[] = [
  {
    id: "pod.shell",
    keys: ["x"],
    title: "A shell in a container of the pod",
    group: "Change",
    whyDisabled: ({ changes }) => changes.whyNot(rights.execPods),
    run: ({ shells }) => shells.open(),
  },
];
