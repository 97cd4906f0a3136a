import type { SyncState } from "../../kube/sync/syncState.ts";
import type { EventRow } from "../../resources/eventRow.ts";
import type { FollowEvents } from "../connection.ts";

export interface EventListParts {
  readonly namespace: string;
  /** Events of one object; undefined is all of the namespace. */
  readonly uid: string | undefined;
  readonly follow: FollowEvents;
}

/** The events of an object or a namespace, kept in step with the server until it is closed. */
export class EventList {
  readonly #events = new Map<string, EventRow>();
  readonly #stop = new AbortController();
  #sync: SyncState = { phase: "starting" };
  #isComplete = false;

  constructor({ namespace, uid, follow }: EventListParts, onChange: () => void) {
    const sink = {
      apply: (changes: Parameters<Parameters<FollowEvents>[1]["apply"]>[0]) => {
        for (const change of changes) {
          if (change.type === "put") this.#events.set(change.row.key, change.row);
          else this.#events.delete(change.key);
        }
        onChange();
      },
      replace: (rows: ReadonlyMap<string, EventRow>) => {
        this.#events.clear();
        for (const [key, row] of rows) this.#events.set(key, row);
        onChange();
      },
    };
    const onState = (state: SyncState) => {
      this.#sync = state;
      this.#isComplete ||= state.phase === "live" || state.phase === "polling";
      onChange();
    };
    follow({ namespace, uid }, sink, onState, this.#stop.signal);
  }

  get events(): Iterable<EventRow> {
    return this.#events.values();
  }

  get sync(): SyncState {
    return this.#sync;
  }

  /** All that there are have been read once. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  close(): void {
    this.#stop.abort();
  }
}
