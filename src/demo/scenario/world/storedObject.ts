import type { ResourceType } from "../../apiserver/resourceType.ts";
import { qualified } from "../../apiserver/statusError.ts";
import type { KubeObject } from "../../objects/kubeObject.ts";

/** An object of the snapshot, and where the store keeps it. */
export interface StoredObject {
  readonly collection: string;
  readonly object: KubeObject;
}

export function stored<T extends KubeObject>(type: ResourceType<T>, object: T): StoredObject {
  return { collection: qualified(type as unknown as ResourceType), object };
}
