import { systemClock } from "../base/clock.ts";
import type { RowSink } from "../kube/sync/listWatch.ts";
import { Reflector } from "../kube/sync/reflector.ts";
import type { SyncState } from "../kube/sync/syncState.ts";
import { httpListWatch } from "../kube/wire/httpListWatch.ts";
import { ChangeFeed } from "./changeFeed.ts";
import { ChangePrinter } from "./changePrinter.ts";
import { deadEndIn } from "./deadEnd.ts";
import type { DebugLog } from "./debugLog.ts";
import { checkServerSelectors, enhancedListError } from "./listError.ts";
import type { Output } from "./output.ts";
import { collectionOf, podNamed, type ServerSourceOptions } from "./serverSource.ts";
import { type WatchedPod, watchedPods } from "./watchedPod.ts";
import { WatchNews } from "./watchNews.ts";

/** Hears all that a watch brings, beside the one that prints it. */
export interface WatchListener {
  readonly sink: RowSink<WatchedPod>;
  state(state: SyncState): void;
}

/**
 * Prints pods and then their changes for as long as they come, until `signal` is aborted. Where kubectl ends when the server
 * ends the watch, this takes it up again, and says so when that takes a while.
 * @throws KubeError when the first list fails, or nobody but a person can help; the signal's reason.
 */
export async function printChanges(
  options: ServerSourceOptions,
  { out, log }: { readonly out: Output; readonly log: DebugLog | undefined },
  signal: AbortSignal,
  listener?: WatchListener,
): Promise<never> {
  const { flags, transport, namespace, server, now, say } = options;
  const [name] = flags.names;
  if (flags.sortBy !== undefined) say(sortWarning(flags.watch));
  checkServerSelectors(flags.selectors);
  if (name !== undefined) await podNamed(name, options, signal);
  const { decoder, format } = watchedPods(flags);
  const source = httpListWatch({
    transport,
    path: collectionOf(namespace),
    labelSelector: flags.selectors.labels,
    fieldSelector: name === undefined ? flags.selectors.fields : `metadata.name=${name}`,
    decoder,
    ...(format === undefined ? {} : { format }),
    clock: systemClock,
    random: Math.random,
  });
  const feed = new ChangeFeed(new ChangePrinter(flags, out, now));
  const news = new WatchNews(say);
  const failure = new AbortController();
  const onState = (state: SyncState) => {
    log?.state(state);
    listener?.state(state);
    if (state.phase === "live" || state.phase === "polling") feed.start();
    const error = deadEndIn(state, feed.isStarted);
    if (error !== undefined) failure.abort(enhancedListError(error, flags.selectors));
    else if (feed.isStarted) news.tell(state);
  };
  const reflector = new Reflector({
    source: feed.listenTo(source),
    sink: listener === undefined ? feed : bothSinks(feed, listener.sink),
    clock: systemClock,
    random: Math.random,
    onState,
    host: new URL(server).host,
  });
  const stop = AbortSignal.any([signal, failure.signal]);
  await reflector.run(stop);
  throw stop.reason;
}

function bothSinks<Row>(one: RowSink<Row>, other: RowSink<Row>): RowSink<Row> {
  return {
    apply: (changes) => {
      one.apply(changes);
      other.apply(changes);
    },
    replace: (rows) => {
      one.replace(rows);
      other.replace(rows);
    },
  };
}

function sortWarning(watch: "no" | "after" | "only"): string {
  return watch === "only"
    ? "warning: --watch-only requested, --sort-by will be ignored"
    : "warning: --watch requested, --sort-by will be ignored for watch events received";
}
