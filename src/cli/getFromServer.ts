import { systemClock } from "../base/clock.ts";
import { KubeError } from "../kube/kubeError.ts";
import type { GetFlags } from "./arguments.ts";
import { errorLinesOf } from "./errorLines.ts";
import type { GetSurroundings } from "./get.ts";
import { openServer } from "./openServer.ts";
import { printChanges } from "./printChanges.ts";
import { printPods } from "./printPods.ts";
import { ServerSource } from "./serverSource.ts";

/**
 * Prints pods of the server that the flags and the kubeconfig name. Returns the exit code; what the server or the way to it
 * says against it has been said on stderr.
 * @throws KubeError of configuration and login; SortError; the signal's reason.
 */
export async function getFromServer(flags: GetFlags, around: GetSurroundings, signal: AbortSignal): Promise<number> {
  const { say, log } = around;
  const server = openServer(flags, around, systemClock);
  const { access } = server;
  const options = { flags, say, ...server };
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
    await server.close();
  }
}
