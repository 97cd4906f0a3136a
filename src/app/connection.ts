import type { Clock } from "../base/clock.ts";
import { Cell, type Readable } from "../base/readable.ts";
import type { Access } from "../kube/config/access.ts";
import { kubeErrorOf } from "../kube/kubeError.ts";
import type { RowSink } from "../kube/sync/listWatch.ts";
import type { SyncState } from "../kube/sync/syncState.ts";
import { podPath } from "../kube/wire/podPath.ts";
import type { EventRow } from "../resources/eventRow.ts";
import type { PodRow } from "../resources/podRow.ts";
import type { Cluster, EventsOf, Follow, Follower, NamespaceRow, ServerFacts } from "./cluster.ts";
import { type Findings, Inquiry, nothingFound } from "./inquiry.ts";
import { watchLogin } from "./loginWatch.ts";
import type { PodTable } from "./podTable.ts";
import type { Scope } from "./scope.ts";
import { openSession, type Session } from "./session.ts";

/** A context of the kubeconfig, to choose from. */
export interface ContextChoice {
  readonly name: string;
  readonly cluster: string;
  readonly user: string;
  readonly namespace: string;
  /** The kubeconfig's current one. */
  readonly current: boolean;
}

/** The kubeconfig as the flags of the command line make it. */
export interface KubeconfigSource {
  /** @throws KubeError `config`. */
  contexts(): readonly ContextChoice[];
  /** A text that becomes another one when a file that the login comes from changes. */
  stampOf(access: Access): string;
  /** Undefined is the current context. @throws KubeError `config` with the way out. */
  resolve(context: string | undefined): Access;
}

export interface ConnectionDeps {
  readonly kubeconfig: KubeconfigSource;
  readonly openCluster: (access: Access) => Cluster;
  readonly newTable: (scope: Scope) => PodTable;
  readonly follow: Follow;
  readonly clock: Clock;
}

/** The one place that is on the screen. */
export interface Place {
  /** Name of the context, as far as it is known: chosen, or found to be the current one. */
  readonly context: string | undefined;
  readonly cluster: Cluster | undefined;
  readonly findings: Findings;
  /** Undefined when the context could not be resolved; `problem` then says why. */
  readonly session: Session | undefined;
  readonly problem: SyncState | undefined;
  /** The pods are those of a recording: there is nobody to ask, and nothing to change. */
  readonly isRecorded: boolean;
}

/** Where the dashboard is before it has a connection. */
export const nowhere: Place = {
  context: undefined,
  cluster: undefined,
  findings: nothingFound,
  session: undefined,
  problem: undefined,
  isRecorded: false,
};

/** Follows the namespaces of the cluster on the screen. */
export type FollowNamespaces = (
  sink: RowSink<NamespaceRow>,
  onState: (state: SyncState) => void,
  signal: AbortSignal,
) => Follower | undefined;

/** Follows events of the cluster on the screen, also over a connection that was made anew with another login. */
export type FollowEvents = (
  of: EventsOf,
  sink: RowSink<EventRow>,
  onState: (state: SyncState) => void,
  signal: AbortSignal,
) => void;

/** Follows one pod of a cluster, also when another cluster is on the screen by then. */
export type FollowPod = (
  pod: Pick<PodRow, "namespace" | "name">,
  cluster: Cluster,
  sink: RowSink<PodRow>,
  signal: AbortSignal,
) => void;

/** A context as it opens: `namespace` is its own, undefined for all. */
export interface Home {
  readonly context: string | undefined;
  readonly namespace: string | undefined;
}

/** Holds the cluster and scope that are shown, and leaves them for others at once, whatever state they are in. */
export interface Connection {
  readonly place: Readable<Place>;
  /** What there is to choose from. @throws KubeError `config`. */
  contexts(): readonly ContextChoice[];
  /** Undefined while there is no cluster. */
  readonly followNamespaces: FollowNamespaces;
  readonly followEvents: FollowEvents;
  readonly followPod: FollowPod;
  /** Exact number of pods of a namespace; undefined when it may not be known. @throws KubeError. */
  countPods(namespace: string, signal: AbortSignal): Promise<number | undefined>;
  /** A whole pod as the server or the file has it. @throws KubeError, FileError. */
  podObject(pod: PodRow, signal: AbortSignal): Promise<unknown>;
  /** `scopeFor` is asked once the context is resolved. */
  openContext(context: string | undefined, scopeFor: (place: Home) => Scope): void;
  openScope(scope: Scope): void;
  /** Tries now; reads kubeconfig and credentials again when those may be what is wrong. The rows stay. */
  reconnect(): void;
  close(): Promise<void>;
}

export function createConnection(deps: ConnectionDeps): Connection {
  const place = new Cell<Place>(nowhere);
  const leaving = new Set<Promise<void>>();
  let inquiry: Inquiry | undefined;
  let stopLoginWatch: () => void = () => {};
  let again: (() => void) | undefined;

  /** Ends something in the background; `close` waits for it. */
  const leave = (what: { close(): Promise<void> } | undefined) => {
    if (what === undefined) return;
    const left = what.close().catch(() => {});
    leaving.add(left);
    void left.then(() => leaving.delete(left));
  };

  const openCluster = (access: Access, facts?: ServerFacts): Cluster => {
    const cluster = deps.openCluster(access);
    inquiry?.close();
    inquiry = new Inquiry(cluster, facts, (findings) => {
      if (place.get().cluster === cluster) place.set({ ...place.get(), findings });
    });
    return cluster;
  };

  const watchLoginOf = (session: Session, { access }: Cluster) => {
    stopLoginWatch();
    if (access === undefined) return;
    const stamp = () => deps.kubeconfig.stampOf(access);
    stopLoginWatch = watchLogin(session, stamp, deps.clock, () => renew({ ...place.get(), session }));
  };

  const show = (context: string | undefined, cluster: Cluster, scope: Scope) => {
    const session = openSession(cluster, scope, deps.newTable(scope), deps.follow);
    inquiry?.follow(session);
    watchLoginOf(session, cluster);
    place.set({ ...nowhere, context, cluster, session, findings: inquiry?.findings ?? nothingFound });
  };

  const openContext: Connection["openContext"] = (context, scopeFor) => {
    const { session, cluster: old } = place.get();
    stopLoginWatch();
    leave(session);
    leave(old);
    again = () => openContext(context, scopeFor);
    try {
      const access = deps.kubeconfig.resolve(context);
      show(access.context, openCluster(access), scopeFor(access));
    } catch (error) {
      inquiry?.close();
      const problem: SyncState = { phase: "broken", asOf: undefined, error: kubeErrorOf(error), retryAt: undefined };
      place.set({ ...nowhere, context, problem });
    }
  };

  /** The same scope over a connection made anew, with what the files say now. */
  const renew = ({ cluster: old, session, context, findings }: Place & { readonly session: Session }) => {
    try {
      const cluster = openCluster(deps.kubeconfig.resolve(context), findings.facts);
      session.moveTo(cluster);
      inquiry?.follow(session);
      watchLoginOf(session, cluster);
      place.set({ ...place.get(), cluster, findings: inquiry?.findings ?? nothingFound });
      leave(old);
    } catch {
      // The files are worse than what we have: go on with that.
      session.retryNow();
    }
  };

  return {
    place,
    contexts: deps.kubeconfig.contexts,
    followNamespaces: (sink, onState, signal) => {
      const { cluster } = place.get();
      if (cluster === undefined) return undefined;
      const host = cluster.access?.server ?? "";
      return deps.follow({ source: cluster.namespaces(), sink, host, onState }, signal);
    },
    followEvents: (of, sink, onState, signal) => {
      let followed: Cluster | undefined;
      let stop = new AbortController();
      const follow = () => {
        const { cluster } = place.get();
        if (cluster === followed) return;
        stop.abort();
        stop = new AbortController();
        followed = cluster;
        if (cluster === undefined) return;
        const host = cluster.access?.server ?? "";
        deps.follow({ source: cluster.events(of), sink, host, onState }, stop.signal).done.catch(() => {});
      };
      const stopPlace = place.subscribe(follow);
      const end = () => {
        stopPlace();
        stop.abort();
      };
      signal.addEventListener("abort", end, { once: true });
      follow();
    },
    followPod: ({ namespace, name }, cluster, sink, signal) => {
      const source = cluster.pods({ namespace, selectors: { labels: "", fields: `metadata.name=${name}` } });
      const host = cluster.access?.server ?? "";
      deps.follow({ source, sink, host, onState: () => {} }, signal).done.catch(() => {});
    },
    podObject: async ({ namespace, name }, signal) => place.get().cluster?.object(podPath(namespace, name), signal),
    countPods: async (namespace, signal) => place.get().cluster?.countPods(namespace, signal),
    openContext,
    openScope: (scope) => {
      const { context, cluster, session } = place.get();
      if (cluster === undefined) return;
      leave(session);
      show(context, cluster, scope);
    },
    reconnect: () => {
      const now = place.get();
      const { session } = now;
      if (session === undefined) again?.();
      else if (needsFreshAccess.has(session.sync.get().phase)) renew({ ...now, session });
      else session.retryNow();
    },
    close: async () => {
      const { session, cluster } = place.get();
      inquiry?.close();
      stopLoginWatch();
      leave(session);
      leave(cluster);
      place.set(nowhere);
      await Promise.all(leaving);
    },
  };
}

/** What a new login, another certificate or another address in the kubeconfig can heal. */
const needsFreshAccess: ReadonlySet<SyncState["phase"]> = new Set(["unauthorized", "unreachable", "broken"]);
