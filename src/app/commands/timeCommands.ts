import { type DashboardActions, type DashboardCommand, notOfAFile } from "./dashboardCommand.ts";

const withoutHistory = (on: DashboardActions) =>
  notOfAFile(on) ?? (on.time.hasHistory ? undefined : "The list is not complete yet.");
const whileNow = ({ time }: DashboardActions) => (time.isHeld ? undefined : "This is what is now.");

/** Through what was seen since the start. */
export const timeCommands: readonly DashboardCommand[] = [
  {
    id: "time.back",
    keys: ["<"],
    title: "Back to the last change of what is shown, and the one before",
    group: "Time",
    whyDisabled: withoutHistory,
    run: (on) => on.time.step(-1),
  },
  {
    id: "time.on",
    keys: [">"],
    title: "On to the next change, and to what is now",
    group: "Time",
    inFooter: "later",
    whyDisabled: whileNow,
    run: (on) => on.time.step(1),
  },
  {
    id: "time.backMinute",
    keys: ["{"],
    title: "Back by a minute or more",
    group: "Time",
    whyDisabled: withoutHistory,
    run: (on) => on.time.stepMinute(-1),
  },
  {
    id: "time.onMinute",
    keys: ["}"],
    title: "On by up to a minute",
    group: "Time",
    whyDisabled: whileNow,
    run: (on) => on.time.stepMinute(1),
  },
  {
    id: "time.gone",
    keys: ["D"],
    title: "Pods that went in the last ten minutes, and their replacements",
    group: "Time",
    whyDisabled: ({ time }) => (time.hasGone ? undefined : "No pod went in the last ten minutes."),
    run: (on) => on.time.openGone(),
  },
];
