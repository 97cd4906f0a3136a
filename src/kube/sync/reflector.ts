import type { Clock } from "../../base/clock.ts";
import { KubeError, kubeErrorOf } from "../kubeError.ts";
import { statusError } from "../wire/statusError.ts";
import { Attempt } from "./attempt.ts";
import { Audit } from "./audit.ts";
import { type Ask, type Cursor, delayBefore, type ResyncReason, start } from "./cursor.ts";
import type { ListWatch, RowChange, RowSink, Versioned, WatchEvent } from "./listWatch.ts";
import { resyncWords, whyAnother } from "./nextRequest.ts";
import type { Outcome } from "./outcome.ts";
import { pauseState } from "./pauseState.ts";
import { advance } from "./recovery.ts";
import { RowMirror } from "./rowMirror.ts";
import { StateTeller } from "./stateTeller.ts";
import { SyncFigures } from "./syncFigures.ts";
import type { SyncState } from "./syncState.ts";
import { ticks } from "./ticks.ts";
import { Watchdog } from "./watchdog.ts";

export interface ReflectorOptions<Row> {
  readonly source: ListWatch<Row>;
  readonly sink: RowSink<Row>;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly onState: (state: SyncState) => void;
  /** Shown while connecting. */
  readonly host: string;
  /** Where it counts what it sees; default nowhere that anybody looks. */
  readonly figures?: SyncFigures | undefined;
}

/** Rows asked for in one page (client-go's tools/pager). */
const pageSize = 500;

/**
 * Keeps the sink in step with the server for as long as it runs: lists, watches, and after any failure does what recovery.ts says.
 * It holds no policy itself.
 */
export class Reflector<Row extends Versioned> {
  readonly #options: ReflectorOptions<Row>;
  readonly #teller: StateTeller;
  readonly #watchdog: Watchdog;
  readonly #audit: Audit;
  readonly #figures: SyncFigures;
  #cursor: Cursor = start;
  /** What the sink shows once there was a complete list. */
  #mirror = new RowMirror<Row>(new Map());
  #attempt: Attempt | undefined;
  #wake: AbortController | undefined;

  constructor(options: ReflectorOptions<Row>) {
    this.#options = options;
    const { source, clock } = options;
    this.#teller = new StateTeller(clock, options.onState);
    this.#watchdog = new Watchdog(source, clock, this.#teller);
    this.#audit = new Audit(source, clock);
    this.#figures = options.figures ?? new SyncFigures();
  }

  /** Runs until `signal` is aborted; never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const asked = await this.#pause(signal);
      if (asked !== undefined) this.#advance(asked);
      if (signal.aborted) break;
      const outcome = await this.#request(this.#cursor.ask, signal);
      if (!signal.aborted) this.#advance(outcome);
    }
    this.#options.onState({ phase: "stopped" });
  }

  /** Drops what is under way and tries again now: a person asked, or credentials have changed. */
  reconnectNow(): void {
    this.#attempt?.end({ kind: "asked", version: this.#mirror.version });
    this.#wake?.abort();
  }

  #advance(outcome: Outcome): void {
    this.#cursor = advance(this.#cursor, outcome);
    const why = whyAnother(outcome);
    if (why !== undefined) this.#figures.restarted(why, this.#cursor.ask.kind, this.#options.clock.now());
  }

  /** Waits as the cursor says. An outcome means that the wait was cut short by something that changes what to ask. */
  async #pause(signal: AbortSignal): Promise<Outcome | undefined> {
    const { clock, random } = this.#options;
    const delay = delayBefore(this.#cursor, random);
    if (delay === 0) return undefined;
    const state = pauseState(this.#cursor, this.#teller.asOf, clock.now() + delay);
    const isTrouble = state?.phase !== "polling" && this.#teller.asOf !== undefined;
    if (state !== undefined && isTrouble) this.#teller.tellPatiently(state);
    else if (state !== undefined) this.#teller.tell(state);
    const wake = new AbortController();
    this.#wake = wake;
    const stop = AbortSignal.any([signal, wake.signal]);
    for await (const step of ticks(clock, stop, delay)) {
      if (this.#watchdog.noteTime(step)) return { kind: "resumed", version: this.#mirror.version };
      this.#teller.tick();
    }
    if (!wake.signal.aborted) return undefined;
    return signal.aborted ? undefined : { kind: "asked", version: this.#mirror.version };
  }

  async #request(ask: Ask, signal: AbortSignal): Promise<Outcome> {
    const attempt = new Attempt({
      clock: this.#options.clock,
      ask: ask.kind,
      standing: this.#mirror,
      recovering: this.#cursor.error !== undefined,
      mayCompress: this.#cursor.can.compressedList,
    });
    this.#attempt = attempt;
    this.#figures.asking();
    const stop = () => attempt.close();
    signal.addEventListener("abort", stop, { once: true });
    const watched = this.#watchdog.watch(attempt);
    try {
      const outcome = await this.#carryOut(ask, attempt);
      return attempt.verdict ?? outcome;
    } catch (error) {
      if (attempt.verdict !== undefined) return attempt.verdict;
      return { kind: "failed", error: kubeErrorOf(error), ...attempt.life() };
    } finally {
      signal.removeEventListener("abort", stop);
      attempt.close();
      this.#attempt = undefined;
      await watched;
      this.#teller.tick();
    }
  }

  async #carryOut(ask: Ask, attempt: Attempt): Promise<Outcome> {
    const { source, host, clock } = this.#options;
    const since = clock.now();
    const { asOf } = this.#teller;
    // While nothing was ever there, the last failure stays in sight until something comes.
    if (asOf === undefined && this.#cursor.error === undefined) this.#teller.tell({ phase: "connecting", host, since });
    switch (ask.kind) {
      case "watch":
        this.#teller.tellPatiently({ phase: "catchingUp", asOf: asOf ?? since, since, cause: this.#cause() });
        return this.#follow(source.watch(ask.from, attempt.signal), this.#mirror, attempt);
      case "streamingList": {
        const staging = new RowMirror(this.#mirror.rows);
        // A version would only promise "not older": after a lost history nothing but the newest is safe.
        return this.#follow(source.streamingList(undefined, attempt.signal), staging, attempt);
      }
      case "list":
        return this.#list(ask, attempt);
    }
  }

  async #list(ask: Ask & { kind: "list" }, attempt: Attempt): Promise<Outcome> {
    const { source, clock } = this.#options;
    const staging = new RowMirror(this.#mirror.rows);
    const options = { pageSize: ask.form === "paged" ? pageSize : undefined, gzip: ask.form === "gzip" };
    let version = "";
    for await (const part of source.list(ask.from, options, attempt.signal)) {
      this.#accept(attempt, ask.form !== "paged");
      for (const row of part.rows) staging.add(row);
      attempt.received = staging.rows.size;
      if (part.remaining !== undefined) attempt.total = attempt.received + part.remaining;
      version = part.resourceVersion ?? version;
      if (this.#isFirst) this.#show(part.rows.map((row) => ({ type: "put", row })));
      this.#tellProgress(attempt);
    }
    this.#complete(staging, version, attempt);
    return { kind: "listed", version, tookMs: clock.monotonic() - attempt.startedAt };
  }

  /** Takes a stream of events into `mirror` until it ends. A mirror without a version is a list that is still arriving. */
  async #follow(
    batches: AsyncIterable<readonly WatchEvent<Row>[]>,
    mirror: RowMirror<Row>,
    attempt: Attempt,
  ): Promise<Outcome> {
    for await (const batch of batches) {
      this.#accept(attempt, attempt.ask === "streamingList");
      const lost = this.#takeBatch(batch, mirror, attempt);
      if (lost !== undefined) return { kind: "lost", reason: lost, ...attempt.life() };
      if (attempt.ask === "watch") {
        this.#teller.prove();
        this.#teller.live();
      } else {
        attempt.gotInitial(batch);
        this.#tellProgress(attempt);
      }
    }
    return { kind: "ended", ...attempt.life() };
  }

  /** @throws KubeError for an ERROR event. Returns why the rows can no longer be trusted, if so. */
  #takeBatch(batch: readonly WatchEvent<Row>[], mirror: RowMirror<Row>, attempt: Attempt): ResyncReason | undefined {
    let changes: RowChange<Row>[] = [];
    const flush = () => {
      this.#show(changes);
      changes = [];
    };
    for (const event of batch) {
      // Asked for each event: the end of a list may be in the middle of a batch.
      const isShown = mirror === this.#mirror || this.#isFirst;
      const isChange = mirror.version !== undefined && (event.type === "put" || event.type === "delete");
      if (isChange) this.#figures.changeCame(this.#options.clock.monotonic());
      const finding = mirror.take(event, isShown ? changes : undefined);
      if (event.type === "put" && attempt.ask === "streamingList") attempt.received = mirror.rows.size;
      if (finding === undefined || finding.kind === "stale" || finding.kind === "unknown") continue;
      if (finding.kind === "bookmark") {
        this.#watchdog.bookmarkCame();
        if (finding.isEnd && mirror.version === undefined) {
          flush();
          this.#complete(mirror, finding.version, attempt);
          attempt.becomeWatch(mirror);
          this.#figures.watching(this.#options.clock.now());
          this.#advance({ kind: "synced", version: finding.version });
        } else if (mirror.version !== undefined) {
          attempt.hadBookmark = true;
          this.#figures.bookmarkCame(finding.version, this.#options.clock.now());
          void this.#auditAt(finding.version, attempt);
        }
        continue;
      }
      flush();
      if (finding.kind === "lost") return finding.reason;
      throw statusError(finding.status);
    }
    flush();
    return undefined;
  }

  #show(changes: readonly RowChange<Row>[]): void {
    if (changes.length > 0) this.#options.sink.apply(changes);
  }

  /** No complete list was ever there: rows are shown as they come. */
  get #isFirst(): boolean {
    return this.#mirror.version === undefined;
  }

  #complete(mirror: RowMirror<Row>, version: string, { startedAt }: Attempt): void {
    if (version === "") throw new KubeError("protocol", "The server's list has no resourceVersion.");
    mirror.complete(version);
    this.#mirror = mirror;
    // Also after a first list, whose rows are in the sink already: an earlier try, or whoever filled it before, may have left more.
    this.#options.sink.replace(mirror.rows);
    this.#teller.prove();
    const { ask } = this.#cursor;
    const { clock } = this.#options;
    this.#figures.listed({
      form: ask.kind === "list" ? ask.form : "stream",
      rows: mirror.rows.size,
      resourceVersion: version,
      completeAt: clock.now(),
      tookMs: clock.monotonic() - startedAt,
    });
    this.#audit.listed(this.#cursor.resync === "countMismatch");
  }

  #tellProgress({ received, total }: Attempt): void {
    const { resync } = this.#cursor;
    const { asOf } = this.#teller;
    if (asOf === undefined) this.#teller.tell({ phase: "loading", received, total });
    else if (resync !== undefined || this.#cursor.can.watch) {
      this.#teller.tellPatiently({ phase: "resyncing", asOf, cause: this.#cause(), received, total });
    }
  }

  #cause(): string {
    const { resync, error } = this.#cursor;
    if (resync !== undefined) return resyncWords[resync];
    return error?.message ?? "the server ended the watch";
  }

  async #auditAt(version: string, attempt: Attempt): Promise<void> {
    const agrees = await this.#audit.agrees(version, this.#mirror.rows.size, attempt.signal);
    if (!agrees) attempt.end({ kind: "lost", reason: "countMismatch", ...attempt.life() });
  }

  /** The server answers. Rows come first: asking for their number at the same time would hold them up. */
  #accept(attempt: Attempt, wantsTotal: boolean): void {
    if (!attempt.accept()) return;
    if (attempt.ask === "watch") this.#figures.watching(this.#options.clock.now());
    if (wantsTotal) this.#askForTotal(attempt);
  }

  #askForTotal(attempt: Attempt): void {
    void this.#options.source
      .count(undefined, attempt.signal)
      .then((count) => count && attempt.counted(count))
      .catch(() => undefined);
  }
}
