import type { Clock } from "../../base/clock.ts";
import { type Failure, KubeError } from "../kubeError.ts";
import type { Attempt } from "./attempt.ts";
import type { ListWatch } from "./listWatch.ts";
import { livenessAct, type TimeStep } from "./liveness.ts";
import { isOlder } from "./resourceVersion.ts";
import type { StateTeller } from "./stateTeller.ts";
import { ticks } from "./ticks.ts";

/** Keeps watch over requests, so that none is taken for alive without proof; does what liveness.ts says. */
export class Watchdog {
  readonly #source: Pick<ListWatch<unknown>, "count" | "probe" | "dropConnections">;
  readonly #clock: Clock;
  readonly #teller: StateTeller;
  /** Whether this server sends bookmarks on a quiet watch; nearly all do, so that they are expected until it is known that they do not come. */
  #bookmarks: "unknown" | "come" | "none" = "unknown";

  constructor(
    source: Pick<ListWatch<unknown>, "count" | "probe" | "dropConnections">,
    clock: Clock,
    teller: StateTeller,
  ) {
    this.#source = source;
    this.#clock = clock;
    this.#teller = teller;
  }

  bookmarkCame(): void {
    this.#bookmarks = "come";
  }

  /** Looks once a second. Ends with the attempt. */
  async watch(attempt: Attempt): Promise<void> {
    for await (const step of ticks(this.#clock, attempt.signal)) {
      if (this.noteTime(step)) {
        attempt.end({ kind: "resumed", version: attempt.version });
        return;
      }
      this.#act(attempt);
      this.#teller.tick();
    }
  }

  /** Returns true when the machine slept: its connections lie, and were dropped. A clock that was only set takes along what was told. */
  noteTime({ slept, wallJump }: TimeStep): boolean {
    if (slept) this.#source.dropConnections();
    else if (wallJump !== 0) this.#teller.wallMoved(wallJump);
    return slept;
  }

  #act(attempt: Attempt): void {
    const pulse = attempt.pulse(this.#bookmarks !== "none");
    if (pulse === undefined) return;
    switch (livenessAct(pulse)) {
      case "nothing":
        return;
      case "probe":
        void this.#probe(attempt);
        return;
      case "dead":
        this.#source.dropConnections();
        attempt.giveUp("The server no longer answers");
        return;
      case "silent":
        if (this.#bookmarks === "unknown") this.#bookmarks = "none";
        attempt.end({ kind: "silent", ...attempt.life() });
        return;
      case "stalled":
        attempt.giveUp("The server stopped in the middle of the list");
        return;
      case "checkVersion":
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

  async #probe(attempt: Attempt): Promise<void> {
    attempt.probingSince = this.#clock.monotonic();
    const error = await this.#source.probe(attempt.signal).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (attempt.signal.aborted) return;
    if (error !== undefined && !isAnswer(error)) {
      attempt.giveUp("The server no longer answers");
      return;
    }
    attempt.probingSince = undefined;
    attempt.probedAt = this.#clock.monotonic();
    // Where bookmarks come, only they prove that the watch itself lives.
    if (error === undefined && attempt.ask === "watch" && this.#bookmarks === "none") {
      this.#teller.prove();
      this.#teller.live();
    }
  }

  /** A server restored from a backup is behind us, and its watch would stay silent for ever. */
  async #checkVersion(attempt: Attempt): Promise<void> {
    attempt.versionChecked = true;
    const count = await this.#source.count(undefined, attempt.signal).catch(() => undefined);
    const { version, signal } = attempt;
    if (count === undefined || version === undefined || signal.aborted) return;
    if (isOlder(count.resourceVersion, version)) {
      attempt.end({ kind: "lost", reason: "versionWentBack", ...attempt.life() });
    }
  }
}

const noAnswer: ReadonlySet<Failure> = new Set(["unreachable", "proxy", "tls", "protocol"]);

/** Who refuses a probe is there: a login that expires does not end the watch that was opened with it. */
function isAnswer(error: unknown): boolean {
  return error instanceof KubeError && !noAnswer.has(error.failure);
}
