import { pipeline, Readable } from "node:stream";
import { createGzip } from "node:zlib";
import type { HttpAnswer } from "./apiRequest.ts";

/** Shorter bodies are not worth it (apiserver pkg/endpoints/handlers/responsewriters, defaultGzipThresholdBytes). */
const thresholdBytes = 128 * 1024;

/** Says the length of a short body; a long one is packed, if the client takes that. */
export async function compressed(answer: HttpAnswer, acceptsGzip: boolean): Promise<HttpAnswer> {
  const rest = answer.body[Symbol.asyncIterator]();
  const start: Buffer[] = [];
  let length = 0;
  while (length <= thresholdBytes) {
    const next = await rest.next();
    if (next.done)
      return { ...answer, headers: { ...answer.headers, "content-length": String(length) }, body: all(start) };
    start.push(next.value);
    length += next.value.length;
  }
  const body = all(start, rest);
  if (!acceptsGzip) return { ...answer, body };
  const headers = { ...answer.headers, "content-encoding": "gzip", vary: "Accept-Encoding" };
  return { ...answer, headers, body: gzipped(body) };
}

async function* all(start: readonly Buffer[], rest?: AsyncIterator<Buffer>): AsyncIterable<Buffer> {
  yield* start;
  if (rest !== undefined) yield* { [Symbol.asyncIterator]: () => rest };
}

/** At the level of the real server: a tenth of the time of the default for a little more. */
function gzipped(body: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  // Whoever reads hears of errors, as of a body that is not packed.
  return pipeline(Readable.from(body), createGzip({ level: 1 }), () => {});
}
