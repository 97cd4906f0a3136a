import { render } from "ink";
import { type ReactElement, useSyncExternalStore } from "react";
import type { DashboardView } from "../app/dashboardView.ts";
import { systemTimers } from "../base/framePacer.ts";
import type { Readable } from "../base/readable.ts";
import { followInput, type InputTarget } from "./followInput.ts";
import { Screen } from "./screen.tsx";
import { type Theme, themeFor } from "./theme.ts";

/** What a screen needs of a dashboard. */
export interface ScreenDashboard extends InputTarget {
  readonly view: Readable<DashboardView>;
  resize(columns: number, lines: number): void;
}

export interface Terminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Pacing happens before React: what reaches Ink is drawn at once. */
const framesPerSecond = 1000;

const bracketedPaste = { on: "\u001b[?2004h", off: "\u001b[?2004l" };
const mouseReports = { on: "\u001b[?1000h\u001b[?1006h", off: "\u001b[?1006l\u001b[?1000l" };

/** Shows the dashboard on the alternate screen until the returned function is called, which puts everything back. */
export function openScreen(dashboard: ScreenDashboard, { stdin, stdout, env }: Terminal): () => void {
  const theme = themeFor(env);
  // First of all: in the background the kernel stops us here, before anything is drawn over the shell.
  const stopInput = followInput(dashboard, stdin, systemTimers);
  // The alternate screen takes the cursor over from the shell, and Ink draws from there.
  stdout.write("\r");
  const live = <Live view={dashboard.view} theme={theme} />;
  const instance = render(live, {
    stdin,
    stdout,
    alternateScreen: true,
    incrementalRendering: true,
    exitOnCtrlC: false,
    patchConsole: false,
    interactive: true,
    maxFps: framesPerSecond,
  });
  stdout.write(bracketedPaste.on);
  const stopMouse = followMouse(dashboard.view, stdout);
  // Before Ink, which draws what it has: lines that are still too long for the new screen would wrap, and stay there.
  const resized = () => {
    dashboard.resize(stdout.columns, stdout.rows);
    instance.rerender(live);
  };
  stdout.prependListener("resize", resized);
  let isOpen = true;
  return () => {
    if (!isOpen) return;
    isOpen = false;
    stdout.off("resize", resized);
    stopInput();
    stopMouse();
    stdout.write(bracketedPaste.off);
    instance.unmount();
  };
}

function Live({ view, theme }: { readonly view: Readable<DashboardView>; readonly theme: Theme }): ReactElement {
  return <Screen view={useSyncExternalStore(view.subscribe, view.get)} theme={theme} />;
}

/** Reports of wheel and clicks are asked for only while they are wanted: otherwise the terminal's own selection works. */
function followMouse(view: Readable<DashboardView>, stdout: NodeJS.WriteStream): () => void {
  let isOn = false;
  const set = (on: boolean) => {
    if (on !== isOn) stdout.write(on ? mouseReports.on : mouseReports.off);
    isOn = on;
  };
  const follow = () => set(view.get().mouse);
  follow();
  const stop = view.subscribe(follow);
  return () => {
    stop();
    set(false);
  };
}
