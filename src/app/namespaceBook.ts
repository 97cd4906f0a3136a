import type { RowChange, RowSink } from "../kube/sync/listWatch.ts";
import type { NamespaceRow } from "./cluster.ts";
import type { Place } from "./connection.ts";
import type { Navigator } from "./navigator.ts";
import { isSelecting } from "./scope.ts";
import type { Session } from "./session.ts";

/** Counts asked for at the same time: a picker must not be a storm for the server. */
const countsAtOnce = 4;

/** The namespaces of the cluster on the screen and how many pods they have, live while somebody is choosing one. */
export class NamespaceBook implements RowSink<NamespaceRow> {
  readonly #navigator: Navigator;
  readonly #onChange: () => void;
  #context: Place["context"];
  #cluster: Place["cluster"];
  #names = new Set<string>();
  /** Undefined stands for a count that may not be known, or is being asked for. */
  #counts = new Map<string, number | undefined>();
  #asking = 0;
  #stop: AbortController | undefined;
  #isRefused = false;

  constructor(navigator: Navigator, onChange: () => void) {
    this.#navigator = navigator;
    this.#onChange = onChange;
  }

  /** Follows from now on until `close`. What was known of the same context is there at once. */
  open(): void {
    this.close();
    const { context, cluster } = this.#navigator.place;
    if (context !== this.#context) this.#names = new Set();
    this.#context = context;
    this.#cluster = cluster;
    this.#isRefused = false;
    this.#counts = new Map();
    const stop = new AbortController();
    this.#stop = stop;
    this.#navigator.followNamespaces(
      this,
      ({ phase }) => {
        this.#isRefused = phase === "forbidden";
        this.#onChange();
      },
      stop.signal,
    );
  }

  close(): void {
    this.#stop?.abort();
    this.#stop = undefined;
  }

  /** To be told when the place may be another: what is open goes on with the cluster that is there now. */
  follow(): void {
    if (this.#stop !== undefined && this.#navigator.place.cluster !== this.#cluster) this.open();
  }

  /** The names may not be listed. */
  get isRefused(): boolean {
    return this.#isRefused;
  }

  /** In their order, also those that came later. */
  get names(): readonly string[] {
    return [...this.#names].sort();
  }

  /** Pods by namespace, where they are known. */
  get counts(): ReadonlyMap<string, number | undefined> {
    const { session } = this.#navigator.place;
    return session !== undefined && hasAllPods(session) ? this.#countsIn(session) : this.#counts;
  }

  /** Asks for the counts of these, a few at a time, once for each while the book is open. */
  count(names: readonly string[]): void {
    const { session } = this.#navigator.place;
    if (session !== undefined && hasAllPods(session)) return;
    for (const name of names) {
      if (this.#asking >= countsAtOnce) return;
      if (!this.#counts.has(name)) this.#ask(name);
    }
  }

  apply(changes: readonly RowChange<NamespaceRow>[]): void {
    for (const change of changes) {
      if (change.type === "put") this.#names.add(change.row.name);
      else this.#names.delete(change.key);
    }
    this.#onChange();
  }

  replace(rows: ReadonlyMap<string, NamespaceRow>): void {
    this.#names = new Set(rows.keys());
    this.#onChange();
  }

  #ask(name: string): void {
    const { signal } = this.#stop ?? {};
    if (signal === undefined) return;
    this.#counts.set(name, undefined);
    this.#asking++;
    this.#navigator
      .countPods(name, signal)
      .then((count) => {
        if (!signal.aborted) this.#counts.set(name, count);
      })
      // Refused, or the server is away: the name alone has to do.
      .catch(() => {})
      .finally(() => {
        this.#asking--;
        this.#onChange();
      });
  }

  #countsIn({ table }: Session): ReadonlyMap<string, number> {
    const counts = new Map<string, number>([...this.#names].map((name) => [name, 0]));
    for (const { namespace } of table.rows()) counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
    return counts;
  }
}

/** Every pod of the cluster is there already: counting them is exact and free of charge. */
function hasAllPods({ scope: { namespace, selectors }, sync }: Session): boolean {
  const state = sync.get();
  const isComplete = "verifiedAt" in state || ("asOf" in state && state.asOf !== undefined);
  return namespace === undefined && !isSelecting(selectors) && isComplete;
}
