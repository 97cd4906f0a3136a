import type { SyncState } from "../../kube/sync/syncState.ts";
import { WatchNews } from "../watchNews.ts";
import type { Goal } from "./goal.ts";
import type { Matches } from "./matches.ts";
import { progressText } from "./waitReport.ts";

/** Least milliseconds between two lines: a rollout changes something all the time. */
const everyMs = 1_000;

/** Says while one waits what has changed, and what is in the way of knowing. */
export class WaitProgress {
  readonly #say: (line: string) => void;
  readonly #goal: Goal;
  readonly #news: WatchNews;
  #isListed = false;
  #isCurrent = false;
  #hasNews = false;
  #said = "";
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(say: (line: string) => void, goal: Goal) {
    this.#say = say;
    this.#goal = goal;
    this.#news = new WatchNews(say);
  }

  /** There was a complete list. */
  get isListed(): boolean {
    return this.#isListed;
  }

  /** What is known is true now. */
  get isCurrent(): boolean {
    return this.#isCurrent;
  }

  /** When there is something to say, monotonic milliseconds; Infinity for nothing. */
  get until(): number {
    return this.#hasNews ? this.#lookedAt + everyMs : Number.POSITIVE_INFINITY;
  }

  /** Something has changed. */
  note(isCurrent: boolean): void {
    this.#isCurrent = isCurrent;
    this.#isListed ||= isCurrent;
    this.#hasNews ||= this.#isListed;
  }

  tell(state: SyncState): void {
    if (this.#isListed) this.#news.tell(state);
    else if ("error" in state) this.#sayOnce(`podscope: ${state.error.message} Trying again.`);
  }

  /** To be called at `until` at the latest; `now` is monotonic. */
  say(matches: Matches, now: number): void {
    if (now < this.until || !this.#hasNews) return;
    this.#hasNews = false;
    this.#lookedAt = now;
    this.#sayOnce(progressText(this.#goal, matches, matches.inTheWay(this.#goal)));
  }

  #sayOnce(line: string): void {
    if (line !== this.#said) this.#say(line);
    this.#said = line;
  }
}
