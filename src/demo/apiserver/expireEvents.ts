import { keyOf, type ObjectName } from "../objects/kubeObject.ts";
import type { Store } from "../store/store.ts";
import type { VirtualTime } from "../virtualTime.ts";
import { events } from "./resources/events.ts";
import { qualified } from "./statusError.ts";

/** How long the server keeps an Event after it was written (kube-apiserver --event-ttl). */
export const eventLifetimeMs = 3_600_000;

const collection = qualified(events);

/** Forgets Events that nobody has written for an hour, those of the store among them. Returns its inverse. */
export function expireEvents(store: Store, time: VirtualTime): () => void {
  /** In the order in which their hour is over; one that was written again stands here again. */
  const waiting = new Map<string, { readonly name: ObjectName; readonly at: number }>();
  let cancel = () => {};

  const keep = ({ metadata }: { readonly metadata: ObjectName }) => {
    const { namespace, name } = metadata;
    const key = keyOf(metadata);
    const isFirst = waiting.size === 0;
    waiting.delete(key);
    const kept: ObjectName = namespace === undefined ? { name } : { namespace, name };
    waiting.set(key, { name: kept, at: time.now() + time.span(eventLifetimeMs) });
    if (isFirst) waitForOldest();
  };
  const waitForOldest = () => {
    cancel();
    const [oldest] = waiting.values();
    if (oldest !== undefined) cancel = time.at(oldest.at, forget);
  };
  const forget = () => {
    for (const [key, { name, at }] of waiting) {
      if (at > time.now()) break;
      waiting.delete(key);
      store.delete(collection, name);
    }
    waitForOldest();
  };

  for (const event of store.list(collection) ?? []) keep(event);
  const unsubscribe = store.subscribe((change) => {
    if (change.collection !== collection) return;
    if (change.type === "DELETED") waiting.delete(keyOf(change.object.metadata));
    else keep(change.object);
  });
  return () => {
    unsubscribe();
    cancel();
  };
}
