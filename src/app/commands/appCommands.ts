import type { DashboardCommand } from "./dashboardCommand.ts";

/** The program itself. */
export const appCommands: readonly DashboardCommand[] = [
  { id: "help", keys: ["?"], title: "This help", group: "App", inFooter: "help", run: (on) => on.openHelp() },
  { id: "quit", keys: ["q", "ctrl-c"], title: "Quit", group: "App", inFooter: "quit", run: (on) => on.quit() },
  {
    id: "commandLine",
    keys: [":"],
    title: "Command: :ns x, :ctx y, :pods, :q",
    group: "App",
    run: (on) => on.openCommandLine(),
  },
  {
    id: "mouse",
    keys: ["M"],
    title: "Mouse on or off (off: the terminal selects and copies)",
    group: "App",
    run: (on) => on.toggleMouse(),
  },
  {
    id: "escape",
    keys: ["esc"],
    title: "Leave the prompt, undo, or leave the login, the past, the filter",
    group: "App",
    run: (on) => on.escape(),
  },
  {
    id: "suspend",
    keys: ["Z"],
    title: "Suspend; fg comes back",
    group: "App",
    whyDisabled: ({ canSuspend }) => (canSuspend ? undefined : "No shell could bring it back here."),
    run: (on) => on.suspend(),
  },
];
