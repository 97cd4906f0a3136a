import type { KubeObject, OwnerReference } from "./kubeObject.ts";

/** The one owner that manages the object (apimachinery meta/v1 GetControllerOf). */
export function controllerOf({ metadata }: KubeObject): OwnerReference | undefined {
  return metadata.ownerReferences?.find(({ controller }) => controller === true);
}

/** How an object names the owner that manages it (apimachinery meta/v1 NewControllerRef). */
export function controllerReference({ apiVersion, kind, metadata }: KubeObject): OwnerReference {
  const { name, uid } = metadata;
  return { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true };
}

/** The key of its controller's uid for an index: no value for an orphan. */
export function controllerUids(object: KubeObject): readonly string[] {
  const uid = controllerOf(object)?.uid;
  return uid === undefined ? [] : [uid];
}

/** The namespace of an object without a controller, for an index. */
export function orphanNamespaces(object: KubeObject): readonly string[] {
  return controllerOf(object) === undefined ? [object.metadata.namespace ?? ""] : [];
}

/** The object without some of its owners. */
export function withoutOwners<T extends KubeObject>(object: T, isDropped: (reference: OwnerReference) => boolean): T {
  const { ownerReferences = [], ...rest } = object.metadata;
  const kept = ownerReferences.filter((reference) => !isDropped(reference));
  return { ...object, metadata: { ...rest, ...(kept.length === 0 ? {} : { ownerReferences: kept }) } };
}

/** The object without one who has to agree to its end. */
export function withoutFinalizer<T extends KubeObject>(object: T, finalizer: string): T {
  const { finalizers = [], ...rest } = object.metadata;
  const kept = finalizers.filter((one) => one !== finalizer);
  return { ...object, metadata: { ...rest, ...(kept.length === 0 ? {} : { finalizers: kept }) } };
}
