import { type DashboardCommand, withoutCluster } from "./dashboardCommand.ts";

/** What keeps what is seen. */
export const recordingCommands: readonly DashboardCommand[] = [
  {
    id: "record",
    keys: ["R"],
    title: "Record what is seen for podscope replay, or end it",
    group: "Time",
    whyDisabled: withoutCluster,
    run: (on) => on.recording.toggle(),
  },
];
