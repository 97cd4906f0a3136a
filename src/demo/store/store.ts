import { type KubeObject, keyOf, type ObjectName } from "../objects/kubeObject.ts";
import { SortedKeys } from "./sortedKeys.ts";

/** One change, as the store remembers it. */
export interface StoreEvent {
  readonly revision: number;
  /** The name of the collection, as `pods` or `deployments.apps`. */
  readonly collection: string;
  readonly type: "ADDED" | "MODIFIED" | "DELETED";
  /** Of a deletion: the last state, with the revision of the deletion. */
  readonly object: KubeObject;
  readonly previous: KubeObject | undefined;
}

/**
 * etcd's part: objects by collection and key, one revision for all of them that only grows, and a history of changes that is
 * forgotten from its old end (compaction), so that whoever comes back too late has to list again.
 */
export class Store {
  readonly #historyLimit: number;
  #revision: number;
  #compacted: number;
  #history: StoreEvent[] = [];
  readonly #collections = new Map<string, Collection>();
  readonly #listeners = new Set<(event: StoreEvent) => void>();
  /** Events whose delivery has not begun: a listener that writes must not overtake those that have not heard yet. */
  readonly #undelivered: StoreEvent[] = [];
  #isDelivering = false;

  /** @param historyLimit how many changes are remembered at least; twice as many at most. */
  constructor({ historyLimit = 20_000, revision = 1 } = {}) {
    this.#historyLimit = historyLimit;
    this.#revision = revision;
    this.#compacted = revision;
  }

  /** Of the last change. */
  get revision(): number {
    return this.#revision;
  }

  /** Changes up to this revision are forgotten. */
  get compactedRevision(): number {
    return this.#compacted;
  }

  get(collection: string, name: ObjectName): KubeObject | undefined {
    return this.#collection(collection).objects.get(keyOf(name));
  }

  /**
   * All objects of a collection by key: by namespace, then name, bytewise over `namespace/name`. At an older revision as they
   * were then; undefined when that is forgotten.
   */
  list(collection: string, revision = this.#revision): readonly KubeObject[] | undefined {
    if (revision < this.#compacted) return undefined;
    return this.#collection(collection).at(revision, () => this.since(collection, revision) ?? []);
  }

  /** How many there are now. */
  count(collection: string): number {
    return this.#collection(collection).objects.size;
  }

  /** Adds or replaces; the object gets the new revision as its resourceVersion. */
  put<T extends KubeObject>(collection: string, object: T): T {
    const revision = ++this.#revision;
    const stored = { ...object, metadata: { ...object.metadata, resourceVersion: String(revision) } };
    const previous = this.#collection(collection).set(stored, revision);
    this.#record({
      revision,
      collection,
      type: previous === undefined ? "ADDED" : "MODIFIED",
      object: stored,
      previous,
    });
    return stored;
  }

  /** Returns the last state with the revision of the deletion; undefined when there was none. */
  delete(collection: string, name: ObjectName): KubeObject | undefined {
    const { objects } = this.#collection(collection);
    const previous = objects.get(keyOf(name));
    if (previous === undefined) return undefined;
    const revision = ++this.#revision;
    this.#collection(collection).remove(previous, revision);
    const object = { ...previous, metadata: { ...previous.metadata, resourceVersion: String(revision) } };
    this.#record({ revision, collection, type: "DELETED", object, previous });
    return object;
  }

  /** The changes after `revision`, oldest first; undefined when some of them are forgotten. */
  since(collection: string, revision: number): readonly StoreEvent[] | undefined {
    if (revision < this.#compacted) return undefined;
    const events: StoreEvent[] = [];
    for (let at = this.#history.length - 1; at >= 0; at--) {
      const event = this.#history[at];
      if (event === undefined || event.revision <= revision) break;
      if (event.collection === collection) events.push(event);
    }
    return events.reverse();
  }

  /** Hears of every later change, in order. Returns its inverse. */
  subscribe(listener: (event: StoreEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Forgets every change up to now. */
  compact(): void {
    this.#compacted = this.#revision;
    this.#history = [];
  }

  /** Counts on from an earlier revision, as after a restore from a backup: what was before is forgotten, the objects stay. */
  rewind(revision: number): void {
    this.#revision = revision;
    this.compact();
    for (const collection of this.#collections.values()) collection.rewind(revision);
  }

  /** Lets nobody hear of several writes before all of them are done. */
  together<T>(write: () => T): T {
    if (this.#isDelivering) return write();
    this.#isDelivering = true;
    try {
      return write();
    } finally {
      this.#isDelivering = false;
      this.#deliver();
    }
  }

  #record(event: StoreEvent): void {
    this.#history.push(event);
    if (this.#history.length > 2 * this.#historyLimit) this.#forgetOldest();
    this.#undelivered.push(event);
    if (!this.#isDelivering) this.#deliver();
  }

  #deliver(): void {
    this.#isDelivering = true;
    try {
      for (let next = this.#undelivered.shift(); next !== undefined; next = this.#undelivered.shift()) {
        for (const listener of [...this.#listeners]) if (this.#listeners.has(listener)) listener(next);
      }
    } finally {
      this.#isDelivering = false;
    }
  }

  #forgetOldest(): void {
    const forgotten = this.#history.splice(0, this.#history.length - this.#historyLimit);
    this.#compacted = forgotten.at(-1)?.revision ?? this.#compacted;
  }

  #collection(name: string): Collection {
    let collection = this.#collections.get(name);
    if (collection === undefined) {
      collection = new Collection();
      this.#collections.set(name, collection);
    }
    return collection;
  }
}

/** The objects of one kind. */
class Collection {
  readonly objects = new Map<string, KubeObject>();
  readonly #keys = new SortedKeys();
  #changedAt = 0;
  /** The list that was made last, and the revisions that it is good for: pages of one list ask for the same again and again. */
  #made: { readonly list: readonly KubeObject[]; readonly from: number; readonly to: number } | undefined;

  set(object: KubeObject, revision: number): KubeObject | undefined {
    const key = keyOf(object.metadata);
    const previous = this.objects.get(key);
    if (previous === undefined) this.#keys.add(key);
    this.objects.set(key, object);
    this.#changedAt = revision;
    return previous;
  }

  remove(object: KubeObject, revision: number): void {
    this.objects.delete(keyOf(object.metadata));
    this.#keys.remove();
    this.#changedAt = revision;
  }

  rewind(revision: number): void {
    this.#changedAt = revision;
    this.#made = undefined;
  }

  /** `later` gives the changes after the revision. */
  at(revision: number, later: () => readonly StoreEvent[]): readonly KubeObject[] {
    const isCurrent = revision >= this.#changedAt;
    if (this.#made !== undefined && this.#made.from <= revision && (revision <= this.#made.to || this.#isMadeNow())) {
      return this.#made.list;
    }
    const list = isCurrent ? this.#now() : this.#before(later());
    this.#made = isCurrent ? { list, from: this.#changedAt, to: revision } : { list, from: revision, to: revision };
    return list;
  }

  #isMadeNow(): boolean {
    return this.#made?.from === this.#changedAt;
  }

  #now(): readonly KubeObject[] {
    return this.#keys.in((key) => this.objects.has(key)).map((key) => this.objects.get(key) as KubeObject);
  }

  #before(events: readonly StoreEvent[]): readonly KubeObject[] {
    const objects = new Map(this.objects);
    for (const { object, previous } of events.toReversed()) {
      const key = keyOf(object.metadata);
      if (previous === undefined) objects.delete(key);
      else objects.set(key, previous);
    }
    return [...objects.keys()].sort().map((key) => objects.get(key) as KubeObject);
  }
}
