import type { Cut, Ending } from "./faults.ts";

/** A body that does not end as it should: whoever sends it sees to that. */
export class BrokenBody extends Error {
  override readonly name = "BrokenBody";
  readonly how: Ending;

  constructor(how: Ending) {
    super(`the body ends with ${how}`);
    this.how = how;
  }
}

/** The first bytes of a body. @throws BrokenBody behind them, when there would have been more */
export async function* cutBody(body: AsyncIterable<Buffer>, { afterBytes, how }: Cut): AsyncIterable<Buffer> {
  let left = afterBytes;
  for await (const piece of body) {
    if (left > 0) yield piece.subarray(0, left);
    if (piece.length > left) throw new BrokenBody(how);
    left -= piece.length;
  }
}

/** The same bytes, `size` at a time at most. */
export async function* inPiecesOf(body: AsyncIterable<Buffer>, size: number): AsyncIterable<Buffer> {
  for await (const piece of body) {
    for (let at = 0; at < piece.length; at += size) yield piece.subarray(at, at + size);
  }
}

/** The same bytes over a slow link. @param wait takes ms */
export async function* paced(
  body: AsyncIterable<Buffer>,
  bytesPerSecond: number,
  wait: (ms: number) => Promise<void>,
): AsyncIterable<Buffer> {
  for await (const piece of inPiecesOf(body, Math.max(1, Math.ceil(bytesPerSecond / 10)))) {
    await wait((piece.length / bytesPerSecond) * 1_000);
    yield piece;
  }
}
