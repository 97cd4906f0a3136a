/** The objects of one kind, with versions and a history, as etcd and the watch cache keep them. */

/** An object as JSON; `metadata` is completed when it is put. */
export interface FakeObject {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly resourceVersion?: string;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

export interface FakeEvent {
  readonly version: number;
  readonly type: "ADDED" | "MODIFIED" | "DELETED";
  readonly object: FakeObject;
  readonly before: FakeObject | undefined;
}

/** Counts up for all kinds together, as etcd's revision does. */
export class Versions {
  #current = 1000;

  get current(): number {
    return this.#current;
  }

  next(): number {
    return ++this.#current;
  }

  /** Also backwards, as when etcd is restored from a backup. */
  set(version: number): void {
    this.#current = version;
  }
}

export class FakeStore {
  readonly kind: "Pod" | "Namespace";
  readonly #versions: Versions;
  readonly #objects = new Map<string, FakeObject>();
  #history: FakeEvent[] = [];
  /** Events up to this version are forgotten. */
  #compacted = 0;
  readonly #listeners = new Set<(event: FakeEvent) => void>();
  #uids = 0;
  #sorted: readonly FakeObject[] | undefined;

  constructor(kind: "Pod" | "Namespace", versions: Versions) {
    this.kind = kind;
    this.#versions = versions;
  }

  get compacted(): number {
    return this.#compacted;
  }

  get(namespace: string | undefined, name: string): FakeObject | undefined {
    return this.#objects.get(keyOf({ metadata: { name, ...(namespace === undefined ? {} : { namespace }) } }));
  }

  /** Adds or changes. Keeps the uid of what it changes, unless the object brings its own. With `silent`, watchers never hear of it. */
  put(object: FakeObject, silent = false): FakeObject {
    const key = keyOf(object);
    const before = this.#objects.get(key);
    const version = this.#versions.next();
    const complete: FakeObject = {
      apiVersion: "v1",
      kind: this.kind,
      ...object,
      metadata: {
        creationTimestamp: before?.metadata.creationTimestamp ?? "2026-01-05T10:00:00Z",
        ...object.metadata,
        uid: object.metadata.uid ?? before?.metadata.uid ?? `uid-${this.kind.toLowerCase()}-${++this.#uids}`,
        resourceVersion: String(version),
      },
    };
    this.#objects.set(key, complete);
    this.#record({ version, type: before === undefined ? "ADDED" : "MODIFIED", object: complete, before }, silent);
    return complete;
  }

  /** Removes; the event carries the last state with the version of the deletion, as the server's does. */
  delete(namespace: string | undefined, name: string, silent = false): void {
    const before = this.get(namespace, name);
    if (before === undefined) throw new Error(`no ${this.kind} ${namespace}/${name} to delete`);
    this.#objects.delete(keyOf(before));
    const version = this.#versions.next();
    const object = { ...before, metadata: { ...before.metadata, resourceVersion: String(version) } };
    this.#record({ version, type: "DELETED", object, before }, silent);
  }

  /** In the server's order: by namespace and name, bytewise (names are ASCII). At an older version as it was then. */
  list(version = this.#versions.current): readonly FakeObject[] {
    if (version >= this.#versions.current) {
      this.#sorted ??= sorted(this.#objects);
      return this.#sorted;
    }
    const objects = new Map(this.#objects);
    for (const event of this.#history.toReversed()) {
      if (event.version <= version) break;
      if (event.before === undefined) objects.delete(keyOf(event.object));
      else objects.set(keyOf(event.object), event.before);
    }
    return sorted(objects);
  }

  /** Events after `version`; undefined when some of them are forgotten. */
  since(version: number): readonly FakeEvent[] | undefined {
    if (version < this.#compacted) return undefined;
    return this.#history.filter((event) => event.version > version);
  }

  /** Forgets the history: what starts at an older version than the current one gets 410. */
  compact(): void {
    this.#compacted = this.#versions.current;
    this.#history = [];
  }

  subscribe(listener: (event: FakeEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #record(event: FakeEvent, silent: boolean): void {
    this.#sorted = undefined;
    if (silent) return;
    this.#history.push(event);
    for (const listener of [...this.#listeners]) listener(event);
  }
}

function sorted(objects: ReadonlyMap<string, FakeObject>): FakeObject[] {
  return [...objects.keys()].sort().flatMap((key) => objects.get(key) ?? []);
}

/** `namespace/name`, or the name alone. */
function keyOf({ metadata: { namespace, name } }: FakeObject): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}
