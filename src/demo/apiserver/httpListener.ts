import { once } from "node:events";
import * as http from "node:http";
import * as https from "node:https";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { ApiRequest, HttpAnswer } from "./apiRequest.ts";
import type { ApiServer } from "./apiServer.ts";
import { StatusError } from "./statusError.ts";

export interface HttpListenerOptions {
  /** 0: any that is free. */
  readonly port?: number;
  /** PEM. Absent: plain HTTP. `clientCa` signs the clients' certificates. */
  readonly tls?: { readonly cert: string; readonly key: string; readonly clientCa?: string };
}

/** One port of 127.0.0.1 at which an API server answers. */
export interface HttpListener {
  readonly url: string;
  readonly port: number;
  /** Cuts every connection. */
  close(): Promise<void>;
}

/** Bytes of a body at most (apiserver MaxRequestBodyBytes). */
const bodyLimit = 3 * 1024 * 1024;

/** @throws when the port is taken */
export async function listen(server: ApiServer, { port = 0, tls }: HttpListenerOptions = {}): Promise<HttpListener> {
  const listener = (incoming: http.IncomingMessage, response: http.ServerResponse) => {
    serve(server, incoming, response).catch(() => response.destroy());
  };
  const { clientCa, ...pair } = tls ?? {};
  const askForCertificate =
    clientCa === undefined ? {} : { ca: clientCa, requestCert: true, rejectUnauthorized: false };
  const wire =
    tls === undefined ? http.createServer(listener) : https.createServer({ ...pair, ...askForCertificate }, listener);
  const sockets = new Set<Socket>();
  wire.on(tls === undefined ? "connection" : "secureConnection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.once("close", () => sockets.delete(socket));
  });
  wire.listen(port, "127.0.0.1");
  await once(wire, "listening");
  const address = wire.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has no port");
  return {
    url: tls === undefined ? `http://127.0.0.1:${address.port}` : `https://localhost:${address.port}`,
    port: address.port,
    async close() {
      const closed = new Promise((resolve) => wire.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

async function serve(server: ApiServer, incoming: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const answer = await server.handle(requestFrom(incoming), gone.signal);
  await send(answer, response);
  incoming.resume();
}

async function send({ status, headers, body }: HttpAnswer, response: http.ServerResponse): Promise<void> {
  response.writeHead(status, headers as http.OutgoingHttpHeaders);
  response.flushHeaders();
  for await (const piece of body) {
    if (response.destroyed) return;
    if (!response.write(piece)) await Promise.race([once(response, "drain"), once(response, "close")]);
    await new Promise(setImmediate);
  }
  response.end();
}

function requestFrom(incoming: http.IncomingMessage): ApiRequest {
  const url = new URL(incoming.url ?? "/", "http://demo");
  const { socket } = incoming;
  return {
    method: incoming.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    certificate: socket instanceof TLSSocket && socket.authorized ? socket.getPeerCertificate() : undefined,
    body: () => bodyOf(incoming),
  };
}

async function bodyOf(incoming: http.IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of incoming as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > bodyLimit) {
      throw new StatusError("RequestEntityTooLarge", `Request entity too large: limit is ${bodyLimit}`);
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}
