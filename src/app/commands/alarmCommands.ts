import type { DashboardCommand } from "./dashboardCommand.ts";

/** To be called when something happens. */
export const alarmCommands: readonly DashboardCommand[] = [
  {
    id: "alarm",
    keys: ["!"],
    title: "Watch for me: call when a pod enters the filter; or stop",
    group: "Find",
    whyDisabled: ({ fromFile, replay }) => {
      if (replay.isOn) return "A recording calls nobody: :find goes to where something begins.";
      return fromFile ? "The rows come from a file, which does not change." : undefined;
    },
    run: (on) => on.alarm.toggle(),
  },
  {
    id: "alarm.go",
    keys: ["a"],
    title: "Go to the pod that entered it last",
    group: "Find",
    whyDisabled: ({ alarm }) => (alarm.hasArrivals ? undefined : "No pod has entered a filter that is watched (!)."),
    run: (on) => on.alarm.goThere(),
  },
];
