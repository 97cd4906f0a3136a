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
