/**
 * A Kubernetes API server inside of the test: pods and namespaces, lists, watches, faults. Loopback only, on a port of its own.
 *
 * ```
 * const server = await startFakeApiServer();
 * server.pods.put({ metadata: { namespace: "shop", name: "web-1" }, status: { phase: "Running" } });
 * server.fail({ on: isWatch, status: 429, headers: { "retry-after": "7" } });  // the next watch only
 * server.fail({ on: isList, times: 3, cut: { afterBytes: 1000, how: "reset" } });
 * server.watches[0]?.bookmark();      // bookmarks come only when they are asked for
 * server.pods.compact();              // older versions are gone: 410
 * server.settings.streamingLists = "off";  // 422 as with the feature gate off; "ignored" as before 1.27
 * expect(server.requests.map(({ path }) => path)).toEqual(["/api/v1/pods"]);
 * await server.close();
 * ```
 *
 * It answers `/api/v1/pods`, `/api/v1/namespaces/N/pods[/NAME]` (GET, DELETE), `/api/v1/namespaces[/NAME]`, `/version`, `/readyz` and
 * SelfSubjectAccessReviews, in JSON or protobuf as Accept says, gzip when asked. Lists know limit, continue, resourceVersion,
 * Exact, labelSelector (`=`, `!=`) and fieldSelector (metadata.name, metadata.namespace, spec.nodeName, status.phase).
 */
import { once } from "node:events";
import * as http from "node:http";
import * as https from "node:https";
import type { Socket } from "node:net";
import { Answer, type Cut } from "./fakeAnswer.ts";
import { serveApi } from "./fakeApi.ts";
import { FakeStore, Versions } from "./fakeStore.ts";
import type { FakeWatch } from "./fakeWatch.ts";

export interface FakeApiServer {
  /** `http://127.0.0.1:12345`, or `https://localhost:12345` with certificates. */
  readonly url: string;
  readonly port: number;
  /** What is asked of it, in order; clear it with `requests.length = 0`. */
  readonly requests: RecordedRequest[];
  readonly pods: FakeStore;
  readonly namespaces: FakeStore;
  readonly versions: Versions;
  /** Watches that are open now, oldest first. */
  readonly watches: readonly FakeWatch[];
  /** Sockets that are open now. */
  readonly connections: number;
  readonly settings: FakeSettings;
  /** Lets requests go wrong; faults that fit are used up in order. Returns a function that takes the fault back. */
  fail(fault: Fault): () => void;
  /** Resolves when `condition` holds, looked at after each request, each end of a watch, and each end of a connection. */
  until(condition: () => boolean): Promise<void>;
  /** Cuts every connection at once, as a server that is killed. */
  dropConnections(): void;
  close(): Promise<void>;
}

/** May be changed at any time. */
export interface FakeSettings {
  streamingLists: "on" | "off" | "ignored";
  /** False: only JSON is spoken, whatever is asked for. */
  protobuf: boolean;
  gzip: boolean;
  /** Every body leaves in pieces of this many bytes, each its own chunk. */
  pieceBytes: number | undefined;
  gitVersion: string;
  /** Who may do what, by bearer token. Undefined lets everybody do everything; otherwise no token is `system:anonymous`. */
  identities: Readonly<Record<string, Identity>> | undefined;
  /** Value of the Date header; undefined is the machine's clock. */
  date: string | undefined;
}

export interface Identity {
  readonly user: string;
  /** `namespace` is undefined for all of them. */
  may(verb: string, resource: string, namespace: string | undefined): boolean;
}

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Lower case names; of repeated headers see `rawHeaders`. */
  readonly headers: http.IncomingHttpHeaders;
  /** Name, value, name, value, as they came. */
  readonly rawHeaders: readonly string[];
  readonly body: string;
  /** Counts the connections of this server from 1, so that two requests on one of them can be told. */
  readonly connection: number;
}

export interface Fault {
  /** Which requests it hits; default all. */
  readonly on?: (request: RecordedRequest) => boolean;
  /** How many of them, default 1. */
  readonly times?: number;
  /** The answer starts when this resolves; a promise that never does is a server that hangs. */
  readonly wait?: Promise<void>;
  /** Answers with this status instead. An object as body is sent as JSON; none is a Status of that code. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | Readonly<Record<string, unknown>>;
  /** The normal answer (or the one above) ends after so many bytes of its body. */
  readonly cut?: Cut;
  /** The connection ends before any answer. */
  readonly reset?: true;
}

export const isWatch = ({ query }: RecordedRequest): boolean => query.watch !== undefined;
export const isList = ({ query, path }: RecordedRequest): boolean =>
  query.watch === undefined && /\/(pods|namespaces)$/.test(path);

export interface FakeApiServerOptions {
  /** Speaks TLS with this PEM certificate and key (see certificates.ts); `url` then names localhost. */
  readonly tls?: { readonly cert: string; readonly key: string; readonly clientCa?: string };
  readonly settings?: Partial<FakeSettings>;
}

export async function startFakeApiServer(options: FakeApiServerOptions = {}): Promise<FakeApiServer> {
  const versions = new Versions();
  const pods = new FakeStore("Pod", versions);
  const namespaces = new FakeStore("Namespace", versions);
  const settings: FakeSettings = {
    streamingLists: "on",
    protobuf: true,
    gzip: true,
    pieceBytes: undefined,
    gitVersion: "v1.35.4",
    identities: undefined,
    date: undefined,
    ...options.settings,
  };
  const requests: RecordedRequest[] = [];
  const faults: { readonly fault: Fault; left: number }[] = [];
  const watches: FakeWatch[] = [];
  const sockets = new Map<Socket, number>();
  const waiting = new Set<() => void>();
  const changed = () => {
    for (const look of [...waiting]) look();
  };
  let connections = 0;

  async function handle(incoming: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const request = await record(incoming, sockets.get(incoming.socket) ?? 0);
    requests.push(request);
    const entry = faults.find(({ fault }) => fault.on?.(request) ?? true);
    if (entry !== undefined && --entry.left === 0) faults.splice(faults.indexOf(entry), 1);
    changed();
    const fault = entry?.fault;
    await fault?.wait;
    if (fault?.reset) {
      incoming.socket.resetAndDestroy();
      return;
    }
    if (settings.date !== undefined) response.setHeader("date", settings.date);
    const answer = new Answer(request, response, settings, fault?.cut);
    if (fault?.status !== undefined || fault?.body !== undefined) {
      for (const [name, value] of Object.entries(fault.headers ?? {})) response.setHeader(name, value);
      answer.plain(fault.status ?? 200, fault.body);
      return;
    }
    serveApi({ request, answer, settings, versions, pods, namespaces }, (watch) => {
      watches.push(watch);
      response.once("close", () => {
        watches.splice(watches.indexOf(watch), 1);
        watch.close();
        changed();
      });
      changed();
    });
  }

  const listener = (incoming: http.IncomingMessage, response: http.ServerResponse) => {
    handle(incoming, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  };
  const { tls } = options;
  const server =
    tls === undefined
      ? http.createServer(listener)
      : https.createServer(
          {
            ...tls,
            ...(tls.clientCa === undefined ? {} : { ca: tls.clientCa, requestCert: true, rejectUnauthorized: false }),
          },
          listener,
        );
  server.keepAliveTimeout = 0;
  server.on(tls === undefined ? "connection" : "secureConnection", (socket: Socket) => {
    sockets.set(socket, ++connections);
    socket.on("error", () => socket.destroy());
    socket.once("close", () => {
      sockets.delete(socket);
      changed();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has no port");

  const dropConnections = () => {
    for (const socket of sockets.keys()) socket.destroy();
  };
  return {
    url: tls === undefined ? `http://127.0.0.1:${address.port}` : `https://localhost:${address.port}`,
    port: address.port,
    requests,
    pods,
    namespaces,
    versions,
    watches,
    get connections() {
      return sockets.size;
    },
    settings,
    fail(fault) {
      const entry = { fault, left: fault.times ?? 1 };
      faults.push(entry);
      return () => {
        if (faults.includes(entry)) faults.splice(faults.indexOf(entry), 1);
      };
    },
    until(condition) {
      return new Promise((resolve) => {
        const look = () => {
          if (!condition()) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      });
    },
    dropConnections,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      dropConnections();
      await closed;
    },
  };
}

async function record(incoming: http.IncomingMessage, connection: number): Promise<RecordedRequest> {
  const url = new URL(incoming.url ?? "/", "http://fake");
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part);
  return {
    method: incoming.method ?? "GET",
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: incoming.headers,
    rawHeaders: incoming.rawHeaders,
    body: Buffer.concat(parts).toString(),
    connection,
  };
}
