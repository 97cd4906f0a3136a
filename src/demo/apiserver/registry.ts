import { isDeepStrictEqual } from "node:util";
import type { KubeObject, NewObject, ObjectMeta, ObjectName } from "../objects/kubeObject.ts";
import { timestamp } from "../objects/kubeObject.ts";
import type { Random } from "../random.ts";
import type { Store, StoreEvent } from "../store/store.ts";
import type { VirtualTime } from "../virtualTime.ts";
import { namespaces } from "./resources/namespaces.ts";
import { apiVersionOf, countsGenerations, type ResourceType } from "./resourceType.ts";
import {
  alreadyExists,
  conflict,
  type FieldProblem,
  invalid,
  notFound,
  qualified,
  StatusError,
} from "./statusError.ts";
import { annotationProblems, labelProblems, nameProblems } from "./validation/names.ts";

export interface DeleteOptions {
  readonly gracePeriodSeconds?: number;
  readonly propagationPolicy?: "Background" | "Foreground" | "Orphan";
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
  /** Checks all and changes nothing. */
  readonly dryRun?: boolean;
}

export interface Deletion<T extends KubeObject> {
  readonly object: T;
  /** False while the object waits, marked, for its grace period or its finalizers. */
  readonly isGone: boolean;
}

export interface RegistryOptions {
  readonly store: Store;
  readonly time: VirtualTime;
  readonly random: Random;
}

/**
 * Objects with the rules that hold for all kinds: names, versions, generations, graceful deletion, finalizers. Everything
 * that changes an object comes through here (apiserver pkg/registry/generic/registry/store.go).
 */
export class Registry {
  readonly store: Store;
  readonly #time: VirtualTime;
  readonly #random: Random;

  constructor({ store, time, random }: RegistryOptions) {
    this.store = store;
    this.#time = time;
    this.#random = random;
  }

  get<T extends KubeObject>(type: ResourceType<T>, name: ObjectName): T | undefined {
    return this.store.get(qualified(type), name) as T | undefined;
  }

  /** @throws StatusError NotFound */
  mustGet<T extends KubeObject>(type: ResourceType<T>, name: ObjectName): T {
    const object = this.get(type, name);
    if (object === undefined) throw notFound(type, name.name);
    return object;
  }

  /** By key; of one namespace or of all. */
  list<T extends KubeObject>(type: ResourceType<T>, namespace?: string): readonly T[] {
    const all = this.store.list(qualified(type)) as readonly T[];
    return namespace === undefined ? all : all.filter(({ metadata }) => metadata.namespace === namespace);
  }

  /**
   * @param fromClient who may send anything: the object is held against the rules of its kind.
   * @throws StatusError when the object cannot be, as it stands
   */
  create<T extends KubeObject>(
    type: ResourceType<T>,
    object: NewObject<T>,
    { dryRun = false, fromClient = false } = {},
  ): T {
    const complete = this.#completed(type, object);
    if (type.isReadOnly === true) throw unattended(type, complete.metadata.name);
    const { name, namespace } = complete.metadata;
    if (namespace !== undefined) this.#checkNamespace(type, namespace, name);
    const prepared = type.prepareForCreate?.(complete) ?? complete;
    if (fromClient) checkValid(type, prepared, undefined);
    if (this.get(type, prepared.metadata) !== undefined) throw alreadyExists(type, name);
    return dryRun ? prepared : this.store.put(qualified(type), prepared);
  }

  /**
   * Reads, changes, writes. When the changed object carries a resourceVersion, it must be the current one.
   * @param change gets the current object; returning the same one writes nothing.
   * @param fromClient as above; of what is no subresource.
   * @throws StatusError NotFound, Conflict, Invalid
   */
  update<T extends KubeObject>(
    type: ResourceType<T>,
    name: ObjectName,
    change: (object: T) => T,
    { subresource = "", dryRun = false, fromClient = false } = {},
  ): T {
    const previous = this.mustGet(type, name);
    const changed = change(previous);
    if (changed === previous) return previous;
    checkVersion(type, changed, previous);
    const next =
      subresource === "status" ? withStatusOf(changed, previous) : this.#prepared(type, changed, previous, subresource);
    if (fromClient && subresource === "") checkValid(type, next, previous);
    if (isDeepStrictEqual(next, previous)) return previous;
    if (dryRun) return next;
    const stored = this.store.put(qualified(type), next);
    if (mayGo(stored)) this.store.delete(qualified(type), name);
    return stored;
  }

  /** @throws StatusError NotFound, Conflict */
  delete<T extends KubeObject>(type: ResourceType<T>, name: ObjectName, options: DeleteOptions = {}): Deletion<T> {
    const object = this.mustGet(type, name);
    checkPreconditions(type, object, options.preconditions);
    const marked = this.#marked(type, object, options);
    if (options.dryRun) return { object: marked, isGone: mayGo(marked) };
    if (marked !== object && !mayGo(marked)) {
      return { object: this.store.put(qualified(type), marked), isGone: false };
    }
    if (!mayGo(marked)) return { object, isGone: false };
    return this.store.together(() => {
      // What could have stayed for a while is marked first, however short its time is.
      if (type.gracePeriodSeconds !== undefined && marked !== object) this.store.put(qualified(type), marked);
      return { object: (this.store.delete(qualified(type), name) as T | undefined) ?? object, isGone: true };
    });
  }

  /** Hears of changes after `revision`. Returns its inverse. */
  subscribe(type: ResourceType, revision: number, listener: (event: StoreEvent) => void): () => void {
    const collection = qualified(type);
    return this.store.subscribe((event) => {
      if (event.collection === collection && event.revision > revision) listener(event);
    });
  }

  #completed<T extends KubeObject>(type: ResourceType<T>, object: NewObject<T>): T {
    const { metadata } = object;
    const name = metadata.name ?? this.#generatedName(metadata.generateName);
    const problems = name === undefined ? [nameRequired] : [];
    if (problems.length > 0) throw invalid(type, "", problems);
    const { resourceVersion, deletionTimestamp, deletionGracePeriodSeconds, ...kept } = metadata;
    return {
      ...object,
      apiVersion: apiVersionOf(type),
      kind: type.kind,
      metadata: {
        ...kept,
        name,
        uid: this.#random.uuid(),
        ...(countsGenerations(type) ? { generation: 1 } : {}),
        creationTimestamp: timestamp(this.#time.now()),
      },
    } as unknown as T;
  }

  #generatedName(base: string | undefined): string | undefined {
    return base === undefined ? undefined : `${base.slice(0, 58)}${this.#random.suffix(5)}`;
  }

  #checkNamespace(type: ResourceType, namespace: string, name: string): void {
    const found = this.get(namespaces, { name: namespace });
    if (found === undefined) throw notFound(namespaces, namespace);
    if (found.status.phase !== "Terminating") return;
    const message = `${qualified(type)} "${name}" is forbidden: unable to create new content in namespace ${namespace} because it is being terminated`;
    throw new StatusError("Forbidden", message, { name, kind: type.resource });
  }

  #prepared<T extends KubeObject>(type: ResourceType<T>, changed: T, previous: T, subresource: string): T {
    const metadata = { ...changed.metadata, ...fixedMetadata(previous.metadata) };
    const complete = { ...changed, apiVersion: previous.apiVersion, kind: previous.kind, metadata };
    const kept = hasStatus(type) ? withStatusOf(previous, complete) : complete;
    const next = subresource === "" ? (type.prepareForUpdate?.(kept, previous) ?? kept) : kept;
    // That the scheduler found a node is no change of what is asked for.
    const isAsked = countsGenerations(type) && subresource !== "binding";
    if (!isAsked || isDeepStrictEqual(specOf(next), specOf(previous))) return next;
    return { ...next, metadata: { ...next.metadata, generation: (previous.metadata.generation ?? 1) + 1 } };
  }

  /** As it is when its deletion is asked for; the same object when nothing is new about that. */
  #marked<T extends KubeObject>(type: ResourceType<T>, object: T, options: DeleteOptions): T {
    const { metadata } = object;
    const grace = type.gracePeriodSeconds?.(object, options.gracePeriodSeconds) ?? 0;
    const isMarked = metadata.deletionTimestamp !== undefined;
    const isSooner = !isMarked || grace < (metadata.deletionGracePeriodSeconds ?? 0);
    const finalizers = finalizersFor(metadata.finalizers ?? [], options);
    if (!isSooner && isDeepStrictEqual(finalizers, metadata.finalizers ?? [])) return object;
    const { finalizers: _, ...rest } = metadata;
    const marked: T = {
      ...object,
      metadata: {
        ...rest,
        ...(isSooner ? this.#deadline(grace) : {}),
        ...(finalizers.length === 0 ? {} : { finalizers }),
        ...(metadata.generation === undefined || isMarked ? {} : { generation: metadata.generation + 1 }),
      },
    };
    return isMarked ? marked : (type.prepareForDelete?.(marked) ?? marked);
  }

  #deadline(graceSeconds: number): Partial<ObjectMeta> {
    return {
      deletionTimestamp: timestamp(this.#time.now() + this.#time.span(graceSeconds * 1000)),
      deletionGracePeriodSeconds: graceSeconds,
    };
  }
}

/** An object that nothing here acts on would only pretend to work. */
function unattended(type: ResourceType, name: string): StatusError {
  const message = `${qualified(type)} "${name}" is forbidden: nothing in this demo cluster acts on ${type.resource}`;
  const group = type.group === "" ? {} : { group: type.group };
  return new StatusError("Forbidden", message, { name, ...group, kind: type.resource });
}

const nameRequired: FieldProblem = {
  field: "metadata.name",
  reason: "FieldValueRequired",
  message: "Required value: name or generateName is required",
};

/** Whatever a client sends, these stay. */
function fixedMetadata(metadata: ObjectMeta): Partial<ObjectMeta> {
  const { name, namespace, uid, creationTimestamp, generation, deletionTimestamp, deletionGracePeriodSeconds } =
    metadata;
  return {
    name,
    uid,
    creationTimestamp,
    resourceVersion: metadata.resourceVersion,
    ...(namespace === undefined ? {} : { namespace }),
    ...(generation === undefined ? {} : { generation }),
    ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }),
    ...(deletionGracePeriodSeconds === undefined ? {} : { deletionGracePeriodSeconds }),
  };
}

function checkVersion(type: ResourceType, { metadata }: KubeObject, previous: KubeObject): void {
  const { name, uid, resourceVersion } = metadata;
  if ((resourceVersion ?? "") !== "" && resourceVersion !== previous.metadata.resourceVersion) {
    const why = "the object has been modified; please apply your changes to the latest version and try again";
    throw conflict(type, name, why);
  }
  if ((uid ?? "") !== "" && uid !== previous.metadata.uid) {
    const why = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${previous.metadata.uid}`;
    throw conflict(type, name, why);
  }
}

/** In the words of apiserver pkg/registry/rest/delete.go. */
function checkPreconditions(
  type: ResourceType,
  { metadata }: KubeObject,
  wanted: DeleteOptions["preconditions"] = {},
): void {
  const { uid = metadata.uid, resourceVersion = metadata.resourceVersion } = wanted;
  const refused = (field: string, sent: string, recorded: string, why: string) =>
    conflict(
      { ...type, resource: type.kind },
      metadata.name,
      `the ${field} in the precondition (${sent}) does not match the ${field} in record (${recorded}). The object might have been ${why}`,
    );
  if (uid !== metadata.uid) throw refused("UID", uid, metadata.uid, "deleted and then recreated");
  if (resourceVersion !== metadata.resourceVersion) {
    throw refused("ResourceVersion", resourceVersion, metadata.resourceVersion, "modified");
  }
}

function checkValid<T extends KubeObject>(type: ResourceType<T>, object: T, previous: T | undefined): void {
  const problems = [...metadataProblems(type, object.metadata), ...(type.validate?.(object, previous) ?? [])];
  if (problems.length > 0) throw invalid(type, object.metadata.name, problems);
}

function metadataProblems({ nameRule = "subdomain" }: ResourceType, metadata: ObjectMeta): readonly FieldProblem[] {
  return [
    ...nameProblems("metadata.name", metadata.name, nameRule),
    ...labelProblems("metadata.labels", metadata.labels),
    ...annotationProblems("metadata.annotations", metadata.annotations),
  ];
}

function hasStatus({ subresources }: ResourceType): boolean {
  return subresources.includes("status");
}

/** `object` with the status of `source`; with none when that has none. */
function withStatusOf<T extends KubeObject>(source: T, object: T): T {
  const { status: _, ...rest } = object as T & { status?: unknown };
  const { status } = source as T & { status?: unknown };
  return (status === undefined ? rest : { ...rest, status }) as T;
}

function specOf(object: KubeObject): unknown {
  return (object as KubeObject & { spec?: unknown }).spec;
}

const garbageFinalizers = { Foreground: ["foregroundDeletion"], Orphan: ["orphan"], Background: [] } as const;
const garbage: ReadonlySet<string> = new Set(Object.values(garbageFinalizers).flat());

/** What becomes of the dependents is decided by who asked last; of others it is not touched. */
function finalizersFor(before: readonly string[], { propagationPolicy }: DeleteOptions): readonly string[] {
  if (propagationPolicy === undefined) return before;
  return [...before.filter((finalizer) => !garbage.has(finalizer)), ...garbageFinalizers[propagationPolicy]];
}

/** Deleted, with nobody who still has to agree. */
function mayGo({ metadata, ...rest }: KubeObject): boolean {
  const { spec } = rest as { spec?: { finalizers?: readonly string[] } };
  return (
    metadata.deletionTimestamp !== undefined &&
    (metadata.deletionGracePeriodSeconds ?? 0) === 0 &&
    (metadata.finalizers ?? []).length === 0 &&
    (spec?.finalizers ?? []).length === 0
  );
}
