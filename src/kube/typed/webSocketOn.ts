import type { IncomingMessage } from "node:http";
import { WebSocket } from "ws";
import { plainText } from "../../base/plainText.ts";
import { KubeError } from "../kubeError.ts";
import { beginningOf } from "../wire/beginningOf.ts";
import { refusalError } from "../wire/statusError.ts";
import type { Line } from "../wire/transport.ts";

/** How long the server may take to answer, ms. */
const handshakeMs = 30_000;

/**
 * Makes a line a WebSocket that speaks one of `protocols`. `onMessage` hears everything that comes on it.
 * @throws KubeError with the server's own words when it refuses.
 */
export function webSocketOn(
  { socket, url, headers }: Line,
  protocols: readonly string[],
  onMessage: (message: Buffer) => void,
): Promise<WebSocket> {
  const { promise, resolve, reject } = Promise.withResolvers<WebSocket>();
  const address = new URL(url);
  address.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  const client = new WebSocket(address, [...protocols], {
    createConnection: () => socket,
    // Node.js takes lists as well, and sends each of their values.
    headers: headers as Record<string, string>,
    handshakeTimeout: handshakeMs,
    perMessageDeflate: false,
  });
  client.on("message", onMessage);
  client.once("open", () => resolve(client));
  client.on("unexpected-response", (request, response) => {
    void refusalOf(response, url).then((error) => {
      request.destroy();
      reject(error);
    });
  });
  // Once it is open, it closes when its connection breaks, which is all that there is to know.
  client.on("error", (error) => reject(/subprotocol/i.test(error.message) ? noProtocol(error, url) : error));
  return promise;
}

async function refusalOf(response: IncomingMessage, url: URL): Promise<KubeError> {
  const { statusCode = 0, headers } = response;
  return refusalError({
    status: statusCode,
    mediaType: headers["content-type"] ?? "",
    body: await beginningOf(response),
    retryAfter: headers["retry-after"],
    serverDate: Date.parse(headers.date ?? "") || 0,
    location: headers.location,
    server: url.origin,
  });
}

function noProtocol(cause: Error, { host }: URL): KubeError {
  return new KubeError("protocol", `${host} agreed to a WebSocket, but not to what is spoken on it.`, {
    advice: `It said: ${plainText(cause.message)}. Something on the way may not pass WebSockets on.`,
    cause,
  });
}
