import type { Clock } from "../../base/clock.ts";
import type { TraceListener, TransportPhase, TransportTrace } from "./transportTrace.ts";

/** Writes down the life of one request and tells each step. */
export class TraceRecorder {
  readonly #clock: Clock;
  readonly #listener: TraceListener | undefined;
  #trace: TransportTrace;
  #mark: number;

  constructor(
    request: Pick<TransportTrace, "id" | "method" | "url">,
    clock: Clock,
    listener: TraceListener | undefined,
  ) {
    this.#clock = clock;
    this.#listener = listener;
    this.#mark = clock.monotonic();
    this.#trace = {
      ...request,
      startedAt: clock.now(),
      endedAt: undefined,
      status: undefined,
      mediaType: undefined,
      bytesReceived: 0,
      phases: [],
      error: undefined,
    };
    this.#tell();
  }

  /** Names what has been going on since the last step. */
  step(phase: TransportPhase): void {
    this.#add(phase);
    this.#tell();
  }

  /** The time since the last step belongs to no phase. */
  skip(): void {
    this.#mark = this.#clock.monotonic();
  }

  headers(status: number, mediaType: string): void {
    this.#trace = { ...this.#trace, status, mediaType };
    this.step("firstByte");
  }

  received(bytes: number): void {
    this.#trace = { ...this.#trace, bytesReceived: this.#trace.bytesReceived + bytes };
  }

  /** May come twice: a body that was read well can still turn out to be an error. */
  end(error?: string): void {
    if (this.#trace.endedAt === undefined) {
      if (this.#trace.status !== undefined) this.#add("body");
      this.#trace = { ...this.#trace, endedAt: this.#clock.now(), error };
    } else if (error !== undefined) this.#trace = { ...this.#trace, error };
    else return;
    this.#tell();
  }

  #add(phase: TransportPhase): void {
    const now = this.#clock.monotonic();
    this.#trace = { ...this.#trace, phases: [...this.#trace.phases, { phase, ms: now - this.#mark }] };
    this.#mark = now;
  }

  #tell(): void {
    this.#listener?.(this.#trace);
  }
}
