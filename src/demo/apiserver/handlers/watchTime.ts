import type { ApiServer } from "../apiServer.ts";
import { afterUnhurried } from "../unhurried.ts";
import type { ListOptions } from "./listOptions.ts";
import type { OpenWatch } from "./openWatch.ts";

/** Of bookmarks (apiserver pkg/storage/cacher/cacher.go). */
const bookmarkEveryMs = 60_000;
/** So long before the end there is one more. */
const beforeEndMs = 2_000;
/** `--min-request-timeout`: how long the server keeps a watch that asks for no time, up to twice as long. */
const minSeconds = 1_800;

/** Says when a watch is due for a bookmark and when it ends. Returns its inverse. */
export function keepTime(
  { time, random }: ApiServer,
  { timeoutSeconds, allowsBookmarks }: ListOptions,
  { bookmark, end }: OpenWatch,
): () => void {
  const lastsMs = 1_000 * (timeoutSeconds > 0 ? timeoutSeconds : random.between(minSeconds, 2 * minSeconds));
  const cancels = new Map<string, () => void>();
  const plan = (what: string, ms: number, task: () => void) => cancels.set(what, afterUnhurried(time, ms, task));
  const heartbeat = () => {
    bookmark();
    plan("heartbeat", bookmarkEveryMs, heartbeat);
  };
  plan("end", lastsMs, end);
  if (allowsBookmarks) {
    plan("heartbeat", bookmarkEveryMs, heartbeat);
    if (lastsMs > beforeEndMs) plan("last", lastsMs - beforeEndMs, bookmark);
  }
  return () => {
    for (const cancel of cancels.values()) cancel();
  };
}
