import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/**
 * Unpacks gzip as it arrives. Errors of `packed` come through as they are.
 * @throws the error of node:zlib, whose code starts with `Z_`, when the bytes are not gzip, or end too early.
 */
export async function* gunzip(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  // Loaded when it is needed first: it takes longer than all else that a request loads.
  const { createGunzip } = await import("node:zlib");
  const unpacked = createGunzip({ chunkSize: 64 * 1024 });
  const source = Readable.from(packed, { objectMode: false });
  const done = pipeline(source, unpacked);
  // Whoever reads gets the same error from `unpacked`.
  done.catch(() => undefined);
  try {
    yield* unpacked;
    await done;
  } finally {
    source.destroy();
    unpacked.destroy();
  }
}
