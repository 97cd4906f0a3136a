import type { KubeObject } from "../../objects/kubeObject.ts";
import type { StoreEvent } from "../../store/store.ts";
import type { Answer, Garbage, WatchEvent } from "../answer.ts";
import type { StoredCall } from "../apiServer.ts";
import { apiVersionOf, type ResourceType } from "../resourceType.ts";
import { qualified, StatusError } from "../statusError.ts";
import { checkWatchOptions, type ListOptions, listOptionsOf, untilFresh, versionFrom } from "./listOptions.ts";
import type { OpenWatch } from "./openWatch.ts";
import { type Selection, selectionOf } from "./selection.ts";
import { WatchQueue } from "./watchQueue.ts";
import { keepTime } from "./watchTime.ts";

/**
 * A watch from a version on, from now on, or from all that is there on (apiserver pkg/storage/cacher, Watch). What is wrong
 * with the version is an ERROR event in an answer that has begun well.
 * @throws StatusError BadRequest, Invalid
 */
export function watchObjects(call: StoredCall): Answer {
  const { type, info, request } = call;
  const { streamingLists } = request.features;
  const selection = selectionOf(type, info, request.query);
  const asked = listOptionsOf(request.query);
  const options = streamingLists === "ignored" ? { ...asked, match: "", sendInitialEvents: undefined } : asked;
  checkWatchOptions(options, streamingLists === "on");
  const version = versionFrom(options.resourceVersion, (message) => new StatusError("", message));
  return { type: "watch", events: (signal) => events(call, { ...options, version }, selection, signal) };
}

interface WatchOptions extends ListOptions {
  readonly version: number | undefined;
}

/** So many events wait for a reader that is slow. */
const queueLimit = 10_000;
/** So many objects are written at a time, so that others have their turn. */
const batchSize = 100;

async function* events(
  call: StoredCall,
  options: WatchOptions,
  selection: Selection,
  signal: AbortSignal,
): AsyncIterable<readonly (WatchEvent | Garbage)[]> {
  const { type, server, request } = call;
  const { store } = server.registry;
  if (options.sendInitialEvents) await untilFresh(server, options.resourceVersion, signal);
  const { revision } = store;
  const told = (event: StoreEvent) => (server.skipped.has(event.revision) ? [] : selectedEvents(event, selection));
  const start = startOf(call, options);
  const queue = new WatchQueue<WatchEvent | Garbage>(queueLimit, signal);
  const watch: OpenWatch = {
    request,
    push: (item) => queue.push(item),
    bookmark: () => queue.push(bookmarkAt(type, store.revision)),
    end: () => queue.end(),
  };
  const unsubscribe = server.registry.subscribe(type, Math.max(revision, options.version ?? 0), (event) => {
    for (const change of told(event)) queue.push(change);
  });
  const stop = keepTime(server, options, watch);
  server.watches.set([...server.watches.get(), watch]);
  try {
    for (let at = 0; at < start.there.length && !signal.aborted; at += batchSize) {
      const some = start.there.slice(at, at + batchSize).filter((object) => selection.has(object));
      yield some.map((object) => ({ type: "ADDED", object }));
    }
    if (start.isMarked) yield [bookmarkAt(type, revision, endOfInitialEvents)];
    yield start.missed.flatMap(told);
    yield* queue.batches();
  } finally {
    stop();
    unsubscribe();
    server.watches.set(server.watches.get().filter((open) => open !== watch));
  }
}

const endOfInitialEvents = { annotations: { "k8s.io/initial-events-end": "true" } };

interface WatchStart {
  /** Told first, as added. */
  readonly there: readonly KubeObject[];
  /** The end of what is there is told by a bookmark. */
  readonly isMarked: boolean;
  readonly missed: readonly StoreEvent[];
}

const nothing: WatchStart = { there: [], isMarked: false, missed: [] };

/** @throws StatusError Expired */
function startOf({ server, type, request }: StoredCall, options: WatchOptions): WatchStart {
  const { store } = server.registry;
  const { version = 0, sendInitialEvents, allowsBookmarks } = options;
  if (sendInitialEvents || (version === 0 && sendInitialEvents === undefined)) {
    // Without being asked for, too, since there are streaming lists at all.
    const isMarked = allowsBookmarks && request.features.streamingLists !== "ignored";
    return { there: store.list(qualified(type)) ?? [], isMarked, missed: [] };
  }
  if (version === 0) return nothing;
  const missed = store.since(qualified(type), version);
  if (missed === undefined) {
    throw new StatusError("Expired", `too old resource version: ${version} (${store.compactedRevision})`);
  }
  return { ...nothing, missed };
}

/** What a change is to those who see the selection only: objects come into it and leave it (cacheWatcher, convertToWatchEvent). */
function selectedEvents({ type, object, previous }: StoreEvent, selection: Selection): readonly WatchEvent[] {
  const is = type !== "DELETED" && selection.has(object);
  const was = previous !== undefined && selection.has(previous);
  if (is) return [{ type: was ? "MODIFIED" : "ADDED", object }];
  if (!was) return [];
  const { resourceVersion } = object.metadata;
  return [{ type: "DELETED", object: { ...previous, metadata: { ...previous.metadata, resourceVersion } } }];
}

function bookmarkAt(
  type: ResourceType,
  revision: number,
  metadata: Readonly<Record<string, unknown>> = {},
): WatchEvent {
  const object = { kind: type.kind, apiVersion: apiVersionOf(type) };
  return { type: "BOOKMARK", object: { ...object, metadata: { resourceVersion: String(revision), ...metadata } } };
}
