import type { IncomingMessage } from "node:http";
import { TLSSocket } from "node:tls";
import type { ApiRequest, Features } from "./apiRequest.ts";
import { StatusError } from "./statusError.ts";

/** Bytes of a body at most (apiserver MaxRequestBodyBytes). */
const bodyLimit = 3 * 1024 * 1024;

/** @param connection which of the port's connections it came over, from 1 */
export function requestFrom(incoming: IncomingMessage, features: Features, connection: number): ApiRequest {
  const url = new URL(incoming.url ?? "/", "http://demo");
  const { socket } = incoming;
  let body: Promise<Buffer> | undefined;
  return {
    method: incoming.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    rawHeaders: incoming.rawHeaders,
    connection,
    features,
    certificate: socket instanceof TLSSocket && socket.authorized ? socket.getPeerCertificate() : undefined,
    body() {
      body ??= bodyOf(incoming);
      return body;
    },
  };
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  // The rest of what is too long is still to be read past, or the client would never hear of it.
  for await (const part of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > bodyLimit) {
      incoming.resume();
      throw new StatusError("RequestEntityTooLarge", `Request entity too large: limit is ${bodyLimit}`);
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}
