/**
 * One port of 127.0.0.1 at which an API server answers. Several may serve the same one, each with its own link, features
 * and faults:
 *
 * ```
 * const listener = await listen(server);
 * listener.fail({ on: ({ query }) => query.has("watch"), status: 429, headers: { "retry-after": "7" } });
 * listener.settings.bytesPerSecond = 50_000;
 * listener.repeat(60_000, [{ atMs: 45_000, run: () => listener.dropConnections() }]);
 * ```
 */
import { once } from "node:events";
import * as http from "node:http";
import * as https from "node:https";
import type { Socket } from "node:net";
import type { VirtualTime } from "../virtualTime.ts";
import { type ApiRequest, allFeatures, type Features, type HttpAnswer } from "./apiRequest.ts";
import { answerOf, type Ending, type Fault, Faults } from "./faults.ts";
import { BrokenBody, cutBody, inPiecesOf, paced } from "./link.ts";
import { openWebSocket } from "./openWebSocket.ts";
import { requestFrom } from "./requestFrom.ts";
import { afterUnhurried, unhurried } from "./unhurried.ts";

/** Whoever answers: the API server. */
export interface RequestHandler {
  readonly time: VirtualTime;
  handle(request: ApiRequest, signal: AbortSignal): Promise<HttpAnswer>;
}

export interface HttpListenerOptions {
  /** 0: any that is free. */
  readonly port?: number;
  /** PEM. Absent: plain HTTP. `clientCa` signs the clients' certificates. */
  readonly tls?: { readonly cert: string; readonly key: string; readonly clientCa?: string };
  readonly settings?: Partial<ListenerSettings>;
  /** Sees every request before it is answered, and before faults hit it. */
  readonly onRequest?: (request: ApiRequest) => void | Promise<void>;
  /** Hears of each connection that opens or ends. */
  readonly onConnection?: () => void;
}

/** May be changed at any time. */
export interface ListenerSettings extends Features {
  streamingLists: Features["streamingLists"];
  protobuf: boolean;
  gzip: boolean;
  /** How long each answer is on its way. */
  latencyMs: number;
  /** How fast a body arrives; undefined is as fast as it goes. */
  bytesPerSecond: number | undefined;
  /** Every body leaves in pieces of this many bytes, each its own chunk. */
  pieceBytes: number | undefined;
  /** Value of the Date header; undefined is the machine's clock. */
  date: string | undefined;
}

/** Something that happens at a moment of each round. */
export interface FaultStep {
  readonly atMs: number;
  readonly run: () => void;
}

/** @throws when the port is taken */
export async function listen(handler: RequestHandler, options: HttpListenerOptions = {}): Promise<HttpListener> {
  const listener = new HttpListener(handler, options);
  await listener.accept();
  return listener;
}

export class HttpListener {
  readonly settings: ListenerSettings;
  readonly #handler: RequestHandler;
  readonly #options: HttpListenerOptions;
  readonly #faults = new Faults();
  readonly #wire: http.Server;
  /** Those that are open, and which of all each is. */
  readonly #sockets = new Map<Socket, number>();
  #opened = 0;
  #port: number;

  constructor(handler: RequestHandler, options: HttpListenerOptions) {
    this.#handler = handler;
    this.#options = options;
    this.#port = options.port ?? 0;
    this.settings = {
      ...allFeatures,
      latencyMs: 0,
      bytesPerSecond: undefined,
      pieceBytes: undefined,
      date: undefined,
      ...options.settings,
    };
    this.#wire = this.#createWire();
  }

  get port(): number {
    return this.#port;
  }

  /** `http://127.0.0.1:12345`, or `https://localhost:12345`. */
  get url(): string {
    return this.#options.tls === undefined ? `http://127.0.0.1:${this.#port}` : `https://localhost:${this.#port}`;
  }

  /** How many are open. */
  get connections(): number {
    return this.#sockets.size;
  }

  /** Lets requests go wrong. Returns its inverse. */
  fail(fault: Fault): () => void {
    return this.#faults.add(fault);
  }

  /** Does the same again and again, every `everyMs`. Returns its inverse. */
  repeat(everyMs: number, steps: readonly FaultStep[]): () => void {
    const { time } = this.#handler;
    let cancels: readonly (() => void)[] = [];
    const round = () => {
      const planned = steps.map(({ atMs, run }) => afterUnhurried(time, atMs, run));
      cancels = [...planned, afterUnhurried(time, everyMs, round)];
    };
    round();
    return () => {
      for (const cancel of cancels) cancel();
    };
  }

  /** Cuts every connection at once, as a server that is killed. */
  dropConnections(): void {
    for (const socket of this.#sockets.keys()) socket.destroy();
  }

  /** Nobody listens any more: connections are refused. Those that are open are cut. */
  async refuse(): Promise<void> {
    const closed = new Promise((resolve) => this.#wire.close(resolve));
    this.dropConnections();
    await closed;
  }

  /** Listens, at the same port as before. @throws when it is taken */
  async accept(): Promise<void> {
    this.#wire.listen(this.#port, "127.0.0.1");
    await once(this.#wire, "listening");
    const address = this.#wire.address();
    if (address === null || typeof address === "string") throw new Error("a TCP server has no port");
    this.#port = address.port;
  }

  /** Goes away and comes back after `ms`. */
  async restart(ms: number): Promise<void> {
    await this.refuse();
    await unhurried(this.#handler.time, ms, new AbortController().signal);
    await this.accept();
  }

  close(): Promise<void> {
    return this.refuse();
  }

  #createWire(): http.Server {
    const { tls } = this.#options;
    const { clientCa, ...pair } = tls ?? {};
    const asked = clientCa === undefined ? {} : { ca: clientCa, requestCert: true, rejectUnauthorized: false };
    const wire = tls === undefined ? http.createServer() : https.createServer({ ...pair, ...asked });
    wire.keepAliveTimeout = 0;
    wire.on(tls === undefined ? "connection" : "secureConnection", (socket: Socket) => this.#keep(socket));
    wire.on("request", (incoming: http.IncomingMessage, response: http.ServerResponse) => {
      this.#serve(incoming, response).catch(() => response.destroy());
    });
    wire.on("upgrade", (incoming: http.IncomingMessage, socket: Socket, head: Buffer) => {
      this.#upgrade(incoming, socket, head).catch(() => socket.destroy());
    });
    return wire;
  }

  #keep(socket: Socket): void {
    this.#sockets.set(socket, ++this.#opened);
    socket.on("error", () => socket.destroy());
    socket.once("close", () => {
      this.#sockets.delete(socket);
      this.#options.onConnection?.();
    });
    this.#options.onConnection?.();
  }

  async #serve(incoming: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    const answer = await this.#answer(incoming, gone.signal);
    if (answer !== undefined) await send(answer, response, gone.signal);
  }

  /** Whoever asks for another protocol gets it, or a plain answer that ends the connection. */
  async #upgrade(incoming: http.IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
    const gone = new AbortController();
    socket.once("close", () => gone.abort());
    const answer = await this.#answer(incoming, gone.signal);
    if (answer === undefined) return;
    if (answer.upgrade !== undefined) {
      await openWebSocket(incoming, socket, head, answer.upgrade);
      return;
    }
    const response = new http.ServerResponse(incoming);
    response.shouldKeepAlive = false;
    response.assignSocket(socket);
    response.once("finish", () => socket.end());
    await send(answer, response, gone.signal);
  }

  /** Undefined when there is none, and no connection either. */
  async #answer(incoming: http.IncomingMessage, signal: AbortSignal): Promise<HttpAnswer | undefined> {
    const request = requestFrom(incoming, { ...this.settings }, this.#sockets.get(incoming.socket) ?? 0);
    await this.#options.onRequest?.(request);
    const fault = this.#faults.take(request) ?? {};
    await fault.wait;
    await this.#wait(this.settings.latencyMs + (fault.delayMs ?? 0), signal);
    if (fault.reset) {
      incoming.socket.resetAndDestroy();
      return undefined;
    }
    const answer = answerOf(fault) ?? (await this.#handler.handle(request, signal));
    return this.#overLink(answer, fault, signal);
  }

  /** As it arrives at the other end. */
  #overLink(answer: HttpAnswer, { cut }: Fault, signal: AbortSignal): HttpAnswer {
    const { pieceBytes, bytesPerSecond, date } = this.settings;
    // A body that is cut short must not say how long it was to be.
    const { "content-length": length, ...others } = answer.headers;
    const isWhole = cut === undefined && pieceBytes === undefined;
    const headers = isWhole ? answer.headers : others;
    let { body } = answer;
    if (cut !== undefined) body = cutBody(body, cut);
    if (pieceBytes !== undefined) body = inPiecesOf(body, pieceBytes);
    if (bytesPerSecond !== undefined) body = paced(body, bytesPerSecond, (ms) => this.#wait(ms, signal));
    return { ...answer, headers: date === undefined ? headers : { ...headers, date }, body };
  }

  async #wait(ms: number, signal: AbortSignal): Promise<void> {
    if (ms > 0) await unhurried(this.#handler.time, ms, signal);
  }
}

async function send(answer: HttpAnswer, response: http.ServerResponse, signal: AbortSignal): Promise<void> {
  const { status, headers, body } = answer;
  response.writeHead(status, headers as http.OutgoingHttpHeaders);
  response.flushHeaders();
  try {
    for await (const piece of body) {
      if (signal.aborted) return;
      // Until it goes on, or nobody takes it any more.
      if (!response.write(piece)) await once(response, "drain", { signal }).catch(() => {});
    }
    response.end();
  } catch (error) {
    end(response, error instanceof BrokenBody ? error.how : "reset");
  }
}

function end(response: http.ServerResponse, how: Ending): void {
  const { socket } = response;
  if (how === "stall") return;
  if (how === "end") response.end();
  // The empty write returns when all before it has left.
  else response.write("", () => (how === "fin" ? socket?.end() : socket?.resetAndDestroy()));
}
