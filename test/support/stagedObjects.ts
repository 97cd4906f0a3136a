import type { ApiServer } from "../../src/demo/apiserver/apiServer.ts";
import { namespaces } from "../../src/demo/apiserver/resources/namespaces.ts";
import { pods } from "../../src/demo/apiserver/resources/pods.ts";
import type { KubeObject } from "../../src/demo/objects/kubeObject.ts";

/** An object as JSON; what is missing of it is filled in when it is put. */
export interface StagedObject {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

const collections = { Pod: pods.resource, Namespace: namespaces.resource } as const;

/** The objects of one kind, as a test puts them: no rule of the API server asks whether they can be. */
export class StagedObjects {
  readonly #kind: keyof typeof collections;
  readonly #server: ApiServer;
  #uids = 0;

  constructor(kind: keyof typeof collections, server: ApiServer) {
    this.#kind = kind;
    this.#server = server;
  }

  /** Adds or changes. Keeps the uid of what it changes, unless the object brings its own. With `silent`, watchers never hear of it. */
  put(object: StagedObject, silent = false): KubeObject {
    const { store } = this.#server.registry;
    const before = store.get(collections[this.#kind], object.metadata)?.metadata;
    const { uid = `uid-${this.#kind.toLowerCase()}-${++this.#uids}`, creationTimestamp = createdAt } = before ?? {};
    if (silent) this.#server.skipEvents(1);
    return store.put(collections[this.#kind], completed(this.#kind, object, { uid, creationTimestamp }));
  }

  /** With `silent`, watchers never hear of it. */
  delete(namespace: string, name: string, silent = false): void {
    if (silent) this.#server.skipEvents(1);
    const gone = this.#server.registry.store.delete(collections[this.#kind], { namespace, name });
    if (gone === undefined) throw new Error(`no ${this.#kind} ${namespace}/${name} to delete`);
  }

  /** Forgets the history: what starts at an older version than the current one gets 410. */
  compact(): void {
    this.#server.registry.store.compact();
  }
}

const createdAt = "2026-01-05T10:00:00Z";

export function completed(kind: string, object: StagedObject, metadata: object = {}): KubeObject {
  return { apiVersion: "v1", kind, ...object, metadata: { ...metadata, ...object.metadata } } as unknown as KubeObject;
}
