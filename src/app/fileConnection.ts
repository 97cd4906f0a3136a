import { Cell } from "../base/readable.ts";
import type { SyncState } from "../kube/sync/syncState.ts";
import type { PodRow } from "../resources/podRow.ts";
import { type Connection, nowhere, type Place } from "./connection.ts";
import { namespacesOf } from "./namespacesOf.ts";
import type { PodTable } from "./podTable.ts";
import type { Scope } from "./scope.ts";
import { sessionOfNoServer } from "./session.ts";

/** A saved list of pods. */
export interface PodFileSource {
  /** `-` is stdin. */
  readonly path: string;
  /** Hands on rows as they are read. Resolves with the clock for their ages, milliseconds since the epoch. */
  read(take: (rows: readonly PodRow[]) => void): Promise<number>;
  /** The whole pod, which is read from the file again. Rejects when that cannot be, or the pod is no longer there. */
  find(pod: PodRow): Promise<unknown>;
}

/** A saved list in the place of a cluster: the same rows by namespace, and nothing that changes once it is read. */
export class FileConnection implements Connection {
  readonly place = new Cell<Place>(nowhere);
  readonly #newTable: (scope: Scope) => PodTable;
  readonly #rows = new Map<string, PodRow>();
  readonly #sync = new Cell<SyncState>({ phase: "loading", received: 0, total: undefined });
  #source: PodFileSource | undefined;
  #table: { readonly model: PodTable; readonly namespace: string | undefined } | undefined;

  constructor(newTable: (scope: Scope) => PodTable) {
    this.#newTable = newTable;
  }

  /** Reads the file. Rejects with what `read` throws. */
  async read(source: PodFileSource): Promise<void> {
    this.#source = source;
    const asOf = await source.read((rows) => this.#take(rows));
    this.#sync.set({ phase: "file", path: source.path, asOf });
  }

  readonly contexts = () => [];

  readonly followNamespaces: Connection["followNamespaces"] = (sink, onState) => {
    sink.replace(namespacesOf(this.#rows.values()));
    onState(this.#sync.get());
    return { retryNow: () => {}, done: Promise.resolve() };
  };

  async countPods(namespace: string): Promise<number> {
    return this.#rowsIn(namespace).length;
  }

  readonly followEvents = () => {};

  readonly followPod = () => {};

  async podObject(pod: PodRow): Promise<unknown> {
    return this.#source?.find(pod);
  }

  readonly openContext: Connection["openContext"] = (_, scopeFor) =>
    this.openScope(scopeFor({ context: undefined, namespace: undefined }));

  openScope(scope: Scope): void {
    const model = this.#newTable(scope);
    this.#table = { model, namespace: scope.namespace };
    model.apply(this.#rowsIn(scope.namespace).map(putOf));
    const session = sessionOfNoServer(scope, model, this.#sync);
    this.place.set({ ...nowhere, session });
  }

  reconnect(): void {}

  async close(): Promise<void> {}

  #take(rows: readonly PodRow[]): void {
    for (const row of rows) this.#rows.set(row.key, row);
    const shown = rows.filter(({ namespace }) => isIn(this.#table?.namespace, namespace));
    this.#table?.model.apply(shown.map(putOf));
    this.#sync.set({ phase: "loading", received: this.#rows.size, total: undefined });
  }

  #rowsIn(namespace: string | undefined): readonly PodRow[] {
    return [...this.#rows.values()].filter((row) => isIn(namespace, row.namespace));
  }
}

/** Undefined is all namespaces. */
function isIn(wanted: string | undefined, namespace: string): boolean {
  return wanted === undefined || wanted === namespace;
}

function putOf(row: PodRow): { readonly type: "put"; readonly row: PodRow } {
  return { type: "put", row };
}
