import { Cell, type Readable } from "../base/readable.ts";
import { kubeErrorOf } from "../kube/kubeError.ts";
import type { SyncState } from "../kube/sync/syncState.ts";
import type { Cluster, Follow, Follower } from "./cluster.ts";
import type { PodTable } from "./podTable.ts";
import type { Scope } from "./scope.ts";
import { Traffic } from "./traffic.ts";

/** The pods of one scope, kept in step with a cluster. Never throws: what fails is said by `sync`. */
export interface Session {
  readonly scope: Scope;
  readonly table: PodTable;
  readonly sync: Readable<SyncState>;
  readonly traffic: Traffic;
  retryNow(): void;
  /** Goes on with another connection to the same cluster; the rows stay until the new list is complete. */
  moveTo(cluster: Cluster): void;
  /** Ends what runs; resolves when it has ended. The cluster stays open: it belongs to who opened it. */
  close(): Promise<void>;
}

export function openSession(cluster: Cluster, scope: Scope, table: PodTable, follow: Follow): Session {
  const sync = new Cell<SyncState>({ phase: "starting" });
  const traffic = new Traffic();
  let verifiedAt: number | undefined;
  let running = start(cluster);

  function start(source: Cluster): { readonly follower: Follower; readonly stop: AbortController } {
    const stop = new AbortController();
    const onState = (state: SyncState) => {
      if (state.phase === "live" || state.phase === "polling") verifiedAt = state.verifiedAt;
      sync.set(state);
    };
    const follower = follow(
      {
        source: source.pods(scope, traffic.requests),
        sink: table,
        host: source.access?.server ?? "",
        onState,
        figures: traffic.figures,
      },
      stop.signal,
    );
    follower.done.catch((error: unknown) => {
      if (stop.signal.aborted) return;
      onState({ phase: "broken", asOf: verifiedAt, error: kubeErrorOf(error), retryAt: undefined });
    });
    return { follower, stop };
  }

  const end = async ({ follower, stop }: typeof running) => {
    stop.abort();
    await follower.done.catch(() => {});
  };

  return {
    scope,
    table,
    sync,
    traffic,
    retryNow: () => running.follower.retryNow(),
    moveTo: (next) => {
      void end(running);
      running = start(next);
    },
    close: async () => {
      await end(running);
      sync.set({ phase: "stopped" });
    },
  };
}

/** Pods that no server keeps in step: of a file, or of a recording. Whoever has them puts them into `table` and says their state. */
export function sessionOfNoServer(scope: Scope, table: PodTable, sync: Readable<SyncState>): Session {
  return {
    scope,
    table,
    sync,
    traffic: new Traffic(),
    retryNow: () => {},
    moveTo: () => {},
    close: async () => {},
  };
}
