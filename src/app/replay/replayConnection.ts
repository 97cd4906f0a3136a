import { Cell } from "../../base/readable.ts";
import { stateFromSaved } from "../../kube/sync/savedState.ts";
import type { SyncState } from "../../kube/sync/syncState.ts";
import { isSameScope, type RecordedPlace, type RecordedWatch } from "../../recording/line.ts";
import type { RecordedMoment } from "../../recording/timeline.ts";
import type { PodRow } from "../../resources/podRow.ts";
import type { RowChange } from "../../table/rowStore.ts";
import { type Connection, nowhere, type Place } from "../connection.ts";
import { nothingFound } from "../inquiry.ts";
import { namespacesOf } from "../namespacesOf.ts";
import type { PodTable } from "../podTable.ts";
import type { Scope } from "../scope.ts";
import { sessionOfNoServer } from "../session.ts";

interface ScopedTable {
  readonly model: PodTable;
  /** Undefined is all. */
  readonly namespace: string | undefined;
}

/** Moments of a recording in the place of a cluster: rows and the state of the watch as they were, and nothing that can be asked. */
export class ReplayConnection implements Connection {
  readonly place = new Cell<Place>(nowhere);
  readonly close: () => Promise<void>;
  readonly #newTable: (scope: Scope) => PodTable;
  readonly #sync = new Cell<SyncState>({ phase: "starting" });
  #moment: RecordedMoment | undefined;
  #watch: RecordedWatch | undefined;
  #table: ScopedTable | undefined;

  /** `close` ends who plays it. */
  constructor(newTable: (scope: Scope) => PodTable, close: () => Promise<void>) {
    this.#newTable = newTable;
    this.close = close;
  }

  /** From now on this is what there is. */
  show(moment: RecordedMoment): void {
    const before = this.#moment?.place;
    this.#moment = moment;
    if (moment.watch !== this.#watch) {
      this.#watch = moment.watch;
      this.#sync.set(
        moment.watch === undefined ? { phase: "starting" } : (stateFromSaved(moment.watch) ?? { phase: "stopped" }),
      );
    }
    if (this.#table === undefined) return;
    if (before === undefined || !isSameScope(before, moment.place)) this.openScope(scopeOf(moment.place));
    else {
      this.#tell(this.#table, moment);
      if (before !== moment.place) this.#setPlace();
    }
  }

  readonly contexts = () => [];

  readonly followNamespaces: Connection["followNamespaces"] = (sink, onState) => {
    sink.replace(namespacesOf(this.#moment?.rows.values() ?? []));
    onState(this.#sync.get());
    return { retryNow: () => {}, done: Promise.resolve() };
  };

  async countPods(namespace: string): Promise<number> {
    return this.#rowsIn(namespace).size;
  }

  readonly followEvents = () => {};

  readonly followPod = () => {};

  async podObject(): Promise<unknown> {
    return undefined;
  }

  readonly openContext: Connection["openContext"] = (_, scopeFor) => {
    const { context, namespace } = this.#moment?.place ?? { context: undefined, namespace: null };
    this.openScope(scopeFor({ context, namespace: namespace ?? undefined }));
  };

  /** Of the pods that were recorded, those of a namespace. */
  openScope(scope: Scope): void {
    const model = this.#newTable(scope);
    this.#table = { model, namespace: scope.namespace };
    model.replace(this.#rowsIn(scope.namespace));
    const session = sessionOfNoServer(scope, model, this.#sync);
    this.place.set({ ...nowhere, session, isRecorded: true });
    this.#setPlace();
  }

  reconnect(): void {}

  #setPlace(): void {
    const { context, version, skewMs } = this.#moment?.place ?? { context: "", version: "", skewMs: 0 };
    this.place.set({ ...this.place.get(), context, findings: { ...nothingFound, facts: { version, skewMs } } });
  }

  #tell({ model, namespace }: ScopedTable, { changes, rows }: RecordedMoment): void {
    if (changes === undefined) model.replace(namespace === undefined ? rows : this.#rowsIn(namespace));
    else if (changes.length > 0) model.apply(changes.filter((change) => concerns(namespace, change)));
  }

  #rowsIn(namespace: string | undefined): ReadonlyMap<string, PodRow> {
    return new Map(
      [...(this.#moment?.rows ?? [])].filter(([, row]) => namespace === undefined || row.namespace === namespace),
    );
  }
}

function scopeOf({ namespace, labels, fields }: RecordedPlace): Scope {
  return { namespace: namespace ?? undefined, selectors: { labels, fields } };
}

/** Undefined is all namespaces. Of a pod that is gone only its key is told, and a table knows its own. */
function concerns(namespace: string | undefined, change: RowChange<PodRow>): boolean {
  return namespace === undefined || change.type === "remove" || change.row.namespace === namespace;
}
