import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { Client } from "undici";
import { KubeError } from "../kubeError.ts";
import type { Connector } from "./connect.ts";
import type { Route, TransportPhase } from "./transportTrace.ts";

/** An idle connection is closed after this time; the API server keeps it for three minutes. */
const idleMs = 90_000;

/** One connection, used by one request at a time. */
export interface Connection {
  readonly client: Client;
  /** It has served a request before: the server may have closed it in the meantime. */
  readonly reused: boolean;
  readonly route: Route;
}

/**
 * The connections to one server with one client certificate. A request always has a connection of its own, so that
 * a watch never holds up a probe, and what connecting takes is known for each request.
 */
export class Connections {
  readonly #origin: string;
  readonly #connector: Connector;
  readonly #idle: Client[] = [];
  readonly #busy = new Set<Client>();
  readonly #routes = new WeakMap<Client, Route>();
  /** Of the newest certificate that was seen: where a session is taken up again none comes. */
  #certificateUntil: number | undefined;
  #retired = false;
  #dropping = new AbortController();

  constructor(origin: string, connector: Connector) {
    this.#origin = origin;
    this.#connector = connector;
  }

  get isBusy(): boolean {
    return this.#busy.size > 0;
  }

  /** An idle connection, or with `fresh` always a new one. It must be given back by `release` or `discard`. */
  async acquire(fresh: boolean, onStep: (phase: TransportPhase) => void, signal: AbortSignal): Promise<Connection> {
    const idle = fresh ? undefined : this.#idle.pop();
    const client = idle ?? this.#clientOn(await this.#connect(onStep, signal));
    this.#busy.add(client);
    return { client, reused: idle !== undefined, route: this.#routes.get(client) ?? nowhere };
  }

  /** After the last byte of the answer. */
  release({ client }: Connection): void {
    if (!this.#busy.delete(client) || client.destroyed) return;
    if (this.#retired) end(client, undefined);
    else this.#idle.push(client);
  }

  /** Ends a connection whose answer is of no more use. */
  discard({ client }: Connection): void {
    this.#busy.delete(client);
    end(client, undefined);
  }

  /** Ends every connection now; requests under way fail with `reason`. */
  drop(reason: KubeError): void {
    this.#dropping.abort(reason);
    this.#dropping = new AbortController();
    for (const client of [...this.#busy, ...this.#idle.splice(0)]) end(client, reason);
    this.#busy.clear();
  }

  /** Keeps nothing idle from now on; what is under way goes on. */
  retire(): void {
    this.#retired = true;
    for (const client of this.#idle.splice(0)) end(client, undefined);
  }

  #connect(onStep: (phase: TransportPhase) => void, signal: AbortSignal): Promise<Socket> {
    return this.#connector.connect(onStep, AbortSignal.any([signal, this.#dropping.signal]));
  }

  #clientOn(socket: Socket): Client {
    let given = false;
    const client = new Client(this.#origin, {
      allowH2: false,
      pipelining: 1,
      keepAliveTimeout: idleMs,
      // Both times are ours to watch, see httpTransport.ts; a watch may be silent for long.
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: (_options, callback) => {
        // A client of undici connects again by itself; here another connection is another client.
        const error = new KubeError("unreachable", "The connection has ended.");
        const answer = (): void => (given ? callback(error, null) : callback(null, socket));
        queueMicrotask(() => {
          answer();
          given = true;
        });
      },
    });
    const route = routeOf(socket, this.#certificateUntil);
    this.#certificateUntil = route.certificateUntil;
    this.#routes.set(client, route);
    client.on("disconnect", () => {
      const index = this.#idle.indexOf(client);
      if (index !== -1) this.#idle.splice(index, 1);
    });
    return client;
  }
}

const nowhere: Route = { address: "", tls: undefined, certificateUntil: undefined };

/** Where a socket leads. `knownUntil` is the end of the certificate that the server has shown before: a resumed session shows none. */
export function routeOf(socket: Socket, knownUntil?: number): Route {
  const { remoteAddress, remoteFamily, remotePort } = socket;
  const host = remoteFamily === "IPv6" ? `[${remoteAddress}]` : remoteAddress;
  const address = remoteAddress === undefined ? "" : `${host}:${remotePort}`;
  if (!(socket instanceof TLSSocket)) return { ...nowhere, address };
  const until = Date.parse(socket.getPeerCertificate().valid_to);
  return {
    address,
    tls: socket.getProtocol() ?? undefined,
    certificateUntil: Number.isNaN(until) ? knownUntil : until,
  };
}

function end(client: Client, reason: KubeError | undefined): void {
  // Its promise only says when the socket has closed, which nobody waits for.
  client.destroy(reason ?? null).catch(() => undefined);
}
