import type { ListWatch, RowChange, RowSink, Versioned, WatchEvent } from "../kube/sync/listWatch.ts";
import type { WatchEventName } from "./tableLayout.ts";

/** Hears what happens, once everything that was there is known. */
export interface ChangeListener<Row> {
  /** All that there is, in the server's order. */
  start(rows: readonly Row[]): void;
  change(event: WatchEventName, row: Row): void;
  /** A number of changes that came together is over. */
  rest(): void;
}

/** Turns what the reflector puts into it into the events of a watch. */
export class ChangeFeed<Row extends Versioned> implements RowSink<Row> {
  readonly #listener: ChangeListener<Row>;
  #rows = new Map<string, Row>();
  #isStarted = false;
  /** Deleted rows as the server last saw them, until the reflector believes that they are gone. */
  readonly #final = new Map<string, Row>();

  constructor(listener: ChangeListener<Row>) {
    this.#listener = listener;
  }

  get isStarted(): boolean {
    return this.#isStarted;
  }

  /** The first list is complete. */
  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    const rows = [...this.#rows.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
    this.#listener.start(rows);
    this.#listener.rest();
  }

  apply(changes: readonly RowChange<Row>[]): void {
    for (const change of changes) {
      if (change.type === "put") this.#put(change.row);
      else this.#remove(change.key);
    }
    if (this.#isStarted) this.#listener.rest();
  }

  replace(rows: ReadonlyMap<string, Row>): void {
    for (const key of [...this.#rows.keys()]) if (!rows.has(key)) this.#remove(key);
    for (const row of rows.values()) {
      if (this.#rows.get(row.key)?.resourceVersion !== row.resourceVersion) this.#put(row);
    }
    if (this.#isStarted) this.#listener.rest();
  }

  /**
   * The same source; of what it says is deleted the last form is noted for this feed, and what comes after the end of a
   * streaming list comes in a batch of its own: it is a change, not part of the list.
   */
  listenTo(source: ListWatch<Row>): ListWatch<Row> {
    const noted = (batches: AsyncIterable<readonly WatchEvent<Row>[]>) => this.#noting(batches);
    return {
      streamingList: (from, signal) => noted(source.streamingList(from, signal)),
      watch: (from, signal) => noted(source.watch(from, signal)),
      list: (from, options, signal) => source.list(from, options, signal),
      count: (at, signal) => source.count(at, signal),
      probe: (signal) => source.probe(signal),
      dropConnections: () => source.dropConnections(),
    };
  }

  async *#noting(batches: AsyncIterable<readonly WatchEvent<Row>[]>): AsyncGenerator<readonly WatchEvent<Row>[]> {
    for await (const batch of batches) {
      for (const event of batch) if (event.type === "delete") this.#final.set(event.row.key, event.row);
      const end = batch.findIndex((event) => event.type === "bookmark" && event.initialEventsEnd) + 1;
      yield end === 0 ? batch : batch.slice(0, end);
      if (end > 0 && end < batch.length) yield batch.slice(end);
      this.#final.clear();
    }
  }

  #put(row: Row): void {
    const event = this.#rows.has(row.key) ? "MODIFIED" : "ADDED";
    this.#rows.set(row.key, row);
    if (this.#isStarted) this.#listener.change(event, row);
  }

  #remove(key: string): void {
    const known = this.#rows.get(key);
    this.#rows.delete(key);
    if (!this.#isStarted || known === undefined) return;
    const final = this.#final.get(key);
    this.#listener.change("DELETED", final?.uid === known.uid ? final : known);
  }
}
