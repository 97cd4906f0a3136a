/** Timers as a parameter, so that tests own them. `later` returns its inverse. */
export interface Timers {
  now(): number;
  later(ms: number, run: () => void): () => void;
}

/** The machine's own timers. */
export const systemTimers: Timers = {
  now: () => performance.now(),
  later: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Many requests, one draw a frame. Draws happen before React is told: whatever reaches React is worth a layout. */
export class FramePacer {
  readonly #draw: () => void;
  readonly #timers: Timers;
  /** Least milliseconds between two draws that nobody waits for. */
  spacingMs: number;
  #drawnAt = Number.NEGATIVE_INFINITY;
  #isStopped = false;
  #planned: { readonly at: number; readonly cancel: () => void } | undefined;

  constructor(draw: () => void, timers: Timers, spacingMs: number) {
    this.#draw = draw;
    this.#timers = timers;
    this.spacingMs = spacingMs;
  }

  /** Something changed: it is drawn at the next frame. */
  request(): void {
    this.#planAt(this.#drawnAt + this.spacingMs);
  }

  /** Time alone changes something `ms` milliseconds from now: it is drawn then, not before. */
  requestIn(ms: number): void {
    // A timer takes at most 2^31-1 ms; whoever sleeps for a day can be asked once in between.
    if (Number.isFinite(ms)) this.#planAt(this.#timers.now() + Math.min(Math.max(ms, this.spacingMs), 86_400_000));
  }

  /** A key was pressed: draws before this returns. */
  drawNow(): void {
    if (this.#isStopped) return;
    this.#planned?.cancel();
    this.#planned = undefined;
    this.#drawnAt = this.#timers.now();
    this.#draw();
  }

  /** Nothing is drawn any more, whatever is asked for. */
  stop(): void {
    this.#isStopped = true;
    this.#planned?.cancel();
    this.#planned = undefined;
  }

  #planAt(at: number): void {
    if (this.#isStopped) return;
    if (this.#planned !== undefined && this.#planned.at <= at) return;
    this.#planned?.cancel();
    const cancel = this.#timers.later(Math.max(0, at - this.#timers.now()), () => this.drawNow());
    this.#planned = { at, cancel };
  }
}
