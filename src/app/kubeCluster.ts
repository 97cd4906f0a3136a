import type { Clock } from "../base/clock.ts";
import { Cell } from "../base/readable.ts";
import { type CredentialDeps, credentialSourceOf, type LendableTerminal } from "../kube/auth/credentialSource.ts";
import type { Access } from "../kube/config/access.ts";
import { expiryOf } from "../kube/config/pem.ts";
import { Reflector } from "../kube/sync/reflector.ts";
import { type HttpListWatchOptions, httpListWatch } from "../kube/wire/httpListWatch.ts";
import { openTransport } from "../kube/wire/httpTransport.ts";
import { sendPodChange } from "../kube/wire/podChange.ts";
import { podLogs } from "../kube/wire/podLogs.ts";
import { readObject } from "../kube/wire/readObject.ts";
import type { RequestBook } from "../kube/wire/requestBook.ts";
import { serverInfo } from "../kube/wire/serverInfo.ts";
import type { TraceListener } from "../kube/wire/transportTrace.ts";
import { eventDecoder } from "../resources/eventRow.ts";
import { namespaceDecoder } from "../resources/namespaceRow.ts";
import { podDecoder } from "../resources/podDecoder.ts";
import type { PodRow } from "../resources/podRow.ts";
import type { Cluster, Follow, LoginActivity } from "./cluster.ts";
import { podSamples } from "./metrics/podSamples.ts";

export interface KubeClusterDeps {
  readonly clock: Clock;
  readonly random: () => number;
  /** `podscope/1.2.3`. */
  readonly userAgent: string;
  readonly credentials: Omit<CredentialDeps, "onActivity">;
  /** For one whole request that is no watch, milliseconds. */
  readonly requestTimeoutMs: number | undefined;
  /** Where all requests are written down. */
  readonly requests: RequestBook;
  /** Hears of them, too. */
  readonly onTrace: TraceListener | undefined;
}

/** Opens a cluster behind a real API server. No connection is made before something is asked. */
export function openKubeCluster(access: Access, deps: KubeClusterDeps): Cluster {
  const { clock, random, userAgent, requestTimeoutMs, requests, onTrace } = deps;
  const login = new Cell<LoginActivity | undefined>(undefined);
  const onActivity = (what: string | undefined) => {
    login.set(what === undefined ? undefined : { what, since: login.get()?.since ?? clock.now() });
  };
  const terminal = lentOnce(deps.credentials.terminal);
  const credentials = credentialSourceOf(access, {
    ...deps.credentials,
    onActivity,
    get terminal() {
      return terminal();
    },
  });
  const transport = openTransport(access, credentials, {
    clock,
    userAgent,
    requestTimeoutMs,
    onTrace: (trace) => {
      requests.hear(trace);
      onTrace?.(trace);
    },
  });
  const podsOf = (
    namespace: string | undefined,
    more: Pick<HttpListWatchOptions<PodRow>, "labelSelector" | "fieldSelector" | "requests"> = {},
  ) => {
    const path = namespace === undefined ? "/api/v1/pods" : `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`;
    return httpListWatch({ transport, path, decoder: podDecoder, clock, random, ...more });
  };
  return {
    access,
    login,
    get certificateUntil() {
      const { certificate } = access.login;
      return certificate && expiryOf(certificate.cert);
    },
    requests,
    pods: ({ namespace, selectors: { labels, fields } }, newest) =>
      podsOf(namespace, { labelSelector: labels, fieldSelector: fields, requests: newest }),
    namespaces: () =>
      httpListWatch({ transport, path: "/api/v1/namespaces", decoder: namespaceDecoder, clock, random }),
    events: ({ namespace, uid }) =>
      httpListWatch({
        transport,
        path: `/api/v1/namespaces/${encodeURIComponent(namespace)}/events`,
        fieldSelector: uid === undefined ? undefined : `involvedObject.uid=${uid}`,
        decoder: eventDecoder,
        format: "json",
        clock,
        random,
      }),
    countPods: async (namespace, signal) => (await podsOf(namespace).count(undefined, signal))?.total,
    hasNamespace: async (name, signal) => {
      const { hasNamespace } = await import("../kube/typed/hasNamespace.ts");
      return hasNamespace(transport, name, signal);
    },
    object: (path, signal) => readObject(path, transport, signal),
    logs: (request, signal) => podLogs(request, transport, clock, signal),
    podSamples: (scope, signal) => podSamples(scope, { transport, clock, random }, signal),
    facts: async (signal) => {
      const { version, clockSkewMs } = await serverInfo(transport, clock, signal);
      return { version, skewMs: clockSkewMs ?? 0 };
    },
    whoAmI: async (signal) => {
      const { whoAmI } = await import("../kube/typed/whoAmI.ts");
      return whoAmI(transport, signal);
    },
    may: async (right, namespace, signal) => {
      const { accessReview } = await import("../kube/typed/accessReview.ts");
      return accessReview(transport, right, namespace, signal);
    },
    change: (change, signal) => sendPodChange(change, transport, signal),
    shell: async (request, terminal, signal) => {
      const { podShell } = await import("../kube/typed/podShell.ts");
      return podShell(request, terminal, transport, signal);
    },
    port: async (request, local, signal) => {
      const { podPort } = await import("../kube/typed/podPort.ts");
      return podPort(request, local, transport, signal);
    },
    cancelLogin: () => credentials.cancel(),
    ...endedUnheld(async () => {
      credentials.close();
      await transport.close();
    }),
  };
}

/** Closes at once, or when the last one lets go who held it. */
export function endedUnheld(end: () => Promise<void>): Pick<Cluster, "hold" | "close"> {
  let holders = 0;
  let isClosed = false;
  return {
    hold: () => {
      holders++;
      let isHeld = true;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        holders--;
        if (isClosed && holders === 0) void end();
      };
    },
    close: async () => {
      isClosed = true;
      if (holders === 0) await end();
    },
  };
}

/**
 * The terminal until it was lent. A person who opens a cluster expects to be asked; a plugin that fails again and again by itself
 * must not take the screen each time.
 */
function lentOnce(terminal: LendableTerminal | undefined): () => LendableTerminal | undefined {
  let wasLent = false;
  const once = terminal && {
    disturbs: terminal.disturbs,
    lend: <T>(use: () => Promise<T>): Promise<T> => {
      wasLent = true;
      return terminal.lend(use);
    },
  };
  return () => (wasLent ? undefined : once);
}

/** Starts reflectors on the machine's clock. */
export function followWith(clock: Clock, random: () => number): Follow {
  return ({ source, host, sink, onState, figures }, signal) => {
    // What was under way when it is told to end may still arrive, and by then the sink can belong to another one.
    const reflector = new Reflector({
      source,
      host,
      clock,
      random,
      figures,
      sink: {
        apply: (changes) => {
          if (!signal.aborted) sink.apply(changes);
        },
        replace: (rows) => {
          if (!signal.aborted) sink.replace(rows);
        },
      },
      onState: (state) => {
        if (!signal.aborted) onState(state);
      },
    });
    return { done: reflector.run(signal), retryNow: () => reflector.reconnectNow() };
  };
}
