import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../base/clock.ts";

/** Longest time that decoding may hold up keys, milliseconds. */
const turnMs = 8;

/** Hands on chunk after chunk, and lets keys and timers have their turn in between. */
export async function* inTurns<T>(chunks: AsyncIterable<T>, clock: Clock): AsyncGenerator<T> {
  let turn = clock.monotonic();
  for await (const chunk of chunks) {
    yield chunk;
    if (clock.monotonic() - turn < turnMs) continue;
    await setImmediate();
    turn = clock.monotonic();
  }
}
