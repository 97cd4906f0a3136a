import { type DashboardCommand, withoutCluster } from "./dashboardCommand.ts";

/** What keeps what is seen. */
export const recordingCommands: readonly DashboardCommand[] = [
  {
    id: "record",
    keys: ["R"],
    title: "Record what is seen to a file, or end it (podscope replay plays it)",
    group: "Time",
    whyDisabled: withoutCluster,
    run: (on) => on.recording.toggle(),
  },
];
