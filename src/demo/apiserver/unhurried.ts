import type { VirtualTime } from "../virtualTime.ts";

/**
 * Runs `task` after `ms`, however fast things happen in the cluster: clients have clocks of their own, and time-outs and
 * bookmarks are for them. Returns its inverse.
 */
export function afterUnhurried(time: VirtualTime, ms: number, task: () => void): () => void {
  return time.after(ms / time.span(1), task);
}

/** Resolves after `ms`, as above, or when the signal is aborted. */
export function unhurried(time: VirtualTime, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      cancel();
      signal.removeEventListener("abort", done);
      resolve();
    };
    const cancel = afterUnhurried(time, ms, done);
    signal.addEventListener("abort", done, { once: true });
    if (signal.aborted) done();
  });
}
