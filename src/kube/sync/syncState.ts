import type { KubeError } from "../kubeError.ts";

/**
 * What is going on between us and the server. Every state but the first ones keeps the rows:
 * `asOf` is when they were last known to be the server's truth (milliseconds since the epoch), undefined before the first list.
 */
export type SyncState =
  /** Reading the kubeconfig. */
  | { readonly phase: "starting" }
  /** A credential plugin, token or identity provider is being asked. */
  | { readonly phase: "authenticating"; readonly what: string; readonly since: number }
  | { readonly phase: "connecting"; readonly host: string; readonly since: number }
  | { readonly phase: "loading"; readonly received: number; readonly total: number | undefined }
  /** In step with the server; `verifiedAt` is the newest proof of it. */
  | { readonly phase: "live"; readonly verifiedAt: number }
  /** The watch ended and is taken up again where it stopped. */
  | { readonly phase: "catchingUp"; readonly asOf: number; readonly since: number; readonly cause: string }
  /** The history is lost: everything is listed again. */
  | {
      readonly phase: "resyncing";
      readonly asOf: number;
      readonly cause: string;
      readonly received: number;
      readonly total: number | undefined;
    }
  | { readonly phase: "waiting"; readonly asOf: number | undefined; readonly until: number; readonly error: KubeError }
  /** May list but not watch. */
  | { readonly phase: "polling"; readonly verifiedAt: number; readonly everyMs: number }
  /** Login has expired or cannot be had. Without `retryAt` only a person, or a changed credentials file, can help. */
  | {
      readonly phase: "unauthorized";
      readonly asOf: number | undefined;
      readonly error: KubeError;
      readonly retryAt?: number | undefined;
    }
  | {
      readonly phase: "forbidden";
      readonly asOf: number | undefined;
      readonly error: KubeError;
      readonly retryAt: number;
    }
  /** Three or more tries in a row failed to connect. */
  | {
      readonly phase: "unreachable";
      readonly asOf: number | undefined;
      readonly error: KubeError;
      readonly retryAt: number;
    }
  /** Will not heal by itself: configuration, certificates, not a Kubernetes server. `retryAt` is undefined for configuration. */
  | {
      readonly phase: "broken";
      readonly asOf: number | undefined;
      readonly error: KubeError;
      readonly retryAt: number | undefined;
    }
  /** Rows were read from a file, not from a server. */
  | { readonly phase: "file"; readonly path: string; readonly asOf: number }
  | { readonly phase: "stopped" };

const times: ReadonlySet<string> = new Set(["asOf", "verifiedAt", "since", "until", "retryAt"]);

/** The same state on a clock that was moved by so many milliseconds. */
export function movedInTime(state: SyncState, by: number): SyncState {
  const moved = Object.entries(state).map(([name, value]) => {
    return [name, times.has(name) && typeof value === "number" ? value + by : value];
  });
  return Object.fromEntries(moved) as SyncState;
}
