import type { Clock } from "../../base/clock.ts";
import type { TraceListener, TransportPhase, TransportTrace } from "./transportTrace.ts";

type Phase = TransportTrace["phases"][number];

/** The trace as whoever writes it has it. */
type WrittenTrace = { -readonly [Name in keyof TransportTrace]: TransportTrace[Name] } & { phases: Phase[] };

/** Writes down the life of one request and tells each step. */
export class TraceRecorder {
  readonly #clock: Clock;
  readonly #listeners: readonly TraceListener[];
  readonly #trace: WrittenTrace;
  #mark: number;

  constructor(
    request: Pick<TransportTrace, "id" | "method" | "url">,
    clock: Clock,
    listeners: readonly TraceListener[],
  ) {
    this.#clock = clock;
    this.#listeners = listeners;
    this.#mark = clock.monotonic();
    this.#trace = {
      ...request,
      startedAt: clock.now(),
      endedAt: undefined,
      status: undefined,
      mediaType: undefined,
      encoding: undefined,
      connection: undefined,
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

  /** The request goes over this connection. The time since the last step belongs to no phase. */
  connected(connection: NonNullable<TransportTrace["connection"]>): void {
    this.#trace.connection = connection;
    this.#mark = this.#clock.monotonic();
  }

  /** `encoding` is empty for none. */
  headers(status: number, mediaType: string, encoding: string): void {
    this.#trace.status = status;
    this.#trace.mediaType = mediaType;
    this.#trace.encoding = encoding || undefined;
    this.step("firstByte");
  }

  /** Told with the next step only: pieces of a body are many. */
  received(bytes: number): void {
    this.#trace.bytesReceived += bytes;
  }

  /** May come twice: a body that was read well can still turn out to be an error. */
  end(error?: string): void {
    if (this.#trace.endedAt === undefined) {
      if (this.#trace.status !== undefined) this.#add("body");
      this.#trace.endedAt = this.#clock.now();
      this.#trace.error = error;
    } else if (error !== undefined) this.#trace.error = error;
    else return;
    this.#tell();
  }

  #add(phase: TransportPhase): void {
    const now = this.#clock.monotonic();
    this.#trace.phases.push({ phase, ms: now - this.#mark });
    this.#mark = now;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener(this.#trace);
  }
}
