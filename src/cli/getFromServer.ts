import { systemClock } from "../base/clock.ts";
import { credentialSourceOf } from "../kube/auth/credentialSource.ts";
import { loadKubeconfig } from "../kube/config/loadKubeconfig.ts";
import { thisMachine } from "../kube/config/machine.ts";
import { resolveAccess } from "../kube/config/resolveAccess.ts";
import { KubeError } from "../kube/kubeError.ts";
import { openTransport } from "../kube/wire/httpTransport.ts";
import type { GetFlags } from "./arguments.ts";
import { errorLinesOf } from "./errorLines.ts";
import type { GetSurroundings } from "./get.ts";
import { printChanges } from "./printChanges.ts";
import { printPods } from "./printPods.ts";
import { ServerClock } from "./serverClock.ts";
import { ServerSource } from "./serverSource.ts";

/**
 * Prints pods of the server that the flags and the kubeconfig name. Returns the exit code; what the server or the way to it
 * says against it has been said on stderr.
 * @throws KubeError of configuration and login; SortError; the signal's reason.
 */
export async function getFromServer(flags: GetFlags, around: GetSurroundings, signal: AbortSignal): Promise<number> {
  const { say, log } = around;
  const machine = thisMachine();
  const access = resolveAccess(loadKubeconfig(flags.kubeconfig, machine), flags.access, machine);
  const credentials = credentialSourceOf(access, {
    machine,
    clock: systemClock,
    onActivity: () => {},
    onNotice: (lines) => say(lines.join("\n")),
    terminal: undefined,
  });
  const clock = new ServerClock(systemClock);
  const transport = clock.listenTo(
    openTransport(access, credentials, {
      userAgent: `podscope/${around.version}`,
      requestTimeoutMs: flags.requestTimeoutMs,
      ...(log === undefined ? {} : { onTrace: (trace) => log.trace(trace) }),
    }),
  );
  const options = {
    flags,
    transport,
    namespace: flags.namespace === null ? undefined : (flags.namespace ?? access.namespace),
    server: access.server,
    now: () => clock.now(),
    say,
  };
  try {
    if (flags.record !== undefined) {
      const place = { context: access.context, cluster: access.cluster, user: access.user ?? "anonymous" };
      const { recordChanges } = await import("./recordChanges.ts");
      return await recordChanges(options, { ...flags.record, place }, around, signal);
    }
    if (flags.watch !== "no") return await printChanges(options, around, signal);
    return await printPods(flags, new ServerSource(options), around, signal);
  } catch (error) {
    if (!(error instanceof KubeError) || error.failure === "login") throw error;
    log?.error(error);
    errorLinesOf(error, access.server).forEach(say);
    return 1;
  } finally {
    credentials.close();
    await transport.close();
  }
}
