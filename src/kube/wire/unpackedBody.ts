import { gunzip } from "../../base/gunzip.ts";
import { KubeError } from "../kubeError.ts";
import { codeOf } from "./connectionError.ts";

/**
 * Unpacks a gzip body as it arrives. Errors of `packed` come through as they are.
 * @throws KubeError `protocol` when the bytes are not gzip, or end too early.
 */
export async function* unpackedBody(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* gunzip(packed);
  } catch (error) {
    if (!(error instanceof Error) || !codeOf(error).startsWith("Z_")) throw error;
    throw new KubeError("protocol", `The server's compressed answer cannot be unpacked (${error.message}).`, {
      advice: "Something on the way may cut or change answers; set disable-compression for this cluster to go without.",
      cause: error,
    });
  }
}
