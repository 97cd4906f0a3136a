import type { SyncState } from "../kube/sync/syncState.ts";
import type { Place } from "./connection.ts";

/** The rows are, or are just becoming, what the server has. */
const isInStep: ReadonlySet<SyncState["phase"]> = new Set(["live", "polling", "loading", "resyncing"]);

/** What there is to say of a place: its problem, the login that its pods wait for, or the state of its pods. */
export function shownState({ problem, session, findings }: Place): SyncState {
  const state = problem ?? session?.sync.get() ?? { phase: "starting" };
  // Credentials for something else than the pods do not concern whoever looks at pods that are true.
  const isLoggingIn = findings.login !== undefined && !isInStep.has(state.phase);
  return isLoggingIn ? { phase: "authenticating", ...findings.login } : state;
}
