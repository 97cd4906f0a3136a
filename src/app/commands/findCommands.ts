import type { DashboardActions, DashboardCommand } from "./dashboardCommand.ts";

const withoutCounts = ({ summaryCounts }: DashboardActions) =>
  summaryCounts === 0 ? "There is nothing to count." : undefined;

const withoutPods = ({ triage }: DashboardActions) => (triage.hasPods ? undefined : "There are no pods to look at.");

/** Which pods are shown, and why they are unwell. */
export const findCommands: readonly DashboardCommand[] = [
  {
    id: "filter",
    keys: ["/"],
    title: "Filter: words, !word, /regex/, status=Crash*, health=broken, age<2h",
    group: "Find",
    inFooter: "filter",
    run: (on) => on.openFilter(),
  },
  {
    id: "triage",
    keys: ["t"],
    title: "Why pods are unhealthy: those with the same cause together",
    group: "Find",
    inFooter: "triage",
    whyDisabled: withoutPods,
    run: (on) => on.triage.open(),
  },
  {
    id: "incident",
    keys: ["i"],
    title: "Incident card to copy or save: causes, suspects, commands",
    group: "Find",
    whyDisabled: withoutPods,
    run: (on) => on.triage.openCard(),
  },
  {
    id: "filter.unhealthy",
    keys: ["ctrl-z"],
    title: "Only unhealthy pods, or all again",
    group: "Find",
    run: (on) => on.toggleUnhealthy(),
  },
  {
    id: "filter.count",
    keys: ["f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9"],
    title: "Only the pods of one count of the summary line",
    group: "Find",
    whyDisabled: withoutCounts,
    run: (on, place) => on.filterByCount(place),
  },
  {
    id: "filter.nextCount",
    keys: ["tab"],
    title: "Only the pods of the next count",
    group: "Find",
    whyDisabled: withoutCounts,
    run: (on) => on.filterByNextCount(1),
  },
  {
    id: "filter.previousCount",
    keys: ["shift-tab"],
    title: "Only the pods of the previous count",
    group: "Find",
    whyDisabled: withoutCounts,
    run: (on) => on.filterByNextCount(-1),
  },
];
