import { createConnection } from "./app/connection.ts";
import type { Dashboard } from "./app/dashboard.ts";
import { followWith, openKubeCluster } from "./app/kubeCluster.ts";
import { systemClock } from "./base/clock.ts";
import type { DashboardFlags } from "./cli/arguments.ts";
import type { LendableTerminal } from "./kube/auth/credentialSource.ts";
import { contextsOf, KubeconfigReader } from "./kube/config/contexts.ts";
import { thisMachine } from "./kube/config/machine.ts";
import { resolveAccess } from "./kube/config/resolveAccess.ts";
import { podTable } from "./resources/podTable.ts";
import { TableModel } from "./table/tableModel.ts";

/** Gives a dashboard the clusters of the kubeconfig. `terminal` is for login plugins that ask. */
export function connectDashboard(
  dashboard: Dashboard,
  flags: DashboardFlags,
  version: string,
  terminal: LendableTerminal,
): void {
  const machine = thisMachine();
  const kubeconfig = new KubeconfigReader(flags.kubeconfig, machine);
  const credentials = {
    machine,
    clock: systemClock,
    onNotice: (lines: readonly string[]) => dashboard.notice(...lines),
    terminal,
  };
  const deps = { clock: systemClock, random: Math.random, userAgent: `podscope/${version}`, credentials };
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
    openCluster: (access) => openKubeCluster(access, deps),
    newTable: ({ namespace }) => new TableModel(podTable, { acrossNamespaces: namespace === undefined }),
    follow: followWith(systemClock, Math.random),
    clock: systemClock,
  });
  dashboard.connect(connection);
}
