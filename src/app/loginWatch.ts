import type { Clock } from "../base/clock.ts";
import type { Session } from "./session.ts";

const lookEveryMs = 2_000;

/**
 * While the login of `session` is refused, looks at `stamp` now and then, and calls `onChange` when it has become another one:
 * somebody has logged in elsewhere, and need not come back here to say so. Returns its inverse.
 */
export function watchLogin(session: Session, stamp: () => string, clock: Clock, onChange: () => void): () => void {
  let looking: AbortController | undefined;
  const look = async ({ signal }: AbortController) => {
    const before = stamp();
    while (!signal.aborted) {
      await clock.sleep(lookEveryMs, signal).catch(() => {});
      if (!signal.aborted && stamp() !== before) {
        onChange();
        return;
      }
    }
  };
  const follow = () => {
    const isRefused = session.sync.get().phase === "unauthorized";
    if (isRefused === (looking !== undefined)) return;
    looking?.abort();
    looking = isRefused ? new AbortController() : undefined;
    if (looking !== undefined) void look(looking);
  };
  const stop = session.sync.subscribe(follow);
  follow();
  return () => {
    stop();
    looking?.abort();
  };
}
