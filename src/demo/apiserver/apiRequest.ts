import type { IncomingHttpHeaders } from "node:http";
import type { PeerCertificate } from "node:tls";
import type { Upgrade } from "./answer.ts";

/** A request as the API server takes it, whatever carried it. */
export interface ApiRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower case names. */
  readonly headers: IncomingHttpHeaders;
  /** Name, value, name, value, as they came. */
  readonly rawHeaders: readonly string[];
  /** Counts the connections of a port from 1, so that two requests on one of them can be told. */
  readonly connection: number;
  readonly features: Features;
  /** The client's, when the listener's CA has signed it. */
  readonly certificate: PeerCertificate | undefined;
  /** Always the same. @throws StatusError RequestEntityTooLarge */
  body(): Promise<Buffer>;
}

/** What a server can do; others than the default are older ones, or set up otherwise. */
export interface Features {
  /** `off`: refused, as with the feature gate WatchList off; `ignored`: as before Kubernetes 1.27. */
  readonly streamingLists: "on" | "off" | "ignored";
  readonly protobuf: boolean;
  readonly gzip: boolean;
}

export const allFeatures: Features = { streamingLists: "on", protobuf: true, gzip: true };

/** What goes back. Nothing of the body is made before it is asked for. */
export interface HttpAnswer {
  readonly status: number;
  /** Lower case names. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  /** In pieces. */
  readonly body: AsyncIterable<Buffer>;
  /** Then there is no body. */
  readonly upgrade?: Upgrade;
}

/** Who asks (apiserver pkg/authentication/user). */
export interface User {
  readonly name: string;
  readonly uid?: string;
  readonly groups: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}
