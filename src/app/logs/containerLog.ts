import type { Clock } from "../../base/clock.ts";
import { kubeErrorOf } from "../../kube/kubeError.ts";
import type { LogRequest } from "../../kube/wire/podLogs.ts";
import { LogCursor } from "../../resources/logs/logCursor.ts";
import { type LogLine, logLineOf } from "../../resources/logs/logLine.ts";
import type { LogSource } from "../../resources/logs/logSources.ts";
import { type AfterStream, afterStream } from "./afterStream.ts";

/** Which lines are asked for. */
export interface LogRange {
  /** Undefined is the newest lines, whenever they were written. */
  readonly sinceSeconds: number | undefined;
  /** Of the run before the present one. */
  readonly previous: boolean;
}

export interface ContainerLogDeps {
  /** Number of the container among those that are followed. */
  readonly source: number;
  readonly container: string;
  readonly range: LogRange;
  /** Lines that are asked for of what was written before. */
  readonly tailLines: number;
  readonly clock: Clock;
  /** What is known of the container now; undefined when nothing is. */
  now(): LogSource | undefined;
  stream(request: Omit<LogRequest, "namespace" | "pod">, signal: AbortSignal): AsyncIterable<readonly string[]>;
  take(lines: readonly LogLine[]): void;
  /** What is going on was said anew. */
  onState(): void;
}

/** Of one pod alone. */
export const tailOfOnePod = 10_000;
/** A run that has written nothing by then may have nothing to say. */
const silenceMs = 700;
/** A stream that brings nothing for so long has brought what was there. */
const quietMs = 150;

type LogState = Omit<AfterStream, "state"> & { readonly state: "starting" | "live" | AfterStream["state"] };

/** The log of one container: taken up again when its stream breaks, without doubled or lost lines. Never throws. */
export class ContainerLog {
  readonly #deps: ContainerLogDeps;
  readonly #cursor = new LogCursor();
  readonly #stop = new AbortController();
  #wake: () => void = () => {};
  #state: LogState = { state: "starting", words: "", againMs: undefined };
  #received = 0;
  #receivedAt = Number.NEGATIVE_INFINITY;
  #tries = 0;
  #restarts: number | undefined;
  #hasLookedBack = false;

  constructor(deps: ContainerLogDeps) {
    this.#deps = deps;
    void this.#run();
  }

  get state(): LogState["state"] {
    return this.#state.state;
  }

  get words(): string {
    return this.#state.words;
  }

  /** What was written before it was opened has come, as far as one can tell. */
  isCaughtUp(now: number): boolean {
    return this.#state.state !== "starting" && now - this.#receivedAt >= quietMs;
  }

  /** The pod has changed: what waits for that goes on. */
  wake(): void {
    this.#wake();
  }

  close(): void {
    this.#stop.abort();
    this.#wake();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    let from: string | undefined;
    while (!signal.aborted) {
      const error = await this.#stream(from).catch(kubeErrorOf);
      if (signal.aborted) return;
      this.#set(afterStream(error, this.#deps.now(), this.#tries++));
      // The run before the present one says nothing more, or there is none.
      if (this.#deps.range.previous && (error === undefined || error.failure === "unsupported")) return;
      await this.#pause();
      from = this.#cursor.resume();
    }
  }

  /** Reads one stream to its end. */
  async #stream(from: string | undefined): Promise<undefined> {
    const { range, container, stream } = this.#deps;
    const since = from === undefined ? firstLines(this.#deps) : { sinceTime: from };
    const request = { container, follow: !range.previous, previous: range.previous, ...since };
    const ended = new AbortController();
    try {
      for await (const raw of stream(request, this.#stop.signal)) {
        if (this.#stop.signal.aborted) break;
        if (this.#state.state !== "live") {
          this.#tellRestart();
          this.#set({ state: "live", words: "", againMs: undefined });
          void this.#lookBack(ended.signal);
        }
        if (raw.length > 0) this.#take(raw);
      }
    } finally {
      ended.abort();
    }
    return undefined;
  }

  #take(raw: readonly string[]): void {
    const { source, take, clock } = this.#deps;
    const lines = raw.map((text) => logLineOf(text, source)).filter((line) => this.#cursor.takes(line));
    this.#receivedAt = clock.monotonic();
    if (lines.length === 0) return;
    this.#received += lines.length;
    this.#tries = 0;
    take(lines);
  }

  /** The present run has nothing: then the run before it tells more. */
  async #lookBack(signal: AbortSignal): Promise<void> {
    const { range, clock, container, source, stream, take, now, tailLines } = this.#deps;
    if (range.previous || this.#hasLookedBack) return;
    this.#hasLookedBack = true;
    try {
      await clock.sleep(silenceMs, signal);
      const lastRun = now()?.lastRun;
      if (this.#received > 0 || lastRun === undefined) return;
      take([note(source, `the run before, which ended with ${lastRun}:`)]);
      const request = { container, follow: false, previous: true, tailLines };
      for await (const raw of stream(request, this.#stop.signal)) take(raw.map((text) => logLineOf(text, source)));
      take([note(source, "the present run:")]);
    } catch {
      // The run before is gone, or the present one has ended: nothing to look back to.
    }
  }

  #tellRestart(): void {
    const { source, take, now } = this.#deps;
    const known = now();
    if (known === undefined) return;
    if (this.#restarts !== undefined && known.restarts > this.#restarts) {
      take([note(source, `restarted after ${known.lastRun ?? "its end"}, restart ${known.restarts}`)]);
    }
    this.#restarts = known.restarts;
  }

  #set(state: LogState): void {
    this.#state = state;
    this.#deps.onState();
  }

  /** As long as the state says, or until it is woken. */
  async #pause(): Promise<void> {
    const ms = this.#state.againMs;
    const wait = new AbortController();
    const { promise: woken, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    const waits = ms === undefined ? [woken] : [woken, this.#deps.clock.sleep(ms, wait.signal).catch(() => {})];
    await Promise.race(waits);
    wait.abort();
  }
}

function firstLines({
  range: { sinceSeconds },
  tailLines,
}: ContainerLogDeps): Pick<LogRequest, "tailLines" | "sinceSeconds"> {
  return sinceSeconds === undefined ? { tailLines } : { sinceSeconds };
}

function note(source: number, text: string): LogLine {
  return { source, time: "", text, isNote: true };
}
