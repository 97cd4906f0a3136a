import { type Goal, isReached, type Matching } from "./goal.ts";

export interface GateOptions {
  readonly goal: Goal;
  /** How long the goal must have been reached without a break, milliseconds. */
  readonly stableMs: number;
  readonly timeoutMs: number;
  /** As `now` of all methods: monotonic milliseconds. */
  readonly startedAt: number;
}

/** What is known of the pods now. */
export interface Known extends Matching {
  /** A complete list is there, and its changes are being told: it is the server's truth now. */
  readonly isCurrent: boolean;
}

/** Decides when a wait is over. What is not known to be true now opens nothing, and begins the time of `stableMs` anew. */
export class Gate {
  readonly #options: GateOptions;
  /** Since when the goal is reached; undefined while it is not. */
  #reachedAt: number | undefined;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  /** To be called with each single change, so that nothing flickers unseen. */
  note(known: Known, now: number): void {
    if (!known.isCurrent || !isReached(this.#options.goal, known)) this.#reachedAt = undefined;
    else this.#reachedAt ??= now;
  }

  /** What was thought to be reached is not. */
  beginAnew(): void {
    this.#reachedAt = undefined;
  }

  verdict(now: number): "met" | "timeout" | undefined {
    if (now >= this.#metAt) return "met";
    return now >= this.#deadline ? "timeout" : undefined;
  }

  /** When the verdict may change without any change of the pods. */
  get until(): number {
    return Math.min(this.#metAt, this.#deadline);
  }

  get #metAt(): number {
    return (this.#reachedAt ?? Number.POSITIVE_INFINITY) + this.#options.stableMs;
  }

  get #deadline(): number {
    return this.#options.startedAt + this.#options.timeoutMs;
  }
}
