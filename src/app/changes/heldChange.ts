import type { Clock } from "../../base/clock.ts";
import type { PodChange } from "../../kube/wire/podChange.ts";
import type { Session } from "../session.ts";
import type { ChangeGate } from "./changeGate.ts";
import type { Report } from "./report.ts";

/** Something that will be sent, unless it is undone in time. */
export interface PlannedChange {
  /** `Deleting shop/web-1`. */
  readonly doing: string;
  /** Requests that it takes. */
  readonly count: number;
  /** What it was asked for in: whoever leaves it undoes it. */
  readonly session: Session;
  /** Why it must not be sent any more, as a sentence; undefined when it may. */
  whyNot(): string | undefined;
  /** Sends it; tells each answer. Never rejects. */
  send(signal: AbortSignal, onAnswer: () => void): Promise<Report>;
}

/** What sends it. */
export interface Sender {
  readonly gate: ChangeGate;
  /** As Cluster.change. */
  change(change: PodChange, signal: AbortSignal): Promise<void>;
}

export interface HeldChangeDeps {
  readonly clock: Clock;
  redraw(): void;
  say(text: string): void;
  tell(report: Report): void;
}

/** How long a change can be undone, milliseconds. */
const holdMs = 3_000;

type State =
  | { readonly phase: "held"; readonly plan: PlannedChange; readonly until: number; readonly stop: AbortController }
  | { readonly phase: "sent"; readonly plan: PlannedChange; answers: number };

/** The one change that was said yes to: held back for a moment, then sent. */
export class HeldChange {
  readonly #deps: HeldChangeDeps;
  readonly #closing = new AbortController();
  #state: State | undefined;

  constructor(deps: HeldChangeDeps) {
    this.#deps = deps;
  }

  /** It can still be undone. */
  get isHeld(): boolean {
    return this.#state?.phase === "held";
  }

  /** Why another one has to wait, as a sentence. */
  whyBusy(undoKey: string): string | undefined {
    if (this.#state === undefined) return undefined;
    return this.isHeld
      ? `One after the other: ${undoKey} undoes what waits.`
      : "One after the other: the last change is not answered yet.";
  }

  /** What goes on, for the last line: `Deleting shop/web-1 in 3 s: u undoes it`. */
  line(undoKey: string): string | undefined {
    const state = this.#state;
    if (state === undefined) return undefined;
    const { doing, count } = state.plan;
    if (state.phase === "held") return `${doing} in ${Math.ceil(this.#left(state) / 1000)} s: ${undoKey} undoes it`;
    return count === 1 ? `${doing} ...` : `${doing}: ${state.answers} of ${count} answered`;
  }

  /** Milliseconds until time alone changes the line. */
  steadyFor(): number {
    const state = this.#state;
    return state?.phase === "held" ? this.#left(state) % 1000 || 1000 : Number.POSITIVE_INFINITY;
  }

  /** Only when nothing else is held or under way. */
  hold(plan: PlannedChange): void {
    const { clock } = this.#deps;
    const stop = new AbortController();
    this.#state = { phase: "held", plan, until: clock.monotonic() + holdMs, stop };
    clock.sleep(holdMs, stop.signal).then(
      () => this.#send(plan),
      () => {},
    );
  }

  /** Returns false when there is nothing to undo. */
  undo(): boolean {
    return this.#drop("Undone: nothing was sent.");
  }

  /** What was held for another session is undone. */
  follow(session: Session | undefined): void {
    if (this.#state?.plan.session !== session)
      this.#drop("Undone, since you left the pods that it was for: nothing was sent.");
  }

  close(): void {
    this.#drop(undefined);
    this.#closing.abort();
  }

  #left({ until }: { readonly until: number }): number {
    return Math.max(0, until - this.#deps.clock.monotonic());
  }

  #drop(text: string | undefined): boolean {
    if (this.#state?.phase !== "held") return false;
    this.#state.stop.abort();
    this.#state = undefined;
    if (text !== undefined) this.#deps.say(text);
    return true;
  }

  async #send(plan: PlannedChange): Promise<void> {
    const why = plan.whyNot();
    if (why !== undefined) {
      this.#drop(`Nothing was sent. ${why}`);
      return;
    }
    const state: State = { phase: "sent", plan, answers: 0 };
    this.#state = state;
    this.#deps.redraw();
    const report = await plan.send(this.#closing.signal, () => {
      state.answers++;
      this.#deps.redraw();
    });
    this.#state = undefined;
    if (!this.#closing.signal.aborted) this.#deps.tell(report);
  }
}
