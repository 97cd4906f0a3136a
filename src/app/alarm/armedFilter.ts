import type { SyncState } from "../../kube/sync/syncState.ts";
import type { PodRow } from "../../resources/podRow.ts";
import { podTable } from "../../resources/podTable.ts";
import type { Filter } from "../../table/filter.ts";
import { FilterMembers } from "../../table/filterMembers.ts";
import type { RowFilter } from "../../table/rowFilter.ts";
import type { ChangedKeys } from "../../table/rowStore.ts";
import type { Session } from "../session.ts";

/** A filter that stays over the pods of whatever is on the screen, and tells which of them come into it. */
export class ArmedFilter {
  readonly text: string;
  readonly #filter: RowFilter<PodRow> | undefined;
  #session: Session | undefined;
  #changed: ChangedKeys | undefined;
  #members: FilterMembers<PodRow>;
  /** What was there at first is known; only what comes later is news. */
  #isFirstKnown = false;

  constructor(filter: Filter<PodRow>) {
    this.text = filter.line;
    // Words are looked for in all columns, also in those that the screen has no room for.
    this.#filter = filter.over(podTable.columns);
    this.#members = this.#noMembers();
  }

  /** How many pods are in it. */
  get size(): number {
    return this.#members.size;
  }

  /** When time alone may bring a pod in, milliseconds since the epoch by the server's clock; Infinity when it cannot. */
  get until(): number {
    return this.#members.until;
  }

  /** The pods of `session` that came in since the last call, as they are at `now`, the server's clock. */
  entered(session: Session | undefined, now: number): readonly PodRow[] {
    if (session !== this.#session) this.#move(session);
    if (session === undefined || this.#changed === undefined) return [];
    const { table, sync } = session;
    const rows = { get: (key: string) => table.rowOf(key), rows: () => table.rows() };
    const entered = this.#members.look(this.#changed.take(), rows, now);
    if (this.#isFirstKnown) return entered;
    this.#isFirstKnown = hadWholeList(sync.get());
    return [];
  }

  close(): void {
    this.#changed?.close();
  }

  #move(session: Session | undefined): void {
    this.#changed?.close();
    this.#session = session;
    this.#changed = session?.table.collect();
    this.#members = this.#noMembers();
    this.#isFirstKnown = false;
  }

  #noMembers(): FilterMembers<PodRow> {
    return new FilterMembers(this.#filter, podTable.turning);
  }
}

/** Once there was one, what comes after a time away is news. */
function hadWholeList(sync: SyncState): boolean {
  const isInStep = sync.phase === "live" || sync.phase === "polling" || sync.phase === "file";
  return isInStep || ("asOf" in sync && sync.asOf !== undefined);
}
