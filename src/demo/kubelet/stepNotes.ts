import type { RecordedEvent } from "../eventRecorder.ts";
import { secondFrom } from "./seconds.ts";

/** What comes of looking at a pod at a moment besides its status. Moments are whole seconds, ms since the Unix epoch. */
export class StepNotes {
  /** When the pod was looked at the last time: what happened up to then has been said. */
  readonly since: number;
  readonly now: number;
  /** That the pod is deleted was not known at the last look. */
  readonly isDeletionNew: boolean;
  /** Images that were pulled. */
  readonly pulled = new Set<string>();
  readonly #events = new Map<string, RecordedEvent>();
  #nextAt: number | undefined;

  constructor(since: number, now: number, isDeletionNew: boolean) {
    this.since = since;
    this.now = now;
    this.isDeletionNew = isDeletionNew;
  }

  /** Says it once, however often the same step comes by. */
  say(event: RecordedEvent): void {
    this.#events.set([event.reason, event.message, event.fieldPath].join("\n"), event);
  }

  /** Something is to be done at a moment. */
  later(ms: number): void {
    if (!Number.isFinite(ms)) return;
    // Never at once again: a fraction of a millisecond must not let time stand still.
    const at = Math.max(secondFrom(ms), this.now + 1000);
    this.#nextAt = Math.min(at, this.#nextAt ?? at);
  }

  /** Whether it happened since the last look. */
  isNew(ms: number): boolean {
    const at = secondFrom(ms);
    return at > this.since && at <= this.now;
  }

  get events(): readonly RecordedEvent[] {
    return [...this.#events.values()];
  }

  get nextAt(): number | undefined {
    return this.#nextAt;
  }

  /** Before the next pass over the pod, which sees what this one has changed. */
  forgetPlans(): void {
    this.#nextAt = undefined;
  }
}
