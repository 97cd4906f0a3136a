import type { ApiClient } from "../client.ts";
import { keyOf, nameOf } from "../objects/kubeObject.ts";
import type { VirtualTime } from "../virtualTime.ts";
import { events } from "./resources/events.ts";

/**
 * Forgets Events an hour after they were last written, as the leases of etcd do it for the API server (kube-apiserver
 * --event-ttl). Returns its inverse.
 */
export function startEventExpiry(client: ApiClient, time: VirtualTime): () => void {
  /** By key, when each is over; that which was written first comes first. */
  const ends = new Map<string, number>();
  let cancel: (() => void) | undefined;

  const expire = () => {
    cancel = undefined;
    for (const [key, end] of ends) {
      if (end > time.now()) break;
      client.delete(events, nameOf(key));
    }
    arm();
  };
  const arm = () => {
    const [first] = ends.values();
    if (first !== undefined) cancel ??= time.at(first, expire);
  };

  const stop = client.watch(events, ({ type, object }) => {
    const key = keyOf(object.metadata);
    ends.delete(key);
    if (type !== "DELETED") ends.set(key, time.now() + time.span(lifeMs));
    arm();
  });
  return () => {
    stop();
    cancel?.();
  };
}

const lifeMs = 3_600_000;
