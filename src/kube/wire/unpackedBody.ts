import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { KubeError } from "../kubeError.ts";

/**
 * Unpacks a gzip body as it arrives. Errors of `packed` come through as they are.
 * @throws KubeError `protocol` when the bytes are not gzip, or end too early.
 */
export async function* gunzip(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  // Loaded when it is needed first: it would be a third of the time that this folder takes to load.
  const { createGunzip } = await import("node:zlib");
  const unpacked = createGunzip({ chunkSize: 64 * 1024 });
  const source = Readable.from(packed, { objectMode: false });
  const done = pipeline(source, unpacked);
  // Whoever reads gets the same error from `unpacked`.
  done.catch(() => undefined);
  try {
    yield* unpacked;
    await done;
  } catch (error) {
    if (!isZlibError(error)) throw error;
    throw new KubeError("protocol", `The server's compressed answer cannot be unpacked (${error.message}).`, {
      advice: "Something on the way may cut or change answers; set disable-compression for this cluster to go without.",
      cause: error,
    });
  } finally {
    source.destroy();
    unpacked.destroy();
  }
}

function isZlibError(error: unknown): error is Error {
  return error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("Z_");
}
