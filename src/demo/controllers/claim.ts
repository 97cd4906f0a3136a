import type { ResourceType } from "../apiserver/resourceType.ts";
import type { ApiClient } from "../client.ts";
import type { KubeObject, LabelQuery } from "../objects/kubeObject.ts";
import { matchesQuery } from "../objects/labelQuery.ts";
import { controllerReference, withoutOwners } from "../objects/ownership.ts";

/**
 * Makes those without a controller that an owner's selector takes its own, and lets go of its own that it takes no more
 * (kubernetes pkg/controller ControllerRefManager). Returns those that are its own now.
 */
export function claim<T extends KubeObject>(
  client: ApiClient,
  type: ResourceType<T>,
  owner: KubeObject & { readonly spec: { readonly selector: LabelQuery } },
  { owned, orphans }: { readonly owned: readonly T[]; readonly orphans: readonly T[] },
): readonly T[] {
  const isMeant = ({ metadata }: T) => matchesQuery(owner.spec.selector, metadata.labels);
  if (owner.metadata.deletionTimestamp !== undefined) return owned.filter(isMeant);
  for (const object of owned) if (!isMeant(object)) release(client, type, owner, object);
  const adopted = orphans.filter((object) => object.metadata.deletionTimestamp === undefined && isMeant(object));
  return [...owned.filter(isMeant), ...adopted.flatMap((object) => adopt(client, type, owner, object) ?? [])];
}

function adopt<T extends KubeObject>(client: ApiClient, type: ResourceType<T>, owner: KubeObject, { metadata }: T) {
  const reference = controllerReference(owner);
  return client.update(type, metadata, (object) => {
    const others = object.metadata.ownerReferences ?? [];
    return { ...object, metadata: { ...object.metadata, ownerReferences: [...others, reference] } };
  });
}

function release<T extends KubeObject>(client: ApiClient, type: ResourceType<T>, owner: KubeObject, { metadata }: T) {
  client.update(type, metadata, (object) => withoutOwners(object, ({ uid }) => uid === owner.metadata.uid));
}
