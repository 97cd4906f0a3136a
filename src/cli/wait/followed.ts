import type { ListWatch, WatchEvent } from "../../kube/sync/listWatch.ts";

/**
 * The same source, which tells at once whether its changes are being told: from the end of the list, or the beginning of a watch, on
 * until the stream ends. The states of a reflector are calmer: a watch that is taken up again within a second is live all the time.
 */
export function followed<Row>(source: ListWatch<Row>, onFollowing: (isFollowing: boolean) => void): ListWatch<Row> {
  return {
    streamingList: (from, signal) => telling(source.streamingList(from, signal), isListEnd),
    watch: (from, signal) => telling(source.watch(from, signal), () => true),
    list: (from, options, signal) => source.list(from, options, signal),
    count: (at, signal) => source.count(at, signal),
    probe: (signal) => source.probe(signal),
    dropConnections: () => source.dropConnections(),
  };

  async function* telling(
    batches: AsyncIterable<readonly WatchEvent<Row>[]>,
    isStart: (event: readonly WatchEvent<Row>[]) => boolean,
  ): AsyncGenerator<readonly WatchEvent<Row>[]> {
    let isFollowing = false;
    try {
      for await (const batch of batches) {
        yield batch;
        // Only now it has been taken in.
        if (!isFollowing && isStart(batch)) onFollowing(true);
        isFollowing ||= isStart(batch);
      }
    } finally {
      onFollowing(false);
    }
  }
}

function isListEnd(batch: readonly WatchEvent<unknown>[]): boolean {
  return batch.some((event) => event.type === "bookmark" && event.initialEventsEnd);
}
