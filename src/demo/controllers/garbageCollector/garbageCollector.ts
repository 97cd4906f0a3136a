import { events } from "../../apiserver/resources/events.ts";
import { resourceTypes } from "../../apiserver/resources/index.ts";
import { apiVersionOf, type ResourceType } from "../../apiserver/resourceType.ts";
import type { ApiClient, ObjectEvent } from "../../client.ts";
import type { KubeObject, ObjectName, OwnerReference } from "../../objects/kubeObject.ts";
import { withoutFinalizer, withoutOwners } from "../../objects/ownership.ts";
import type { ControllerContext } from "../controllerContext.ts";
import { WorkQueue } from "../workQueue.ts";
import { Dependents, type Item } from "./dependents.ts";

/**
 * Deletes what nobody owns any more, in the way that was asked for: in the background, before its owner (foreground), or not
 * at all (orphan) (kubernetes pkg/controller/garbagecollector). Returns its inverse.
 */
export function startGarbageCollector({ client, time }: Pick<ControllerContext, "client" | "time">): () => void {
  const collector = new GarbageCollector(client);
  // Events are many, and nobody's.
  const collected = resourceTypes.filter((type) => type !== events);
  const queues = new Map(collected.map((type) => [type, new WorkQueue(time, (name) => collector.attend(type, name))]));
  collector.ask = ({ type, name }) => queues.get(type)?.add(name);
  const stops = collected.map((type) => client.watch(type, (event) => collector.hear(type, event)));
  return () => {
    for (const stop of stops) stop();
    for (const queue of queues.values()) queue.stop();
  };
}

const foreground = "foregroundDeletion";
const orphan = "orphan";

/** What an owner reference is worth. */
type Tie = "solid" | "dangling" | "waiting";

class GarbageCollector {
  readonly #client: ApiClient;
  readonly #dependents = new Dependents();
  /** Has an object attended to, a moment later. */
  ask: (item: Item) => void = () => {};

  constructor(client: ApiClient) {
    this.#client = client;
  }

  hear(type: ResourceType, { type: change, object, previous }: ObjectEvent<KubeObject>): void {
    if (change === "DELETED") {
      this.#dependents.remove(type, object);
      for (const item of this.#dependents.of(object.metadata.uid)) this.ask(item);
      for (const owner of this.#waitingOwners(object)) this.ask(owner);
      return;
    }
    this.#dependents.put(type, object, previous);
    const hasNewOwners = previous?.metadata.ownerReferences !== object.metadata.ownerReferences;
    if (isDeleting(object) || (hasNewOwners && this.#ties(object).some((tie) => tie !== "solid"))) {
      this.ask({ type, name: object.metadata });
    }
  }

  /** Looks at one object: lets it, its owners or its dependents go. @throws StatusError */
  attend(type: ResourceType, name: ObjectName): void {
    const object = this.#client.get(type, name);
    if (object === undefined) return;
    if (isDeleting(object)) this.#finishDeletion(type, object);
    const ties = this.#ties(object);
    if (ties.length === 0) return;
    if (ties.includes("solid")) this.#keepSolid(type, object, ties);
    else if (object.metadata.deletionTimestamp === undefined) this.#delete(type, object, ties);
  }

  /** What its finalizers ask for before it may go. */
  #finishDeletion(type: ResourceType, object: KubeObject): void {
    const { uid, finalizers = [] } = object.metadata;
    const dependents = this.#dependents.of(uid);
    if (finalizers.includes(orphan)) {
      for (const item of dependents) this.#dropOwners(item, ({ uid: owner }) => owner === uid);
      this.#dropFinalizer(type, object, orphan);
    } else {
      const blocking = dependents.filter((item) => this.#blocks(item, uid));
      if (blocking.length === 0) this.#dropFinalizer(type, object, foreground);
      for (const item of blocking) this.ask(item);
    }
  }

  #keepSolid(type: ResourceType, object: KubeObject, ties: readonly Tie[]): void {
    if (ties.every((tie) => tie === "solid")) return;
    const kept = new Set(
      object.metadata.ownerReferences?.filter((_, at) => ties[at] === "solid").map(({ uid }) => uid),
    );
    this.#dropOwners({ type, name: object.metadata }, ({ uid }) => !kept.has(uid));
  }

  /** Its own dependents go first when its owner waits for all of them; else as it wishes itself. */
  #delete(type: ResourceType, { metadata }: KubeObject, ties: readonly Tie[]): void {
    const isAwaited = ties.includes("waiting") && this.#dependents.of(metadata.uid).length > 0;
    const finalizers = metadata.finalizers ?? [];
    const isForeground = isAwaited || finalizers.includes(foreground);
    const propagationPolicy = isForeground ? "Foreground" : finalizers.includes(orphan) ? "Orphan" : "Background";
    this.#client.delete(type, metadata, { propagationPolicy, preconditions: { uid: metadata.uid } });
  }

  #ties({ metadata }: KubeObject): readonly Tie[] {
    return (metadata.ownerReferences ?? []).map((reference) => this.#tie(reference, metadata.namespace));
  }

  #tie(reference: OwnerReference, namespace: string | undefined): Tie {
    const type = typesByKind.get(kindKey(reference));
    // Of a kind that is not known here nobody can say that it is gone.
    if (type === undefined) return "solid";
    const owner = this.#client.get(type, ownerName(type, reference, namespace));
    if (owner?.metadata.uid !== reference.uid) return "dangling";
    const isWaiting = isDeleting(owner) && owner.metadata.finalizers?.includes(foreground);
    return isWaiting && reference.blockOwnerDeletion === true ? "waiting" : "solid";
  }

  #waitingOwners({ metadata }: KubeObject): readonly Item[] {
    return (metadata.ownerReferences ?? []).flatMap((reference) => {
      if (this.#tie(reference, metadata.namespace) !== "waiting") return [];
      const type = typesByKind.get(kindKey(reference)) as ResourceType;
      return [{ type, name: ownerName(type, reference, metadata.namespace) }];
    });
  }

  #blocks({ type, name }: Item, ownerUid: string): boolean {
    const references = this.#client.get(type, name)?.metadata.ownerReferences ?? [];
    return references.some(({ uid, blockOwnerDeletion }) => uid === ownerUid && blockOwnerDeletion === true);
  }

  #dropOwners({ type, name }: Item, isDropped: (reference: OwnerReference) => boolean): void {
    this.#client.update(type, name, (object) => withoutOwners(object, isDropped));
  }

  #dropFinalizer(type: ResourceType, { metadata }: KubeObject, finalizer: string): void {
    this.#client.update(type, metadata, (object) => withoutFinalizer(object, finalizer));
  }
}

/** Waits for the garbage collector before it goes. */
function isDeleting({ metadata }: KubeObject): boolean {
  const { deletionTimestamp, finalizers = [] } = metadata;
  return deletionTimestamp !== undefined && (finalizers.includes(foreground) || finalizers.includes(orphan));
}

const typesByKind = new Map(
  resourceTypes.map((type) => [kindKey({ apiVersion: apiVersionOf(type), kind: type.kind }), type]),
);

function kindKey({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): string {
  return `${apiVersion}/${kind}`;
}

function ownerName(
  { isNamespaced }: ResourceType,
  { name }: OwnerReference,
  namespace: string | undefined,
): ObjectName {
  return isNamespaced && namespace !== undefined ? { namespace, name } : { name };
}
