import type { IncomingHttpHeaders } from "node:http";
import type { PeerCertificate } from "node:tls";

/** A request as the API server takes it, whatever carried it. */
export interface ApiRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower case names. */
  readonly headers: IncomingHttpHeaders;
  /** The client's, when the listener's CA has signed it. */
  readonly certificate: PeerCertificate | undefined;
  /** Reads it, once. @throws StatusError RequestEntityTooLarge */
  body(): Promise<Buffer>;
}

/** What goes back. Nothing of the body is made before it is asked for. */
export interface HttpAnswer {
  readonly status: number;
  /** Lower case names. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  /** In pieces. */
  readonly body: AsyncIterable<Buffer>;
}

/** Who asks (apiserver pkg/authentication/user). */
export interface User {
  readonly name: string;
  readonly uid?: string;
  readonly groups: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}
