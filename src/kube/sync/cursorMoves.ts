import type { Cursor, Pause } from "./cursor.ts";

/** Without a wait. */
export const now: Pause = { kind: "none" };

/** The same aim once more, in the way that is best now. */
export function again(cursor: Cursor, pause: Pause): Cursor {
  const { version, resync } = cursor;
  if (!cursor.can.watch) return list(cursor, pause, resync === undefined ? version : undefined);
  const wasTried = resync === "watchFails" && cursor.error !== undefined && cursor.ask.kind !== "watch";
  if (version !== undefined && (resync === undefined || wasTried)) {
    return { ...cursor, ask: { kind: "watch", from: version }, pause, resync: undefined };
  }
  return sync(cursor, pause);
}

export function sync(cursor: Cursor, pause: Pause): Cursor {
  if (!cursor.can.streamingList || !cursor.can.watch) return list(cursor, pause);
  return { ...cursor, ask: { kind: "streamingList" }, pause };
}

export function list(cursor: Cursor, pause: Pause, from?: string): Cursor {
  return { ...cursor, ask: { kind: "list", from, form: cursor.can.listForm }, pause };
}

/** Not older than what we have: cheaper for the server than a consistent read, which polling must not ask for all day. */
export function poll(cursor: Cursor, ms: number): Cursor {
  return list(
    { ...cursor, error: undefined, resync: undefined, unconnected: 0 },
    { kind: "fixed", ms },
    cursor.version,
  );
}

export function watching(cursor: Cursor, version: string): Cursor {
  return {
    ...cursor,
    ask: { kind: "watch", from: version },
    pause: now,
    version,
    error: undefined,
    resync: undefined,
    unconnected: 0,
  };
}

export function mayWatch(cursor: Cursor): Cursor {
  return { ...cursor, polls: 0, watchFailures: 0, can: { ...cursor.can, watch: true } };
}

/** A slow link has to do: listing is not allowed, or something on the way spoils what is packed. */
export function uncompressed(cursor: Cursor): Cursor {
  return { ...cursor, can: { ...cursor.can, streamingList: true, listForm: "paged", compressedList: false } };
}
