import type { LogLine } from "../apiserver/kubelets.ts";
import type { Pod } from "../objects/pod.ts";
import type { VirtualTime } from "../virtualTime.ts";
import { linesOf, nextLineAt } from "./containerLog.ts";
import type { LogRule } from "./image.ts";
import { type KnownRun, knownRun } from "./podRuns.ts";

interface Followed {
  readonly time: VirtualTime;
  readonly run: KnownRun;
  readonly log: readonly LogRule[];
  /** While it is not, nothing is heard; what was written meanwhile is heard later. */
  isReachable(): boolean;
  onLine(line: LogLine): void;
  onEnd(): void;
}

/** Somebody who reads the log of a run while it is written. Has a timer for the next line. */
export class LogFollower {
  readonly #time: VirtualTime;
  readonly #run: KnownRun;
  readonly #log: readonly LogRule[];
  readonly #isReachable: () => boolean;
  readonly #onLine: (line: LogLine) => void;
  readonly #onEnd: () => void;
  #heardUntil: number;
  #cancel = () => {};

  constructor({ time, run, log, isReachable, onLine, onEnd }: Followed) {
    this.#time = time;
    this.#run = run;
    this.#log = log;
    this.#isReachable = isReachable;
    this.#onLine = onLine;
    this.#onEnd = onEnd;
    this.#heardUntil = time.now();
    this.#plan();
  }

  /** The pod has changed; undefined: it is gone. Returns whether the run is over. */
  hear(pod: Pod | undefined): boolean {
    const run = pod && knownRun(pod, this.#run.container.name, { previous: false });
    const isSame = run?.restarts === this.#run.restarts;
    if (isSame && run.endedAt === undefined) return false;
    this.#tellUntil(isSame && run.endedAt !== undefined ? Math.min(run.endedAt, this.#time.now()) : this.#heardUntil);
    this.stop();
    this.#onEnd();
    return true;
  }

  stop(): void {
    this.#cancel();
  }

  #plan(): void {
    const next = nextLineAt(this.#log, (ms) => this.#time.span(ms), this.#run.startedAt, this.#time.now());
    if (next === undefined) return;
    this.#cancel = this.#time.at(next, () => {
      if (this.#isReachable()) this.#tellUntil(this.#time.now());
      this.#plan();
    });
  }

  #tellUntil(until: number): void {
    const { startedAt } = this.#run;
    const window = { startedAt, until, since: this.#heardUntil + 0.01 };
    for (const line of linesOf(this.#log, (ms) => this.#time.span(ms), window)) this.#onLine(line);
    this.#heardUntil = Math.max(this.#heardUntil, until);
  }
}
