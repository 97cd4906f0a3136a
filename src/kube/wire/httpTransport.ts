import type { Dispatcher } from "undici";
import { type Clock, systemClock } from "../../base/clock.ts";
import { plainText } from "../../base/plainText.ts";
import type { CredentialSource } from "../auth/credentials.ts";
import { impersonationHeaders } from "../auth/impersonationHeaders.ts";
import type { Access, ClientCertificate } from "../config/access.ts";
import { KubeError } from "../kubeError.ts";
import { beginningOf } from "./beginningOf.ts";
import { type Connector, connectorFor } from "./connect.ts";
import { connectionError, type Peer, requestTimeout } from "./connectionError.ts";
import { ConnectionPools } from "./connectionPools.ts";
import { type Connection, Connections, routeOf } from "./connections.ts";
import { Exchange, rejectionOf } from "./exchange.ts";
import { firstWords, notKubernetes, refusalError } from "./statusError.ts";
import { TraceRecorder } from "./traceRecorder.ts";
import type { ApiRequest, ApiResponse, Dialer, Line, Transport } from "./transport.ts";
import type { TraceListener } from "./transportTrace.ts";
import { unpackedBody } from "./unpackedBody.ts";

export interface TransportOptions {
  readonly onTrace?: TraceListener;
  readonly clock?: Clock;
  /** `podscope/1.2.3`. The server writes more than twice the bytes for browsers and curl. */
  readonly userAgent: string;
  /** For a whole connection: TCP, proxy and TLS. Default 10,000. */
  readonly connectTimeoutMs?: number;
  /** For a whole request with its body, watches apart (kubectl's --request-timeout). Default: no limit. */
  readonly requestTimeoutMs?: number | undefined;
}

/** Opens no connection before the first request. Whoever opens it closes it; `credentials` stay the caller's. */
export function openTransport(
  access: Access,
  credentials: CredentialSource,
  options: TransportOptions,
): Transport & Dialer {
  return new HttpTransport(access, credentials, options);
}

class HttpTransport implements Transport, Dialer {
  readonly #access: Access;
  readonly #credentials: CredentialSource;
  readonly #options: TransportOptions;
  readonly #clock: Clock;
  readonly #server: URL;
  readonly #peer: Peer;
  readonly #impersonation: readonly string[];
  readonly #closing = new AbortController();
  readonly #pools: ConnectionPools;
  #requests = 0;

  constructor(access: Access, credentials: CredentialSource, options: TransportOptions) {
    this.#access = access;
    this.#credentials = credentials;
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#server = new URL(access.server);
    this.#peer = { name: this.#server.host, host: this.#server.hostname, isProxy: false };
    // HTTP carries bytes: text leaves as UTF-8, each byte written as one character.
    this.#impersonation = impersonationHeaders(access.impersonation).map((text) =>
      Buffer.from(text).toString("latin1"),
    );
    this.#pools = new ConnectionPools(
      (certificate) => new Connections(this.#server.origin, this.#connector(certificate)),
    );
  }

  async request(request: ApiRequest, signal: AbortSignal): Promise<ApiResponse> {
    const first = this.#exchange(request, signal);
    try {
      return await this.#ask(first);
    } catch (error) {
      if (!this.#mayAskAgain(error, first)) throw error;
      return await this.#ask(this.#exchange(request, signal));
    }
  }

  async dial<T>(target: string, open: (line: Line) => Promise<T>, signal: AbortSignal): Promise<T> {
    const [path = "", search = ""] = target.split("?", 2);
    const request = { path, accept: "*/*", isEndless: true };
    const first = this.#exchange(request, signal);
    try {
      return await this.#open(first, search, open);
    } catch (error) {
      if (!this.#mayAskAgain(error, first)) throw error;
      return await this.#open(this.#exchange(request, signal), search, open);
    }
  }

  dropConnections(): void {
    const reason = new KubeError("unreachable", `The connections to ${this.#peer.name} were dropped to open new ones.`);
    this.#pools.drop(reason);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#pools.drop(new KubeError("unreachable", `The connections to ${this.#peer.name} were closed.`));
  }

  /** With other credentials, when those that were used are refused. */
  #mayAskAgain(error: unknown, { used }: Exchange): boolean {
    const isRefused = error instanceof KubeError && error.failure === "unauthorized";
    return isRefused && used !== undefined && this.#credentials.refused(used);
  }

  #connector(certificate: ClientCertificate | undefined): Connector {
    const timeoutMs = this.#options.connectTimeoutMs ?? 10_000;
    return connectorFor({ access: this.#access, certificate, timeoutMs, clock: this.#clock });
  }

  async #open<T>(exchange: Exchange, search: string, open: (line: Line) => Promise<T>): Promise<T> {
    const { request, signal } = exchange;
    const url = this.#urlOf(request);
    url.search = search;
    const trace = this.#trace(request, url);
    try {
      signal.throwIfAborted();
      await this.#login(exchange, trace);
      const connector = this.#connector(exchange.used?.certificate);
      const socket = await connector.connect((phase) => trace.step(phase), signal);
      trace.connected({ ...routeOf(socket), reused: false });
      exchange.hold(() => socket.destroy());
      socket.once("close", () => exchange.end());
      const opened = await open({ socket, url, headers: headersByName(this.#headersOf(exchange)) });
      trace.headers(101, "", "");
      trace.end();
      return opened;
    } catch (error) {
      exchange.end();
      const failure = signal.aborted ? signal.reason : connectionError(error, this.#peer);
      trace.end(endOf(signal) ?? causeOf(failure, exchange));
      throw failure;
    }
  }

  #exchange(request: ApiRequest, signal: AbortSignal): Exchange {
    const exchange = new Exchange(request, signal, this.#closing.signal);
    const { requestTimeoutMs } = this.#options;
    if (requestTimeoutMs !== undefined && request.isEndless !== true) {
      exchange.limit(requestTimeoutMs, this.#clock, requestTimeout(this.#peer, requestTimeoutMs));
    }
    return exchange;
  }

  async #ask(exchange: Exchange): Promise<ApiResponse> {
    const { request, signal } = exchange;
    const url = this.#urlOf(request);
    const trace = this.#trace(request, url);
    try {
      signal.throwIfAborted();
      await this.#login(exchange, trace);
      const answer = await this.#send(exchange, url, trace);
      return await this.#accept(exchange, answer, trace);
    } catch (error) {
      exchange.end();
      const failure = signal.aborted ? signal.reason : error;
      trace.end(endOf(signal) ?? causeOf(error, exchange));
      throw exchange.isUnanswered ? unanswered(failure) : failure;
    }
  }

  #trace({ method = "GET", onTrace }: ApiRequest, url: URL): TraceRecorder {
    const listeners = [this.#options.onTrace, onTrace].filter((listener) => listener !== undefined);
    return new TraceRecorder({ id: ++this.#requests, method, url: url.href }, this.#clock, listeners);
  }

  /** As kubectl: over plain HTTP anybody could read them (client-go clientcmd, IsConfigTransportTLS). */
  async #login(exchange: Exchange, trace: TraceRecorder): Promise<void> {
    if (this.#server.protocol !== "https:") return;
    exchange.used = await this.#credentials.get(exchange.signal);
    trace.step("credentials");
  }

  /** Waits for the headers. A connection that was closed while it was idle is no failure: the request goes out again on a new one. */
  async #send(exchange: Exchange, url: URL, trace: TraceRecorder): Promise<Answer> {
    const pool = this.#pools.of(exchange.used?.certificate);
    const send = async (fresh: boolean): Promise<Answer> => {
      const connection = await pool.acquire(fresh, (phase) => trace.step(phase), exchange.signal);
      exchange.hold(() => pool.discard(connection));
      trace.connected({ ...connection.route, reused: connection.reused });
      try {
        const response = await this.#headers(connection, exchange, url);
        return { response, connection, pool };
      } catch (error) {
        pool.discard(connection);
        const isIdleLoss = connection.reused && !(error instanceof KubeError) && !exchange.signal.aborted;
        if (isIdleLoss && (exchange.request.method ?? "GET") === "GET") return send(true);
        throw connectionError(error, this.#peer);
      }
    };
    return send(false);
  }

  async #headers({ client }: Connection, exchange: Exchange, url: URL): Promise<Dispatcher.ResponseData> {
    const { request, signal } = exchange;
    const timeoutMs = request.headersTimeoutMs ?? this.#options.requestTimeoutMs ?? 30_000;
    const late = new AbortController();
    const tooLate = this.#clock.sleep(timeoutMs, late.signal).then(
      () => {
        throw new KubeError(
          "unreachable",
          `${this.#peer.name} is connected but has not answered for ${timeoutMs / 1000} s.`,
          { advice: "The server may be overloaded, or something on the way may swallow the answer." },
        );
      },
      () => new Promise<never>(() => undefined),
    );
    exchange.isUnanswered = (request.method ?? "GET") !== "GET";
    try {
      return await Promise.race([
        client.request({
          method: request.method ?? "GET",
          path: url.pathname + url.search,
          headers: this.#headersOf(exchange),
          body: request.body === undefined ? null : JSON.stringify(request.body),
          // A DELETE with a body is nothing odd here, but undici would end its connection.
          reset: false,
        }),
        tooLate,
        rejectionOf(signal, late.signal),
      ]);
    } finally {
      late.abort();
    }
  }

  async #accept(
    exchange: Exchange,
    { response, connection, pool }: Answer,
    trace: TraceRecorder,
  ): Promise<ApiResponse> {
    exchange.isUnanswered = false;
    const { statusCode, headers } = response;
    const mediaType = headerOf(headers, "content-type").toLowerCase().replace(/;\s+/g, ";");
    const date = Date.parse(headerOf(headers, "date"));
    const encoding = headerOf(headers, "content-encoding").toLowerCase();
    trace.headers(statusCode, mediaType, encoding);
    const raw = this.#bytesOf(exchange, response.body, trace, () => pool.release(connection));
    if (encoding !== "" && encoding !== "identity" && encoding !== "gzip") {
      throw new KubeError(
        "protocol",
        `${this.#peer.name} answered in the encoding "${plainText(encoding)}" nobody asked for.`,
      );
    }
    const body = encoding === "gzip" ? unpackedBody(raw) : raw;
    if (statusCode >= 300) {
      throw refusalError({
        status: statusCode,
        mediaType,
        body: await beginningOf(body),
        retryAfter: headerOf(headers, "retry-after"),
        serverDate: Number.isNaN(date) ? this.#clock.now() : date,
        location: headerOf(headers, "location") || undefined,
        server: this.#server.origin,
      });
    }
    if (mediaType.startsWith("text/html") && !exchange.request.accept.includes("text/html")) {
      const words = firstWords(mediaType, await beginningOf(body));
      throw notKubernetes(this.#server.origin, `it answers with a page that says "${words}"`);
    }
    return { status: statusCode, mediaType, serverDate: Number.isNaN(date) ? undefined : date, body };
  }

  /** The body as it comes; ends the exchange when it is over, whichever way. */
  async *#bytesOf(
    exchange: Exchange,
    body: AsyncIterable<Uint8Array>,
    trace: TraceRecorder,
    onComplete: () => void,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const { signal } = exchange;
    let error: string | undefined = "cancelled";
    try {
      for await (const chunk of body) {
        trace.received(chunk.length);
        yield chunk;
      }
      if (signal.aborted) throw signal.reason;
      error = undefined;
      exchange.hold(undefined);
      onComplete();
    } catch (cause) {
      error = endOf(signal);
      if (signal.aborted) throw signal.reason;
      const failure = brokenBody(cause, this.#peer);
      error = failure.message;
      throw failure;
    } finally {
      exchange.end();
      trace.end(error);
    }
  }

  #urlOf({ path, query }: ApiRequest): URL {
    const url = new URL(this.#server);
    url.username = "";
    url.password = "";
    url.hash = "";
    url.search = "";
    url.pathname = `${this.#server.pathname.replace(/\/+$/, "")}${path}`;
    for (const [name, value] of Object.entries(query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    return url;
  }

  #headersOf({ request, used }: Exchange): string[] {
    return [
      "Accept",
      request.accept,
      "User-Agent",
      this.#options.userAgent,
      ...(request.gzip && this.#access.compression ? ["Accept-Encoding", "gzip"] : []),
      ...(request.body === undefined ? [] : ["Content-Type", request.contentType ?? "application/json"]),
      ...(used?.authorization === undefined ? [] : ["Authorization", used.authorization]),
      ...this.#impersonation,
    ];
  }
}

/** An answer whose headers have come, and what carries it. */
interface Answer {
  readonly response: Dispatcher.ResponseData;
  readonly connection: Connection;
  readonly pool: Connections;
}

/** The same error, which says that nobody knows whether the request has changed something. */
function unanswered(error: unknown): unknown {
  if (!(error instanceof KubeError)) return error;
  const { failure, message, advice, cause } = error;
  return new KubeError(failure, message, { ...(advice !== undefined && { advice }), cause, isUnanswered: true });
}

/** The headers were proper HTTP: what breaks after them is the connection, or what sits on it. */
function brokenBody(cause: unknown, peer: Peer): KubeError {
  const error = connectionError(cause, peer);
  if (error.failure !== "protocol") return error;
  return new KubeError("unreachable", `${peer.name} broke off its answer.`, { cause });
}

function headerOf(headers: Readonly<Record<string, string | string[] | undefined>>, name: string): string {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? "";
}

/** Of name, value, name, value: those that come more than once as a list. */
function headersByName(pairs: readonly string[]): Line["headers"] {
  const headers: Record<string, string[]> = {};
  for (let at = 0; at < pairs.length; at += 2) {
    const [name = "", value = ""] = [pairs[at], pairs[at + 1]];
    headers[name] = [...(headers[name] ?? []), value];
  }
  return headers;
}

/** What ended the exchange from our side: the caller, or its own time limit. */
function endOf({ aborted, reason }: AbortSignal): string | undefined {
  if (!aborted) return undefined;
  return reason instanceof KubeError ? reason.message : "cancelled";
}

/** For the trace. Why there are no credentials is said to whoever asked: it may quote what a login plugin wrote. */
function causeOf(error: unknown, { used }: Exchange): string {
  const isUnsigned = used === undefined && error instanceof KubeError && error.failure === "login";
  if (isUnsigned) return "not sent: there are no credentials for it";
  return error instanceof Error ? error.message : String(error);
}
