import type { DashboardActions, DashboardCommand } from "./dashboardCommand.ts";

const isAllowed = ({ changes }: DashboardActions) => changes.isAllowed;

/** What changes something in the cluster. Each asks first. */
export const changeCommands: readonly DashboardCommand[] = [
  {
    id: "change.delete",
    keys: ["ctrl-d"],
    title: "Delete or evict it, or the marked pods",
    group: "Change",
    inFooter: "delete",
    staysInFooter: isAllowed,
    whyDisabled: ({ changes }) => changes.whyNoDeletion,
    run: ({ changes }) => changes.openDeletion(),
  },
  {
    id: "change.restart",
    keys: ["ctrl-r"],
    title: "Restart its Deployment, StatefulSet or DaemonSet",
    group: "Change",
    whyDisabled: ({ changes }) => changes.whyNoRestart,
    run: ({ changes }) => changes.openRestart(),
  },
  {
    id: "change.undo",
    keys: ["u"],
    title: "Undo it, within 3 s",
    group: "Change",
    whyDisabled: ({ changes }) => (changes.isHeld ? undefined : "Nothing waits to be undone."),
    run: ({ changes }) => changes.undo(),
  },
];
