import type { DashboardActions, DashboardCommand } from "./dashboardCommand.ts";

const withoutReplay = ({ replay }: DashboardActions) => (replay.isOn ? undefined : "Only a replay has a speed.");

/** How a recording is played; Space plays and holds. */
export const replayCommands: readonly DashboardCommand[] = [
  {
    id: "replay.faster",
    keys: ["+"],
    title: "Play a recording faster; :at 14:02 and :find health=broken jump",
    group: "Time",
    inFooter: "faster",
    whyDisabled: (on) => withoutReplay(on) ?? (on.replay.canBeFaster ? undefined : "It cannot be played faster."),
    run: (on) => on.replay.changeSpeed(1),
  },
  {
    id: "replay.slower",
    keys: ["-"],
    title: "Play a recording slower",
    group: "Time",
    inFooter: "slower",
    whyDisabled: (on) => withoutReplay(on) ?? (on.replay.canBeSlower ? undefined : "It cannot be played slower."),
    run: (on) => on.replay.changeSpeed(-1),
  },
];
