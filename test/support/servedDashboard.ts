/** The whole dashboard over real requests to one server, with a clock of its own: a test lets the seconds pass. */
import { defaultConfig } from "../../src/app/config.ts";
import { createConnection } from "../../src/app/connection.ts";
import { createDashboard, type DashboardOptions } from "../../src/app/dashboard.ts";
import type { DashboardView } from "../../src/app/dashboardView.ts";
import { type KeyChord, keyChordFrom } from "../../src/app/keyChord.ts";
import { followWith, openKubeCluster } from "../../src/app/kubeCluster.ts";
import { newPodTable } from "../../src/app/podTable.ts";
import { noSelectors } from "../../src/app/scope.ts";
import { openStateFile } from "../../src/app/stateFile.ts";
import { systemClock } from "../../src/base/clock.ts";
import { systemTimers } from "../../src/base/framePacer.ts";
import { thisMachine } from "../../src/kube/config/machine.ts";
import { RequestBook } from "../../src/kube/wire/requestBook.ts";
import { accessOf } from "./accessOf.ts";
import { FakeClock } from "./fakeClock.ts";

export interface ServedDashboard {
  /** Moves only the dashboard's own time: what waits before it is sent. */
  readonly clock: FakeClock;
  readonly view: DashboardView;
  /** `ctrl-d`, `y`. */
  press(...keys: readonly string[]): void;
  type(text: string): void;
  /** Resolves when the screen is as `condition` wants it. */
  until(condition: (view: DashboardView) => boolean): Promise<void>;
  close(): Promise<void>;
}

/** Opens it on the namespace `shop` of the server at `url`. */
export async function openServedDashboard(
  url: string,
  change: Partial<DashboardOptions> = {},
): Promise<ServedDashboard> {
  const clock = new FakeClock();
  const random = () => 0.2;
  const dashboard = createDashboard({
    clock,
    timers: systemTimers,
    columns: 100,
    lines: 30,
    config: defaultConfig,
    problems: [],
    mouse: false,
    mark: "",
    state: await openStateFile("", { read: async () => undefined, replace: async () => {} }, clock, () => {}),
    suspend: () => {},
    outlet: { copy: () => {}, save: async () => "" },
    player: undefined,
    lendTerminal: () => Promise.reject(new Error("there is no terminal")),
    recordings: { program: "podscope 1.2.3", create: () => Promise.reject(new Error("there is no disk")) },
    notify: () => {},
    start: { context: undefined, namespace: "shop", selectors: noSelectors },
    allowWrites: false,
    triage: false,
    ...change,
  });
  const connection = createConnection({
    kubeconfig: { contexts: () => [], stampOf: () => "", resolve: () => accessOf(url, { namespace: "shop" }) },
    openCluster: (access) =>
      openKubeCluster(access, {
        clock: systemClock,
        random,
        userAgent: "podscope/test",
        credentials: { machine: thisMachine(), clock: systemClock, onNotice: () => {}, terminal: undefined },
        requestTimeoutMs: undefined,
        requests: new RequestBook(),
        onTrace: undefined,
      }),
    newTable: newPodTable,
    follow: followWith(systemClock, random),
    clock,
  });
  dashboard.connect(connection);
  const view = () => dashboard.view.get();
  return {
    clock,
    get view() {
      return view();
    },
    press: (...keys) => {
      for (const key of keys) {
        const chord: KeyChord | undefined = keyChordFrom(key);
        dashboard.press(chord, [...key].length === 1 ? key : undefined);
      }
    },
    type: (text) => dashboard.paste(text),
    until: (condition) =>
      new Promise((resolve) => {
        const stop = dashboard.view.subscribe(() => look());
        const look = () => {
          if (!condition(view())) return;
          stop();
          resolve();
        };
        look();
      }),
    close: () => dashboard.close(),
  };
}
