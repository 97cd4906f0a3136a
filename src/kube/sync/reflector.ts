import type { Clock } from "../../base/clock.ts";
import { type Failure, KubeError, kubeErrorOf } from "../kubeError.ts";
import { statusError } from "../wire/statusError.ts";
import { Attempt } from "./attempt.ts";
import { type Ask, type Cursor, delayBefore, type ResyncReason, start } from "./cursor.ts";
import type { ListWatch, RowChange, RowSink, Versioned, WatchEvent } from "./listWatch.ts";
import { livenessAct, type Moment, timeBetween } from "./liveness.ts";
import { pauseState } from "./pauseState.ts";
import { advance, type Outcome } from "./recovery.ts";
import { compareVersions } from "./resourceVersion.ts";
import { RowMirror } from "./rowMirror.ts";
import { StateTeller } from "./stateTeller.ts";
import type { SyncState } from "./syncState.ts";

export interface ReflectorOptions<Row> {
  readonly source: ListWatch<Row>;
  readonly sink: RowSink<Row>;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly onState: (state: SyncState) => void;
  /** Shown while connecting. */
  readonly host: string;
}

const tickMs = 1_000;
const auditEveryMs = 600_000;
/** Rows asked for in one page (client-go's tools/pager). */
const pageSize = 500;

/** Why everything is listed again, as the header says it. */
const resyncWords: Readonly<Record<ResyncReason, string>> = {
  historyExpired: "the history expired",
  versionWentBack: "the server went back in time",
  undecodable: "an event could not be read",
  storeReadError: "the server could not read an object",
  countMismatch: "the number of rows was not the server's",
  uidConflict: "an object was replaced unseen",
  watchFails: "the watch keeps failing",
  silentWatch: "the watch fell silent",
};

/**
 * Keeps the sink in step with the server for as long as it runs: lists, watches, and after any failure does what recovery.ts says.
 * It holds no policy itself.
 */
export class Reflector<Row extends Versioned> {
  readonly #options: ReflectorOptions<Row>;
  readonly #teller: StateTeller;
  #cursor: Cursor = start;
  /** What the sink shows once there was a complete list. */
  #mirror = new RowMirror<Row>();
  #attempt: Attempt | undefined;
  #wake: AbortController | undefined;
  /** Whether this server sends bookmarks on a quiet watch; nearly all do, so that they are expected until it is known that they do not come. */
  #bookmarks: "unknown" | "come" | "none" = "unknown";
  #auditAt = 0;

  constructor(options: ReflectorOptions<Row>) {
    this.#options = options;
    this.#teller = new StateTeller(options.clock, options.onState);
  }

  /** Runs until `signal` is aborted; never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const asked = await this.#pause(signal);
      if (asked !== undefined) this.#cursor = advance(this.#cursor, asked);
      if (signal.aborted) break;
      const outcome = await this.#request(this.#cursor.ask, signal);
      if (!signal.aborted) this.#cursor = advance(this.#cursor, outcome);
    }
    this.#options.onState({ phase: "stopped" });
  }

  /** Drops what is under way and tries again now: a person asked, or credentials have changed. */
  reconnectNow(): void {
    this.#attempt?.end({ kind: "asked", version: this.#mirror.version });
    this.#wake?.abort();
  }

  /** Waits as the cursor says. An outcome means that the wait was cut short by something that changes what to ask. */
  async #pause(signal: AbortSignal): Promise<Outcome | undefined> {
    const { clock, random, source } = this.#options;
    const delay = delayBefore(this.#cursor, random);
    if (delay === 0) return undefined;
    const until = clock.monotonic() + delay;
    const state = pauseState(this.#cursor, this.#teller.asOf, clock.now() + delay);
    const isTrouble = state?.phase !== "polling" && this.#teller.asOf !== undefined;
    if (state !== undefined && isTrouble) this.#teller.tellPatiently(state);
    else if (state !== undefined) this.#teller.tell(state);
    const wake = new AbortController();
    this.#wake = wake;
    const stop = AbortSignal.any([signal, wake.signal]);
    let before = this.#moment();
    while (!stop.aborted) {
      const left = until - clock.monotonic();
      if (left <= 0) return undefined;
      const step = Math.min(left, tickMs);
      await clock.sleep(step, stop).catch(() => undefined);
      const after = this.#moment();
      const { slept, wallJump } = timeBetween(before, after, step);
      if (slept) {
        source.dropConnections();
        return { kind: "resumed", version: this.#mirror.version };
      }
      if (wallJump !== 0) this.#teller.wallMoved(wallJump);
      before = after;
      this.#teller.tick();
    }
    return signal.aborted ? undefined : { kind: "asked", version: this.#mirror.version };
  }

  async #request(ask: Ask, signal: AbortSignal): Promise<Outcome> {
    const attempt = new Attempt(ask.kind, this.#cursor.error !== undefined);
    this.#attempt = attempt;
    const stop = () => attempt.close();
    signal.addEventListener("abort", stop, { once: true });
    const watched = this.#keepWatch(attempt);
    try {
      const outcome = await this.#carryOut(ask, attempt);
      return attempt.verdict ?? outcome;
    } catch (error) {
      if (attempt.verdict !== undefined) return attempt.verdict;
      return { kind: "failed", error: kubeErrorOf(error), ...this.#life(attempt) };
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
        this.#askForTotal(attempt);
        const staging = new RowMirror<Row>();
        // A version would only promise "not older": after a lost history nothing but the newest is safe.
        return this.#follow(source.streamingList(undefined, attempt.signal), staging, attempt);
      }
      case "list":
        return this.#list(ask, attempt);
    }
  }

  async #list(ask: Ask & { kind: "list" }, attempt: Attempt): Promise<Outcome> {
    const { source, clock } = this.#options;
    const startedAt = clock.monotonic();
    const staging = new RowMirror<Row>();
    const options = { pageSize: ask.form === "paged" ? pageSize : undefined, gzip: ask.form === "gzip" };
    if (ask.form !== "paged") this.#askForTotal(attempt);
    let version = "";
    for await (const part of source.list(ask.from, options, attempt.signal)) {
      attempt.accept(clock.monotonic(), 0);
      for (const row of part.rows) staging.rows.set(row.key, row);
      attempt.received = staging.rows.size;
      attempt.lastInitialAt = clock.monotonic();
      if (part.remaining !== undefined) attempt.total = attempt.received + part.remaining;
      version = part.resourceVersion ?? version;
      if (this.#isFirst) this.#show(part.rows.map((row) => ({ type: "put", row })));
      this.#tellProgress(attempt);
    }
    this.#complete(staging, version);
    const tookMs = clock.monotonic() - startedAt;
    return { kind: "listed", version, tookMs };
  }

  /** Takes a stream of events into `mirror` until it ends. A mirror without a version is a list that is still arriving. */
  async #follow(
    batches: AsyncIterable<readonly WatchEvent<Row>[]>,
    mirror: RowMirror<Row>,
    attempt: Attempt,
  ): Promise<Outcome> {
    const { clock } = this.#options;
    for await (const batch of batches) {
      const wasAccepted = attempt.acceptedAt !== undefined;
      attempt.accept(clock.monotonic(), mirror.progress);
      const lost = this.#takeBatch(batch, mirror, attempt);
      if (lost !== undefined) return { kind: "lost", reason: lost, ...this.#life(attempt) };
      if (attempt.ask === "watch") {
        if (batch.length > 0 || !wasAccepted) this.#teller.prove();
        this.#teller.live();
      } else {
        attempt.gotInitial(batch, clock.monotonic());
        this.#tellProgress(attempt);
      }
    }
    return { kind: "ended", ...this.#life(attempt) };
  }

  /** @throws KubeError for an ERROR event. Returns why the rows can no longer be trusted, if so. */
  #takeBatch(batch: readonly WatchEvent<Row>[], mirror: RowMirror<Row>, attempt: Attempt): ResyncReason | undefined {
    const isShown = mirror === this.#mirror || this.#isFirst;
    let changes: RowChange<Row>[] = [];
    const flush = () => {
      this.#show(changes);
      changes = [];
    };
    for (const event of batch) {
      const finding = mirror.take(event, isShown ? changes : undefined);
      if (event.type === "put" && attempt.ask === "streamingList") attempt.received = mirror.rows.size;
      if (finding === undefined || finding.kind === "stale" || finding.kind === "unknown") continue;
      if (finding.kind === "bookmark") {
        this.#bookmarks = "come";
        if (finding.isEnd && mirror.version === undefined) {
          flush();
          this.#complete(mirror, finding.version);
          attempt.becomeWatch(this.#options.clock.monotonic(), mirror.progress);
          this.#cursor = advance(this.#cursor, { kind: "synced", version: finding.version });
        } else if (mirror.version !== undefined) {
          attempt.hadBookmark = true;
          this.#audit(finding.version, mirror.rows.size, attempt);
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

  #complete(mirror: RowMirror<Row>, version: string): void {
    if (version === "") throw new KubeError("protocol", "The server's list has no resourceVersion.");
    mirror.version = version;
    this.#mirror = mirror;
    // Also after a first list, whose rows are in the sink already: an earlier try, or whoever filled it before, may have left more.
    this.#options.sink.replace(mirror.rows);
    this.#teller.prove();
    // A number that a list does not mend would be listed for again and again.
    const isMismatch = this.#cursor.resync === "countMismatch";
    this.#auditAt = this.#options.clock.monotonic() + (isMismatch ? auditEveryMs : 0);
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

  #life(attempt: Attempt): ReturnType<Attempt["life"]> {
    return attempt.life(this.#options.clock.monotonic(), this.#mirror.progress, this.#mirror.version);
  }

  #moment(): Moment {
    const { clock } = this.#options;
    return { wall: clock.now(), monotonic: clock.monotonic() };
  }

  /** Looks once a second whether what is under way still lives. Ends with the attempt. */
  async #keepWatch(attempt: Attempt): Promise<void> {
    const { clock } = this.#options;
    let before = this.#moment();
    while (!attempt.signal.aborted) {
      await clock.sleep(tickMs, attempt.signal).catch(() => undefined);
      if (attempt.signal.aborted) return;
      const after = this.#moment();
      const { slept, wallJump } = timeBetween(before, after, tickMs);
      before = after;
      if (slept) {
        this.#options.source.dropConnections();
        attempt.end({ kind: "resumed", version: this.#mirror.version });
        return;
      }
      if (wallJump !== 0) this.#teller.wallMoved(wallJump);
      this.#act(attempt);
      this.#teller.tick();
    }
  }

  #act(attempt: Attempt): void {
    const { clock, source } = this.#options;
    const mayCompress = this.#cursor.can.compressedList;
    const bookmarksExpected = this.#bookmarks !== "none";
    const pulse = attempt.pulse(clock.monotonic(), this.#mirror.progress, bookmarksExpected, mayCompress);
    if (pulse === undefined) return;
    switch (livenessAct(pulse)) {
      case "nothing":
        return;
      case "probe":
        void this.#probe(attempt);
        return;
      case "dead":
        source.dropConnections();
        attempt.end(this.#failure(attempt, "The server no longer answers"));
        return;
      case "silent":
        if (this.#bookmarks === "unknown") this.#bookmarks = "none";
        attempt.end(this.#failure(attempt, "The watch fell silent"));
        return;
      case "stalled":
        attempt.end(this.#failure(attempt, "The server stopped in the middle of the list"));
        return;
      case "checkVersion":
        attempt.versionChecked = true;
        void this.#checkVersion(attempt);
        return;
      case "noEnd":
        attempt.end({ kind: "noEnd" });
        return;
      case "slow":
        attempt.end({ kind: "slow" });
        return;
    }
  }

  #failure(attempt: Attempt, message: string): Outcome {
    return { kind: "failed", error: new KubeError("unreachable", message), ...this.#life(attempt) };
  }

  async #probe(attempt: Attempt): Promise<void> {
    const { clock, source } = this.#options;
    attempt.probingSince = clock.monotonic();
    const error = await source.probe(attempt.signal).then(() => undefined, kubeErrorOf);
    if (attempt.signal.aborted) return;
    if (error !== undefined && !isAnswer(error)) {
      attempt.end(this.#failure(attempt, "The server no longer answers"));
      return;
    }
    attempt.probingSince = undefined;
    attempt.probedAt = clock.monotonic();
    // Where bookmarks come, only they prove that the watch itself lives.
    if (error === undefined && attempt.ask === "watch" && this.#bookmarks === "none") {
      this.#teller.prove();
      this.#teller.live();
    }
  }

  /** A server restored from a backup is behind us, and its watch would stay silent for ever. */
  async #checkVersion(attempt: Attempt): Promise<void> {
    const count = await this.#options.source.count(undefined, attempt.signal).catch(() => undefined);
    const ours = this.#mirror.version;
    if (count === undefined || ours === undefined || attempt.signal.aborted) return;
    const order = compareVersions(count.resourceVersion, ours);
    if (order !== undefined && order < 0) {
      attempt.end({ kind: "lost", reason: "versionWentBack", ...this.#life(attempt) });
    }
  }

  /** Now and then: does the server have as many rows at this version as we do? */
  #audit(version: string, rows: number, attempt: Attempt): void {
    const now = this.#options.clock.monotonic();
    if (now < this.#auditAt) return;
    this.#auditAt = now + auditEveryMs;
    void this.#options.source
      .count({ exactly: version }, attempt.signal)
      .then((count) => {
        if (count?.total === undefined || count.total === rows || attempt.signal.aborted) return;
        attempt.end({ kind: "lost", reason: "countMismatch", ...this.#life(attempt) });
      })
      // Refused or too late to ask: then nothing is proved, and nothing is wrong.
      .catch(() => undefined);
  }

  #askForTotal(attempt: Attempt): void {
    void this.#options.source
      .count(undefined, attempt.signal)
      .then((count) => count && attempt.counted(count))
      .catch(() => undefined);
  }
}

const noAnswer: ReadonlySet<Failure> = new Set(["unreachable", "proxy", "tls", "protocol"]);

/** Who refuses a probe is there: a login that expires does not end the watch that was opened with it. */
function isAnswer({ failure }: KubeError): boolean {
  return !noAnswer.has(failure);
}
