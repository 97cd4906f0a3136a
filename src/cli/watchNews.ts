import type { SyncState } from "../kube/sync/syncState.ts";

/** Says on stderr when the watch is lost, why, and when it is taken up again; each once. */
export class WatchNews {
  readonly #say: (line: string) => void;
  /** What was said last of a trouble that is not over. */
  #trouble = "";

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  /** A state after the first complete list. */
  tell(state: SyncState): void {
    const trouble = troubleIn(state);
    if (trouble !== undefined && trouble !== this.#trouble) {
      this.#trouble = trouble;
      this.#say(`podscope: ${trouble}`);
    } else if (state.phase === "live" && this.#trouble !== "") {
      this.#trouble = "";
      this.#say("podscope: following again");
    }
  }
}

/** Undefined when there is none, or when it is told by another state that follows. */
function troubleIn(state: SyncState): string | undefined {
  switch (state.phase) {
    case "catchingUp":
      return `lost the watch (${state.cause}); taking it up again`;
    case "resyncing":
      return `listing all pods again because ${state.cause}`;
    case "waiting":
    case "unauthorized":
    case "forbidden":
    case "unreachable":
    case "broken":
      return `lost the watch: ${state.error.message.replace(/\.$/, "")}; trying again`;
    case "polling":
      return `may not watch pods here; asking for all of them every ${state.everyMs / 1_000} s`;
    default:
      return undefined;
  }
}
