import { alarmCommands } from "./alarmCommands.ts";
import { appCommands } from "./appCommands.ts";
import { behindCommands } from "./behindCommands.ts";
import { changeCommands } from "./changeCommands.ts";
import type { DashboardCommand } from "./dashboardCommand.ts";
import { findCommands } from "./findCommands.ts";
import { forwardCommands } from "./forwardCommands.ts";
import { markCommands } from "./markCommands.ts";
import { metricsCommands } from "./metricsCommands.ts";
import { moveCommands } from "./moveCommands.ts";
import { podCommands } from "./podCommands.ts";
import { recordingCommands } from "./recordingCommands.ts";
import { relatedCommands } from "./relatedCommands.ts";
import { replayCommands } from "./replayCommands.ts";
import { scopeCommands } from "./scopeCommands.ts";
import { shellCommands } from "./shellCommands.ts";
import { timeCommands } from "./timeCommands.ts";
import { viewCommands } from "./viewCommands.ts";

/** Every key of the dashboard, in the order of footer and help. */
export const dashboardCommands: readonly DashboardCommand[] = [
  ...appCommands,
  ...moveCommands,
  ...findCommands,
  ...relatedCommands,
  ...alarmCommands,
  ...podCommands,
  ...markCommands,
  ...changeCommands,
  ...shellCommands,
  ...forwardCommands,
  ...scopeCommands,
  ...behindCommands,
  ...viewCommands,
  ...timeCommands,
  ...metricsCommands,
  ...recordingCommands,
  ...replayCommands,
];
