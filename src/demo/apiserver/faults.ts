import type { ApiRequest, HttpAnswer } from "./apiRequest.ts";

/** Something that goes wrong with requests of one port. */
export interface Fault {
  /** Which requests it hits; default all. */
  readonly on?: (request: ApiRequest) => boolean;
  /** How many of them, default 1. */
  readonly times?: number;
  /** The answer starts when this resolves; a promise that never does is a server that hangs. */
  readonly wait?: Promise<void>;
  /** The answer starts so much later. */
  readonly delayMs?: number;
  /** Answers with this status instead. An object as body is sent as JSON; none is a Status of that code. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | Readonly<Record<string, unknown>>;
  /** The normal answer (or the one above) ends after so many bytes of its body. */
  readonly cut?: Cut;
  /** The connection ends before any answer. */
  readonly reset?: true;
}

export interface Cut {
  readonly afterBytes: number;
  readonly how: Ending;
}

/** `end` is a proper end of the body, `fin` ends the connection without one, `reset` cuts it; `stall` sends no more and ends nothing. */
export type Ending = "end" | "fin" | "reset" | "stall";

/** Faults that wait for requests that they fit, used up in the order in which they were added. */
export class Faults {
  readonly #entries: { readonly fault: Fault; left: number }[] = [];

  /** Returns its inverse. */
  add(fault: Fault): () => void {
    const entry = { fault, left: fault.times ?? 1 };
    this.#entries.push(entry);
    return () => {
      if (this.#entries.includes(entry)) this.#entries.splice(this.#entries.indexOf(entry), 1);
    };
  }

  take(request: ApiRequest): Fault | undefined {
    const entry = this.#entries.find(({ fault }) => fault.on?.(request) ?? true);
    if (entry !== undefined && --entry.left === 0) this.#entries.splice(this.#entries.indexOf(entry), 1);
    return entry?.fault;
  }
}

const reasons: Readonly<Record<number, string>> = {
  400: "BadRequest",
  401: "Unauthorized",
  403: "Forbidden",
  404: "NotFound",
  405: "MethodNotAllowed",
  406: "NotAcceptable",
  410: "Expired",
  422: "Invalid",
  429: "TooManyRequests",
  500: "InternalError",
  503: "ServiceUnavailable",
  504: "Timeout",
};

/** What a fault answers by itself; undefined when it leaves that to the server. */
export function answerOf({ status, headers = {}, body }: Fault): HttpAnswer | undefined {
  if (status === undefined && body === undefined) return undefined;
  const content = body ?? statusObject(status ?? 200);
  const isText = typeof content === "string" || Buffer.isBuffer(content);
  const type = isText ? "text/plain; charset=utf-8" : "application/json";
  const bytes = Buffer.from(isText ? content : `${JSON.stringify(content)}\n`);
  return { status: status ?? 200, headers: { "content-type": type, ...headers }, body: inOnePiece(bytes) };
}

function statusObject(code: number): Readonly<Record<string, unknown>> {
  const message = `the server answers ${code}`;
  const reason = reasons[code] ?? "Unknown";
  return { kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure", message, reason, code };
}

async function* inOnePiece(bytes: Buffer): AsyncIterable<Buffer> {
  yield bytes;
}
