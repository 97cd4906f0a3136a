import type { Clock } from "../../base/clock.ts";
import { grouped } from "../../base/grouped.ts";
import type { PodRow } from "../../resources/podRow.ts";
import { podTable } from "../../resources/podTable.ts";
import { filterOf } from "../../table/filter.ts";
import type { News } from "../news.ts";
import type { Session } from "../session.ts";
import { type ShownTable, unhealthyTerm } from "../shownTable.ts";
import { clockTime } from "../text/followedState.ts";
import { ArmedFilter } from "./armedFilter.ts";
import { type Arrivals, arrivalsText, arrivalsWith } from "./arrivals.ts";

/** What the keys may ask of the alarm. */
export interface AlarmActions {
  /** Pods have come into the filter that can be gone to. */
  readonly hasArrivals: boolean;
  /** Watches the filter of the table, or what is unhealthy when there is none; or watches no longer. */
  toggle(): void;
  /** The cursor goes to what came in last. */
  goThere(): void;
}

export interface AlarmParts {
  readonly clock: Clock;
  readonly table: ShownTable;
  readonly news: News;
  session(): Session | undefined;
  /** The server's clock, milliseconds since the epoch; it stands still while the rows are old. */
  serverNow(): number;
  /** Calls whoever sits at the terminal, or somewhere else. */
  notify(text: string): void;
  keysOf(command: string): readonly string[];
}

/** Least milliseconds between two calls: what comes in meanwhile is told together. */
export const callEveryMs = 5_000;

/** Tells when pods come into a filter that somebody armed, whatever the screen shows meanwhile. */
export class Alarm implements AlarmActions {
  readonly #parts: AlarmParts;
  #armed: ArmedFilter | undefined;
  #session: Session | undefined;
  /** What the line on the screen tells, and told last. */
  #arrivals: Arrivals | undefined;
  /** What nobody was called for yet. */
  #uncalled: Arrivals | undefined;
  #calledAt = Number.NEGATIVE_INFINITY;

  constructor(parts: AlarmParts) {
    this.#parts = parts;
  }

  /** The filter that is watched. */
  get filter(): string | undefined {
    return this.#armed?.text;
  }

  get hasArrivals(): boolean {
    return this.#arrivals !== undefined;
  }

  toggle(): void {
    const { table, news, keysOf } = this.#parts;
    if (this.#armed !== undefined) {
      news.say(`No longer watching "${this.#armed.text}".`);
      this.#armed.close();
      this.#armed = undefined;
      return;
    }
    const filter = filterOf(table.filter.trim() || unhealthyTerm, podTable.terms);
    const [problem] = filter.problems;
    if (problem !== undefined) {
      news.say(`"${filter.line}" cannot be watched: ${problem.reason}`);
      return;
    }
    this.#armed = new ArmedFilter(filter);
    this.look();
    const inIt = `${grouped(this.#armed.size)} ${this.#armed.size === 1 ? "is" : "are"} in it now`;
    news.say(
      `Watching "${filter.line}": you are called when a pod enters it (${inIt}); ${keysOf("alarm")[0]} ends that.`,
    );
  }

  goThere(): void {
    const arrivals = this.#arrivals;
    if (arrivals === undefined) return;
    const { table, news } = this.#parts;
    const { worst, count, filter } = arrivals;
    if (table.waiting !== undefined) table.togglePause();
    if (count === 1 && this.#session?.table.rowOf(worst.key)?.uid !== worst.uid) {
      news.say(`${worst.key} is gone.`);
      return;
    }
    // What is well again is no longer in the filter.
    const filters = count === 1 ? [table.filter, filter, ""] : [filter];
    for (const text of filters) {
      table.filterBy(text);
      if (table.moveTo(worst.key)) return;
    }
  }

  /** To be called before each frame: takes in what has changed. */
  look(): void {
    const { clock, session, serverNow } = this.#parts;
    if (session() !== this.#session) {
      this.#session = session();
      this.#arrivals = undefined;
      this.#uncalled = undefined;
    }
    const now = serverNow();
    const [first, ...others] = this.#armed?.entered(this.#session, now) ?? [];
    if (first !== undefined) this.#tell([first, ...others], now);
    if (this.#uncalled === undefined || clock.monotonic() < this.#calledAt + callEveryMs) return;
    this.#parts.notify(arrivalsText(this.#uncalled));
    this.#uncalled = undefined;
    this.#calledAt = clock.monotonic();
  }

  /** Milliseconds until it has to look without any change; `isStill` says that the server's clock stands still. */
  steadyFor(isStill: boolean): number {
    const { clock, serverNow } = this.#parts;
    const call = this.#uncalled === undefined ? Number.POSITIVE_INFINITY : this.#calledAt + callEveryMs;
    const turn = isStill ? Number.POSITIVE_INFINITY : (this.#armed?.until ?? Number.POSITIVE_INFINITY) - serverNow();
    return Math.min(call - clock.monotonic(), turn);
  }

  /** A line that was not read yet tells the new ones too. */
  #tell(rows: readonly [PodRow, ...PodRow[]], now: number): void {
    const { clock, news, keysOf } = this.#parts;
    const when = { filter: this.#armed?.text ?? "", at: clock.now(), now };
    this.#arrivals = arrivalsWith(news.isStanding ? this.#arrivals : undefined, rows, when);
    this.#uncalled = arrivalsWith(this.#uncalled, rows, when);
    const go = `${keysOf("alarm.go")[0]} goes there`;
    news.stand(`${clockTime(when.at)} ${arrivalsText(this.#arrivals)}; ${go}`, when.at);
  }
}
