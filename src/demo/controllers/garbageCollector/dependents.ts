import type { ResourceType } from "../../apiserver/resourceType.ts";
import { type KubeObject, keyOf, type ObjectName } from "../../objects/kubeObject.ts";

/** An object of a kind. */
export interface Item {
  readonly type: ResourceType;
  readonly name: ObjectName;
}

/** Who names whom as an owner, by the uid of the owner: of any kind, there or not. */
export class Dependents {
  readonly #byOwner = new Map<string, Map<string, Item>>();

  of(ownerUid: string): readonly Item[] {
    return [...(this.#byOwner.get(ownerUid)?.values() ?? [])];
  }

  put(type: ResourceType, { metadata }: KubeObject, previous: KubeObject | undefined): void {
    const uids = new Set(metadata.ownerReferences?.map(({ uid }) => uid));
    for (const { uid } of previous?.metadata.ownerReferences ?? []) if (!uids.has(uid)) this.#take(uid, type, metadata);
    for (const uid of uids) {
      const items = this.#byOwner.get(uid) ?? new Map<string, Item>();
      const key = itemKey(type, metadata);
      if (!items.has(key)) items.set(key, { type, name: nameAlone(metadata) });
      this.#byOwner.set(uid, items);
    }
  }

  remove(type: ResourceType, { metadata }: KubeObject): void {
    for (const { uid } of metadata.ownerReferences ?? []) this.#take(uid, type, metadata);
  }

  #take(uid: string, type: ResourceType, name: ObjectName): void {
    const items = this.#byOwner.get(uid);
    items?.delete(itemKey(type, name));
    if (items?.size === 0) this.#byOwner.delete(uid);
  }
}

function itemKey({ group, resource }: ResourceType, name: ObjectName): string {
  return `${group}/${resource}/${keyOf(name)}`;
}

function nameAlone({ namespace, name }: ObjectName): ObjectName {
  return namespace === undefined ? { name } : { namespace, name };
}
