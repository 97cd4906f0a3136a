/** How the fake API server writes an answer: encoding, pieces, and bodies that end too early. */
import type * as http from "node:http";
import { gzipSync } from "node:zlib";
import type { FakeSettings, RecordedRequest } from "./fakeApiServer.ts";
import { encodeBody } from "./kubeProtobuf.ts";

/** `end` is a proper end of the body, `fin` ends the connection without one, `reset` cuts it. */
export type Ending = "end" | "fin" | "reset";

export interface Cut {
  readonly afterBytes: number;
  readonly how: Ending;
}

/** A Kubernetes `Status`. */
export function statusObject(
  code: number,
  reason: string,
  message: string,
  details?: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return {
    apiVersion: "v1",
    kind: "Status",
    metadata: {},
    status: "Failure",
    message,
    reason,
    code,
    ...(details === undefined ? {} : { details }),
  };
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

export class Answer {
  readonly #request: RecordedRequest;
  readonly #response: http.ServerResponse;
  readonly #settings: FakeSettings;
  readonly #cut: Cut | undefined;
  #written = 0;
  #over = false;

  constructor(request: RecordedRequest, response: http.ServerResponse, settings: FakeSettings, cut: Cut | undefined) {
    this.#request = request;
    this.#response = response;
    this.#settings = settings;
    this.#cut = cut;
  }

  /** The first type that the request accepts is protobuf, and the server speaks it. */
  get wantsProtobuf(): boolean {
    return (
      this.#settings.protobuf && (this.#request.headers.accept ?? "").startsWith("application/vnd.kubernetes.protobuf")
    );
  }

  /** Any answer that is not an API object, or a Status for `status` when there is no body. */
  plain(status: number, body: string | Buffer | Readonly<Record<string, unknown>> | undefined): void {
    if (body === undefined) {
      this.status(status, reasons[status] ?? "Unknown", `the server answers ${status}`);
      return;
    }
    if (!this.#response.hasHeader("content-type")) {
      const isObject = typeof body === "object" && !Buffer.isBuffer(body);
      this.#response.setHeader("content-type", isObject ? "application/json" : "text/plain; charset=utf-8");
    }
    this.#response.writeHead(status);
    this.write(Buffer.isBuffer(body) ? body : typeof body === "string" ? Buffer.from(body) : jsonOf(body));
    this.end("end");
  }

  status(code: number, reason: string, message: string, details?: Readonly<Record<string, unknown>>): void {
    const object = statusObject(code, reason, message, details);
    this.body(code, this.wantsProtobuf ? encodeBody("Status", object) : jsonOf(object));
  }

  /** A whole API object, in the encoding that was asked for. */
  body(status: number, body: Buffer): void {
    const packed =
      status === 200 && this.#settings.gzip && (this.#request.headers["accept-encoding"] ?? "").includes("gzip");
    if (packed) this.#response.setHeader("content-encoding", "gzip");
    this.#response.setHeader("content-type", this.#mediaType());
    this.#response.writeHead(status);
    this.write(packed ? gzipSync(body) : body);
    this.end("end");
  }

  /** Starts a watch. */
  stream(): void {
    this.#response.setHeader("content-type", `${this.#mediaType()}${this.wantsProtobuf ? ";stream=watch" : ""}`);
    this.#response.writeHead(200);
    this.#response.flushHeaders();
  }

  write(bytes: Buffer): void {
    if (this.#over) return;
    const room = (this.#cut?.afterBytes ?? Number.POSITIVE_INFINITY) - this.#written;
    const part = bytes.subarray(0, Math.min(bytes.length, room));
    const piece = this.#settings.pieceBytes ?? Math.max(1, part.length);
    for (let start = 0; start < part.length; start += piece) this.#response.write(part.subarray(start, start + piece));
    this.#written += part.length;
    if (this.#cut !== undefined && part.length < bytes.length) this.end(this.#cut.how);
  }

  end(how: Ending): void {
    if (this.#over) return;
    this.#over = true;
    const { socket } = this.#response;
    if (how === "end") this.#response.end();
    // The empty write returns when all before it has left.
    else this.#response.write("", () => (how === "fin" ? socket?.end() : socket?.resetAndDestroy()));
  }

  #mediaType(): string {
    return this.wantsProtobuf ? "application/vnd.kubernetes.protobuf" : "application/json";
  }
}

export function jsonOf(object: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(object)}\n`);
}
