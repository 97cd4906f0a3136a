import { type DashboardCommand, withoutPod } from "./dashboardCommand.ts";

/** Several pods at once. */
export const markCommands: readonly DashboardCommand[] = [
  {
    id: "mark",
    keys: ["v"],
    title: "Mark the pod, or take its mark off, and go on to the next",
    group: "Pod",
    whyDisabled: withoutPod,
    run: ({ marks }) => marks.toggle(),
  },
  {
    id: "mark.none",
    keys: ["V"],
    title: "Take all marks off",
    group: "Pod",
    whyDisabled: ({ marks }) => (marks.count === 0 ? "No pod is marked." : undefined),
    run: ({ marks }) => marks.clear(),
  },
];
