import type { Clock } from "../base/clock.ts";
import { credentialSourceOf } from "../kube/auth/credentialSource.ts";
import type { Access } from "../kube/config/access.ts";
import { loadKubeconfig } from "../kube/config/loadKubeconfig.ts";
import { thisMachine } from "../kube/config/machine.ts";
import { resolveAccess } from "../kube/config/resolveAccess.ts";
import { openTransport } from "../kube/wire/httpTransport.ts";
import type { Transport } from "../kube/wire/transport.ts";
import type { ScopeFlags } from "./arguments.ts";
import type { GetSurroundings } from "./get.ts";
import { ServerClock } from "./serverClock.ts";

/** The server that the flags and the kubeconfig name. */
export interface OpenServer {
  readonly access: Access;
  readonly transport: Transport;
  /** Of the pods that are asked for; undefined is all namespaces. */
  readonly namespace: string | undefined;
  /** Base URL. */
  readonly server: string;
  /** The server's clock, milliseconds since the epoch. */
  now(): number;
  close(): Promise<void>;
}

/** Nothing is asked yet. @throws KubeError `config`. */
export function openServer(
  flags: ScopeFlags,
  { version, say, log }: Pick<GetSurroundings, "version" | "say" | "log">,
  clock: Clock,
): OpenServer {
  const machine = thisMachine();
  const access = resolveAccess(loadKubeconfig(flags.kubeconfig, machine), flags.access, machine);
  const credentials = credentialSourceOf(access, {
    machine,
    clock,
    onActivity: () => {},
    onNotice: (lines) => say(lines.join("\n")),
    terminal: undefined,
  });
  const serverClock = new ServerClock(clock);
  const transport = serverClock.listenTo(
    openTransport(access, credentials, {
      userAgent: `podscope/${version}`,
      requestTimeoutMs: flags.requestTimeoutMs,
      ...(log === undefined ? {} : { onTrace: (trace) => log.trace(trace) }),
    }),
  );
  return {
    access,
    transport,
    namespace: flags.namespace === null ? undefined : (flags.namespace ?? access.namespace),
    server: access.server,
    now: () => serverClock.now(),
    close: async () => {
      credentials.close();
      await transport.close();
    },
  };
}
