import type { KubeError } from "../kube/kubeError.ts";
import type { SyncState } from "../kube/sync/syncState.ts";

/** The error that ends it all: any before the first list is there, later one that nobody but a person can mend. */
export function deadEndIn(state: SyncState, isStarted: boolean): KubeError | undefined {
  switch (state.phase) {
    case "waiting":
    case "forbidden":
    case "unreachable":
      return isStarted ? undefined : state.error;
    case "unauthorized":
      // At a pipe there is nobody who could log in again.
      if (state.error.failure === "unauthorized") return state.error;
      return isStarted && state.retryAt !== undefined ? undefined : state.error;
    case "broken":
      return isStarted && state.retryAt !== undefined ? undefined : state.error;
    default:
      return undefined;
  }
}
