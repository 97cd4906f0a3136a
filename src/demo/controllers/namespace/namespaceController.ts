import { resourceTypes } from "../../apiserver/resources/index.ts";
import { namespaces } from "../../apiserver/resources/namespaces.ts";
import { pods } from "../../apiserver/resources/pods.ts";
import type { ResourceType } from "../../apiserver/resourceType.ts";
import type { ObjectName } from "../../objects/kubeObject.ts";
import type { Namespace } from "../../objects/node.ts";
import type { ControllerContext } from "../controllerContext.ts";
import { WorkQueue } from "../workQueue.ts";
import { namespaceConditions, type Remains } from "./namespaceConditions.ts";

/**
 * Empties a namespace that is to go, pods first and with their grace, and lets it go when nothing is left (kubernetes
 * pkg/controller/namespace). Returns its inverse.
 */
export function startNamespaceController({ client, time }: Pick<ControllerContext, "client" | "time">): () => void {
  const sync = (name: ObjectName) => {
    const namespace = client.get(namespaces, name);
    if (namespace?.metadata.deletionTimestamp === undefined) return;
    for (const type of contentTypes) empty(type, name.name);
    const remains = remainsOf(name.name);
    client.updateStatus(namespaces, name, (current) => ({
      ...current,
      status: { ...current.status, conditions: namespaceConditions(current, remains, time) },
    }));
    if (remains.length === 0) client.finalize(namespace);
    else queue.add(name, 1000 * (secondsFor(remains) / 2 + 1));
  };

  const empty = (type: ResourceType, namespace: string) => {
    // What the pods need stays until they are gone.
    if (type !== pods && client.list(pods, namespace).length > 0) return;
    for (const { metadata } of client.list(type, namespace)) {
      const { uid, deletionTimestamp } = metadata;
      if (deletionTimestamp === undefined) {
        client.delete(type, metadata, { propagationPolicy: "Background", preconditions: { uid } });
      }
    }
  };

  const remainsOf = (namespace: string): readonly Remains[] =>
    contentTypes
      .map((type) => ({ type, objects: client.list(type, namespace) }))
      .filter(({ objects }) => objects.length > 0);

  const hear = ({ metadata }: Namespace) => {
    if (metadata.deletionTimestamp !== undefined) queue.add(metadata, startsAfterMs);
  };

  const queue = new WorkQueue(time, sync);
  const stop = client.watch(namespaces, ({ object }) => hear(object));
  return () => {
    stop();
    queue.stop();
  };
}

/** So long after its deletion, everybody knows that nothing may come any more (namespaceDeletionGracePeriod). */
const startsAfterMs = 5000;

const contentTypes: readonly ResourceType[] = [pods, ...resourceTypes.filter((type) => type !== pods)].filter(
  (type) => type.isNamespaced,
);

/** How long what is left may take to go, as the real controller guesses it. */
function secondsFor(remains: readonly Remains[]): number {
  const objects = remains.flatMap((kind) => kind.objects);
  return Math.max(
    ...objects.map(({ metadata: { finalizers = [], deletionGracePeriodSeconds = 0 } }) =>
      finalizers.length > 0 ? 15 : deletionGracePeriodSeconds,
    ),
  );
}
