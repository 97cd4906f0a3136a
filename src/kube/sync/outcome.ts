import type { KubeError } from "../kubeError.ts";
import type { ResyncReason } from "./cursor.ts";
import type { FromVersion } from "./listWatch.ts";

/** What became of a request. */
export type Outcome =
  /** A streaming list is complete; the same request goes on as a watch. */
  | { readonly kind: "synced"; readonly version: string }
  | { readonly kind: "listed"; readonly version: string; readonly tookMs: number }
  /** The server ended it in good order. */
  | ({ readonly kind: "ended" } & Life)
  | ({ readonly kind: "failed"; readonly error: KubeError } & Life)
  /** The table can no longer be trusted to follow from its version. */
  | ({ readonly kind: "lost"; readonly reason: ResyncReason } & Life)
  /** A watch from which no word came for so long that only a new one can tell whether it lives. */
  | ({ readonly kind: "silent" } & Life)
  /** A streaming list over a link so slow that a compressed list is faster. */
  | { readonly kind: "slow" }
  /** A streaming list whose end bookmark does not come: the server knows nothing of it. */
  | { readonly kind: "noEnd" }
  /** The machine slept: all connections were dropped. */
  | { readonly kind: "resumed"; readonly version: FromVersion }
  /** A person asked to try now, or credentials have changed. */
  | { readonly kind: "asked"; readonly version: FromVersion };

/** How far a request got. */
export interface Life {
  /** The server accepted it: something of the answer came. */
  readonly accepted: boolean;
  /** Milliseconds since then. */
  readonly lastedMs: number;
  /** Events that moved the version. */
  readonly progress: number;
  /** Version of the table now. */
  readonly version: FromVersion;
}
