import type { Access } from "../../kube/config/access.ts";
import type { SyncState } from "../../kube/sync/syncState.ts";
import type { Verdict } from "../../kube/typed/accessReview.ts";
import type { Identity } from "../../kube/typed/whoAmI.ts";
import type { TransportTrace } from "../../kube/wire/transportTrace.ts";
import type { Ages } from "../../resources/page/section.ts";
import type { PodRow } from "../../resources/podRow.ts";
import type { Findings } from "../inquiry.ts";
import type { PodNow } from "../podFollower.ts";
import type { Scope } from "../scope.ts";
import type { Traffic } from "../traffic.ts";

/** What a question brought: an answer, or why there is none; undefined where it was not asked. */
export type Answer<T> = { readonly value: T } | { readonly problem: string } | "asked" | undefined;

/** What is asked of the server while somebody looks. */
export interface Answers {
  readonly identity: Answer<Identity>;
  readonly list: Answer<Verdict>;
  readonly watch: Answer<Verdict>;
}

/** Everything that the steps are told from. */
export interface TourFacts {
  readonly sync: SyncState;
  /** Undefined for rows of a file, and where the context could not be resolved. */
  readonly access: Access | undefined;
  /** As Cluster has it. */
  readonly certificateUntil: number | undefined;
  readonly scope: Scope | undefined;
  readonly findings: Findings;
  readonly traffic: Traffic;
  readonly answers: Answers;
  /** The pod under the cursor, and what is known of it as a whole. */
  readonly pod: { readonly row: PodRow; readonly now: PodNow } | undefined;
  /** All requests, the newest first. */
  readonly requests: readonly TransportTrace[];
  /** Our clock, milliseconds since the epoch, and the one that only goes forward. */
  readonly now: number;
  readonly monotonic: number;
  /** Ages on the server's clock. */
  readonly ages: Ages;
}
