import type { Clock } from "../../base/clock.ts";
import { movedInTime, type SyncState } from "./syncState.ts";

/** Trouble shorter than this is not shown: a watch that is taken up again at once must not flicker. */
const patienceMs = 1_000;
const liveEveryMs = 1_000;
const progressEveryMs = 100;
/** No proof for so long, and live would be a lie. */
const proofLastsMs = 75_000;

/** Tells states to the screen, calmly: no flicker, no flood, and never live without recent proof. */
export class StateTeller {
  readonly #clock: Clock;
  readonly #onState: (state: SyncState) => void;
  #told: SyncState = { phase: "starting" };
  #toldAt = Number.NEGATIVE_INFINITY;
  /** The newest wish that has to wait, and until when (monotonic). */
  #held: { readonly state: SyncState; readonly at: number; readonly isTrouble: boolean } | undefined;
  #asOf: number | undefined;
  #provenAt = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, onState: (state: SyncState) => void) {
    this.#clock = clock;
    this.#onState = onState;
  }

  /** When the rows were last known to be the server's truth, wall clock. */
  get asOf(): number | undefined {
    return this.#asOf;
  }

  /** The rows are known to be the server's truth now. */
  prove(): void {
    this.#asOf = this.#clock.now();
    this.#provenAt = this.#clock.monotonic();
  }

  live(): void {
    if (this.#asOf !== undefined) this.tell({ phase: "live", verifiedAt: this.#asOf });
  }

  tell(state: SyncState): void {
    const now = this.#clock.monotonic();
    const spacing = spacingOf(state);
    const at = state.phase === this.#told.phase ? this.#toldAt + spacing : now;
    if (at <= now) this.#say(state, now);
    else this.#held = { state, at, isTrouble: false };
  }

  /** Tells `state` only when the trouble it speaks of has lasted a while. */
  tellPatiently(state: SyncState): void {
    const now = this.#clock.monotonic();
    const troubleAt = this.#held?.isTrouble === true ? this.#held.at : now + patienceMs;
    const at = this.#told.phase === "starting" ? now : troubleAt;
    if (at <= now) this.#say(state, now);
    else this.#held = { state, at, isTrouble: true };
  }

  /** To be called once a second. */
  tick(): void {
    const now = this.#clock.monotonic();
    if (this.#held !== undefined && this.#held.at <= now) this.#say(this.#held.state, now);
    if (this.#told.phase === "live" && now - this.#provenAt > proofLastsMs) {
      const cause = "No word from the server for more than a minute";
      this.#say({ phase: "catchingUp", asOf: this.#told.verifiedAt, since: this.#clock.now(), cause }, now);
    }
  }

  /** The wall clock was moved: times already told move with it. */
  wallMoved(by: number): void {
    const held = this.#held;
    if (this.#asOf !== undefined) this.#asOf += by;
    this.#say(movedInTime(this.#told, by), this.#clock.monotonic());
    this.#held = held && { ...held, state: movedInTime(held.state, by) };
  }

  #say(state: SyncState, now: number): void {
    this.#held = undefined;
    if (isSame(state, this.#told)) return;
    this.#told = state;
    this.#toldAt = now;
    this.#onState(state);
  }
}

function spacingOf(state: SyncState): number {
  if (state.phase === "live") return liveEveryMs;
  return state.phase === "loading" || state.phase === "resyncing" ? progressEveryMs : 0;
}

function isSame(a: SyncState, b: SyncState): boolean {
  const left = Object.entries(a);
  const right = new Map(Object.entries(b));
  return left.length === right.size && left.every(([name, value]) => Object.is(value, right.get(name)));
}
