import { rights } from "../changes/rights.ts";
import type { DashboardCommand } from "./dashboardCommand.ts";

/** Ports of pods on this machine. */
export const forwardCommands: readonly DashboardCommand[] = [
  {
    id: "pod.forward",
    keys: ["f"],
    title: "Forward a port of the pod to 127.0.0.1",
    group: "Change",
    whyDisabled: ({ changes }) => changes.whyNot(rights.forwardPods),
    run: ({ forwards }) => forwards.ask(),
  },
  {
    id: "forwards",
    keys: ["F"],
    title: "The port-forwards that run: stop one, copy its address",
    group: "Change",
    whyDisabled: ({ forwards }) => (forwards.count === 0 ? "No port is forwarded." : undefined),
    run: ({ forwards }) => forwards.openList(),
  },
];
