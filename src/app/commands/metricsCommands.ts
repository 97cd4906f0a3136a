import { type DashboardCommand, withoutCluster } from "./dashboardCommand.ts";

/** CPU and memory. */
export const metricsCommands: readonly DashboardCommand[] = [
  {
    id: "metrics",
    keys: ["m"],
    title: "CPU and memory, in percent of requests (R) and limits (L) too",
    group: "View",
    whyDisabled: withoutCluster,
    run: ({ metrics }) => metrics.toggle(),
  },
];
