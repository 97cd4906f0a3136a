import type { Clock } from "../base/clock.ts";
import { Cell, type Readable } from "../base/readable.ts";
import type { Access } from "../kube/config/access.ts";
import type { SyncState } from "../kube/sync/syncState.ts";
import type { Cluster, Follow, ServerFacts } from "./cluster.ts";
import type { PodTable } from "./podTable.ts";
import type { Scope } from "./scope.ts";
import { failureOf, openSession, type Session } from "./session.ts";

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
  readonly facts: ServerFacts | undefined;
  /** Undefined when the context could not be resolved; `problem` then says why. */
  readonly session: Session | undefined;
  readonly problem: SyncState | undefined;
}

/** Holds the cluster and scope that are shown, and leaves them for others at once, whatever state they are in. */
export interface Connection {
  readonly place: Readable<Place>;
  /** `scopeFor` is asked once the context is resolved. */
  openContext(context: string | undefined, scopeFor: (access: Access) => Scope): void;
  openScope(scope: Scope): void;
  /** Tries now; reads kubeconfig and credentials again when those may be what is wrong. The rows stay. */
  reconnect(): void;
  close(): Promise<void>;
}

export function createConnection(deps: ConnectionDeps): Connection {
  const nowhere: Place = {
    context: undefined,
    cluster: undefined,
    facts: undefined,
    session: undefined,
    problem: undefined,
  };
  const place = new Cell<Place>(nowhere);
  const leaving = new Set<Promise<void>>();
  let factsWanted = new AbortController();
  let again: (() => void) | undefined;

  /** Ends something in the background; `close` waits for it. */
  const leave = (what: { close(): Promise<void> } | undefined) => {
    if (what === undefined) return;
    const left = what.close().catch(() => {});
    leaving.add(left);
    void left.then(() => leaving.delete(left));
  };

  const openCluster = (access: Access): Cluster => {
    const cluster = deps.openCluster(access);
    factsWanted.abort();
    factsWanted = new AbortController();
    cluster.facts(factsWanted.signal).then(
      (facts) => {
        if (place.get().cluster === cluster) place.set({ ...place.get(), facts });
      },
      // The watch of the pods meets the same trouble, and says it.
      () => {},
    );
    return cluster;
  };

  const sessionFor = (cluster: Cluster, scope: Scope) => openSession(cluster, scope, deps.newTable(scope), deps.follow);

  const openContext: Connection["openContext"] = (context, scopeFor) => {
    const { session, cluster: old } = place.get();
    leave(session);
    leave(old);
    again = () => openContext(context, scopeFor);
    try {
      const access = deps.kubeconfig.resolve(context);
      const cluster = openCluster(access);
      place.set({ ...nowhere, context: access.context, cluster, session: sessionFor(cluster, scopeFor(access)) });
    } catch (error) {
      factsWanted.abort();
      const problem: SyncState = { phase: "broken", asOf: undefined, error: failureOf(error), retryAt: undefined };
      place.set({ ...nowhere, context, problem });
    }
  };

  /** The same scope over a connection made anew, with what the files say now. */
  const renew = ({ cluster: old, session, context }: Place & { readonly session: Session }) => {
    try {
      const cluster = openCluster(deps.kubeconfig.resolve(context));
      session.moveTo(cluster);
      place.set({ ...place.get(), cluster });
      leave(old);
    } catch {
      // The files are worse than what we have: go on with that.
      session.retryNow();
    }
  };

  return {
    place,
    openContext,
    openScope: (scope) => {
      const { cluster, session } = place.get();
      if (cluster === undefined) return;
      leave(session);
      place.set({ ...place.get(), session: sessionFor(cluster, scope) });
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
      factsWanted.abort();
      leave(session);
      leave(cluster);
      place.set(nowhere);
      await Promise.all(leaving);
    },
  };
}

/** What a new login, another certificate or another address in the kubeconfig can heal. */
const needsFreshAccess: ReadonlySet<SyncState["phase"]> = new Set(["unauthorized", "unreachable", "broken"]);
