import type { Follow } from "./app/cluster.ts";
import { createConnection } from "./app/connection.ts";
import type { Dashboard } from "./app/dashboard.ts";
import { followWith, openKubeCluster } from "./app/kubeCluster.ts";
import { newPodTable } from "./app/podTable.ts";
import { systemClock } from "./base/clock.ts";
import type { DashboardFlags } from "./cli/arguments.ts";
import type { DebugLog } from "./cli/debugLog.ts";
import type { LendableTerminal } from "./kube/auth/credentialSource.ts";
import { contextsOf, KubeconfigReader } from "./kube/config/contexts.ts";
import { thisMachine } from "./kube/config/machine.ts";
import { resolveAccess } from "./kube/config/resolveAccess.ts";
import type { SyncState } from "./kube/sync/syncState.ts";
import { RequestBook } from "./kube/wire/requestBook.ts";
import type { TransportTrace } from "./kube/wire/transportTrace.ts";

export interface ConnectOptions {
  readonly flags: DashboardFlags;
  readonly version: string;
  /** Hears of every request and state. */
  readonly log: DebugLog | undefined;
  /** For login plugins that ask. */
  readonly terminal: LendableTerminal;
}

/** Gives a dashboard the clusters of the kubeconfig. */
export function connectDashboard(dashboard: Dashboard, { flags, version, log, terminal }: ConnectOptions): void {
  const machine = thisMachine();
  const kubeconfig = new KubeconfigReader(flags.kubeconfig, machine);
  const credentials = {
    machine,
    clock: systemClock,
    onNotice: (lines: readonly string[]) => dashboard.notice(...lines),
    terminal,
  };
  const deps = {
    clock: systemClock,
    random: Math.random,
    userAgent: `podscope/${version}`,
    credentials,
    requestTimeoutMs: flags.requestTimeoutMs,
    onTrace: log && ((trace: TransportTrace) => log.trace(trace)),
  };
  // Of each context, so that what failed before another login is still there after it.
  const books = new Map<string, RequestBook>();
  const follow = followWith(systemClock, Math.random);
  const connection = createConnection({
    kubeconfig: {
      contexts: () => contextsOf(kubeconfig.read()),
      // Flags speak of the context that was asked for on the command line, not of one that is switched to later.
      resolve: (context) => {
        const overrides = context === flags.access.context ? flags.access : { context };
        return resolveAccess(kubeconfig.read(), overrides, machine);
      },
      stampOf: ({ files, login }) =>
        [...files, ...(login.kind === "tokenFile" ? [login.path] : [])].map((file) => machine.stampOf(file)).join(),
    },
    openCluster: (access) => {
      const requests = books.get(access.context) ?? new RequestBook();
      books.set(access.context, requests);
      return openKubeCluster(access, { ...deps, requests });
    },
    newTable: newPodTable,
    follow: log === undefined ? follow : logged(follow, log),
    clock: systemClock,
  });
  dashboard.connect(connection);
}

function logged(follow: Follow, log: DebugLog): Follow {
  return (options, signal) => {
    const onState = (state: SyncState) => {
      log.state(state);
      options.onState(state);
    };
    return follow({ ...options, onState }, signal);
  };
}
