import type { ResourceType } from "../../apiserver/resourceType.ts";
import { qualified } from "../../apiserver/statusError.ts";
import { withConditionSince } from "../../objects/conditions.ts";
import { type Condition, type KubeObject, timestamp } from "../../objects/kubeObject.ts";
import type { Namespace } from "../../objects/node.ts";
import type { VirtualTime } from "../../virtualTime.ts";

/** What is still there of a kind. */
export interface Remains {
  readonly type: ResourceType;
  readonly objects: readonly KubeObject[];
}

/**
 * Why a namespace is not gone yet (kubernetes pkg/controller/namespace/deletion status_condition_utils.go). The first two never
 * go wrong here: there is nothing to discover.
 */
export function namespaceConditions({ status }: Namespace, remains: readonly Remains[], time: VirtualTime) {
  const now = timestamp(time.now());
  return [...alwaysWell, contentRemaining(remains), finalizersRemaining(remains)].reduce(
    (conditions, next) => withConditionSince(conditions, next, now),
    status.conditions ?? [],
  );
}

const alwaysWell: readonly Condition[] = [
  {
    type: "NamespaceDeletionDiscoveryFailure",
    status: "False",
    reason: "ResourcesDiscovered",
    message: "All resources successfully discovered",
  },
  {
    type: "NamespaceDeletionGroupVersionParsingFailure",
    status: "False",
    reason: "ParsedGroupVersions",
    message: "All legacy kube types successfully parsed",
  },
  {
    type: "NamespaceDeletionContentFailure",
    status: "False",
    reason: "ContentDeleted",
    message: "All content successfully deleted, may be waiting on finalization",
  },
];

function contentRemaining(remains: readonly Remains[]): Condition {
  const type = "NamespaceContentRemaining";
  if (remains.length === 0) {
    return { type, status: "False", reason: "ContentRemoved", message: "All content successfully removed" };
  }
  // The dot after a kind of the core group stands for its empty group.
  const counts = remains.map(({ type: kind, objects }) => {
    const name = kind.group === "" ? `${kind.resource}.` : qualified(kind);
    return `${name} has ${objects.length} resource instances`;
  });
  const message = `Some resources are remaining: ${counts.sort().join(", ")}`;
  return { type, status: "True", reason: "SomeResourcesRemain", message };
}

function finalizersRemaining(remains: readonly Remains[]): Condition {
  const type = "NamespaceFinalizersRemaining";
  const counts = new Map<string, number>();
  for (const finalizer of remains.flatMap(({ objects }) =>
    objects.flatMap(({ metadata }) => metadata.finalizers ?? []),
  )) {
    counts.set(finalizer, (counts.get(finalizer) ?? 0) + 1);
  }
  if (counts.size === 0) {
    const message = "All content-preserving finalizers finished";
    return { type, status: "False", reason: "ContentHasNoFinalizers", message };
  }
  const texts = [...counts].map(([finalizer, count]) => `${finalizer} in ${count} resource instances`).sort();
  const message = `Some content in the namespace has finalizers remaining: ${texts.join(", ")}`;
  return { type, status: "True", reason: "SomeFinalizersRemain", message };
}
