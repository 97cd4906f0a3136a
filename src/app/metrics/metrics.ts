import type { Clock } from "../../base/clock.ts";
import { KubeError, kubeErrorOf } from "../../kube/kubeError.ts";
import type { SyncState } from "../../kube/sync/syncState.ts";
import { type PodUsage, podUsageOf } from "../../resources/usage/podUsage.ts";
import type { Cluster } from "../cluster.ts";
import type { Place } from "../connection.ts";
import type { PodTable } from "../podTable.ts";
import type { Session } from "../session.ts";
import type { ShownTable } from "../shownTable.ts";
import { type MetricsTrouble, metricsTroubleOf } from "./metricsTrouble.ts";

/** Between two questions: metrics-server itself measures each 15 seconds, and of 100,000 pods an answer is 50 MB. */
const everyMs = 30_000;

/** What the keys may ask of CPU and memory. */
export interface MetricsActions {
  /** Shows them, or takes them away. */
  toggle(): void;
}

/** What is known of them, for the header. */
export type MetricsNow =
  | { readonly kind: "asked" }
  | { readonly kind: "measured"; readonly at: number }
  | { readonly kind: "absent" };

export interface MetricsParts {
  readonly table: ShownTable;
  readonly clock: Clock;
  onChange(): void;
  say(text: string): void;
}

/** Asks what the pods on the screen use, as long as somebody looks at it and the rows are true. */
export class Metrics implements MetricsActions {
  readonly #parts: MetricsParts;
  #stop = new AbortController();
  /** Who is asked now. */
  #asked: Cluster | undefined;
  /** Of whose pods the next two are. */
  #about: PodTable | undefined;
  #trouble: MetricsTrouble | undefined;
  /** When what was answered last was asked, by the monotonic clock. */
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(parts: MetricsParts) {
    this.#parts = parts;
  }

  toggle(): void {
    this.#parts.table.toggleMeasured();
    this.#forget();
  }

  /** Undefined while nobody wants to see them, or nobody is asked. */
  get now(): MetricsNow | undefined {
    if (!this.#parts.table.measured) return undefined;
    const at = this.#about?.measuredAt;
    // After a moment's trouble the last ones are what is on the screen.
    if (at !== undefined && this.#trouble?.isFinal !== true) return { kind: "measured", at };
    if (this.#trouble !== undefined) return { kind: "absent" };
    return this.#asked === undefined ? undefined : { kind: "asked" };
  }

  /** To be told where the screen is now, and whether it is true: begins to ask, or stops. */
  follow({ session, cluster }: Place, { phase }: SyncState): void {
    if (session?.table !== this.#about) {
      this.#forget();
      this.#about = session?.table;
    }
    const { measured, waiting } = this.#parts.table;
    const isTrue = (phase === "live" || phase === "polling") && waiting === undefined;
    const isWanted = measured && isTrue && this.#trouble?.isFinal !== true;
    const wanted = isWanted ? cluster : undefined;
    if (wanted === this.#asked) return;
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#asked = wanted;
    if (wanted !== undefined && session !== undefined) void this.#keepAsking(wanted, session, this.#stop.signal);
  }

  close(): void {
    this.#stop.abort();
    this.#asked = undefined;
  }

  /** Another place, or another wish: what was said of the old one counts no more. */
  #forget(): void {
    this.close();
    this.#trouble = undefined;
    this.#askedAt = Number.NEGATIVE_INFINITY;
  }

  /** Until `signal` is aborted, or asking makes no sense any more. */
  async #keepAsking(cluster: Cluster, session: Session, signal: AbortSignal): Promise<void> {
    const { clock } = this.#parts;
    while (this.#trouble?.isFinal !== true) {
      const wait = this.#askedAt + everyMs - clock.monotonic();
      if (wait > 0) await clock.sleep(wait, signal).catch(() => {});
      if (signal.aborted) return;
      const askedAt = clock.monotonic();
      const trouble = await this.#ask(cluster, session, signal);
      if (signal.aborted) return;
      this.#askedAt = askedAt;
      if (trouble !== undefined && trouble.text !== this.#trouble?.text) this.#parts.say(trouble.text);
      this.#trouble = trouble;
      this.#parts.onChange();
    }
  }

  /** Returns what went wrong. */
  async #ask(cluster: Cluster, session: Session, signal: AbortSignal): Promise<MetricsTrouble | undefined> {
    const late = new AbortController();
    const patience = new AbortController();
    const tooLate = new KubeError("unreachable", `no answer within ${everyMs / 1000} s`);
    this.#parts.clock.sleep(everyMs, patience.signal).then(
      () => late.abort(tooLate),
      () => {},
    );
    try {
      const usages = await usagesOf(cluster, session, AbortSignal.any([signal, late.signal]));
      if (!signal.aborted) session.table.measure(usages, this.#parts.table.now);
      return undefined;
    } catch (error) {
      return metricsTroubleOf(kubeErrorOf(error));
    } finally {
      patience.abort();
    }
  }
}

/** By uid. What was measured of pods that are not in the table is dropped as it comes. */
async function usagesOf(
  cluster: Cluster,
  { scope, table }: Session,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, PodUsage>> {
  const usages = new Map<string, PodUsage>();
  for await (const samples of cluster.podSamples(scope, signal)) {
    for (const sample of samples) {
      const row = table.rowOf(sample.key);
      const usage = row && podUsageOf(row, sample);
      if (row !== undefined && usage !== undefined) usages.set(row.uid, usage);
    }
  }
  return usages;
}
