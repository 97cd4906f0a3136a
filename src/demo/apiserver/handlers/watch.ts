import type { Answer, WatchEvent } from "../answer.ts";
import type { StoredCall } from "../apiServer.ts";
import { selectionOf } from "./selection.ts";
import { WatchQueue } from "./watchQueue.ts";

/** @throws StatusError BadRequest */
export function watchObjects({ server, info, type, request }: StoredCall): Answer {
  const selection = selectionOf(type, info, request.query);
  return {
    type: "watch",
    async *events(signal) {
      const queue = new WatchQueue<WatchEvent>(signal);
      const { registry } = server;
      const unsubscribe = registry.subscribe(type, registry.store.revision, (event) => {
        if (selection.has(event.object)) queue.push({ type: event.type, object: event.object });
      });
      try {
        const there = registry.list(type).filter((object) => selection.has(object));
        yield there.map((object) => ({ type: "ADDED", object }));
        yield* queue.batches();
      } finally {
        unsubscribe();
      }
    },
  };
}
