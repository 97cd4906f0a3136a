import type { ResourceType } from "./apiserver/resourceType.ts";
import type { ApiClient, ObjectEvent } from "./client.ts";
import { type KubeObject, keyOf } from "./objects/kubeObject.ts";

/** What an object is found by: no value, or several. */
export type Indexer<T extends KubeObject> = (object: T) => readonly string[];

/**
 * One watch for all who care about a kind, and what is there of it by what they look for (client-go tools/cache): nobody has
 * to go through a hundred thousand pods to find the three of a ReplicaSet.
 */
export class Informer<T extends KubeObject, IndexName extends string = never> {
  readonly #client: ApiClient;
  readonly #type: ResourceType<T>;
  readonly #indexers: readonly (readonly [IndexName, Indexer<T>])[];
  readonly #found = new Map<IndexName, Map<string, Map<string, T>>>();
  readonly #handlers = new Set<(event: ObjectEvent<T>) => void>();
  /** Ends the watch. */
  readonly stop: () => void;

  constructor(client: ApiClient, type: ResourceType<T>, indexers: Readonly<Record<IndexName, Indexer<T>>>) {
    this.#client = client;
    this.#type = type;
    this.#indexers = Object.entries(indexers) as [IndexName, Indexer<T>][];
    for (const [index] of this.#indexers) this.#found.set(index, new Map());
    this.stop = client.watch(type, (event) => this.#hear(event));
  }

  /** Those of which the indexer names this value, in the order in which they came. */
  by(index: IndexName, value: string): readonly T[] {
    return [...(this.#found.get(index)?.get(value)?.values() ?? [])];
  }

  /** Hears of what is there, at once, and of every later change, after the indexes know it. Returns its inverse. */
  subscribe(handler: (event: ObjectEvent<T>) => void): () => void {
    for (const object of this.#client.list(this.#type)) handler({ type: "ADDED", object, previous: undefined });
    this.#handlers.add(handler);
    return () => this.#handlers.delete(handler);
  }

  #hear(event: ObjectEvent<T>): void {
    for (const [index, valuesOf] of this.#indexers) this.#sort(index, valuesOf, event);
    for (const handler of this.#handlers) handler(event);
  }

  #sort(index: IndexName, valuesOf: Indexer<T>, { type, object, previous }: ObjectEvent<T>): void {
    const byValue = this.#found.get(index) as Map<string, Map<string, T>>;
    const key = keyOf(object.metadata);
    const values = type === "DELETED" ? [] : valuesOf(object);
    for (const value of previous === undefined ? [] : valuesOf(previous)) {
      if (!values.includes(value)) take(byValue, value, key);
    }
    for (const value of values) {
      const objects = byValue.get(value);
      if (objects === undefined) byValue.set(value, new Map([[key, object]]));
      else objects.set(key, object);
    }
  }
}

function take<T>(byValue: Map<string, Map<string, T>>, value: string, key: string): void {
  const objects = byValue.get(value);
  objects?.delete(key);
  if (objects?.size === 0) byValue.delete(value);
}
