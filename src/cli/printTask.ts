import type { Transport } from "../kube/wire/transport.ts";
import type { GetFlags } from "./arguments.ts";

/** What there is to print, and where to. */
export interface PrintTask {
  readonly flags: GetFlags;
  readonly transport: Transport;
  /** Undefined is all namespaces. */
  readonly namespace: string | undefined;
  readonly server: string;
  /** The server's clock, milliseconds since the epoch. */
  now(): number;
  /** Writes to stdout as it is. */
  out(text: string): void;
  /** Writes one line to stderr. */
  err(line: string): void;
}
