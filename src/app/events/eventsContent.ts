import { syncWords } from "../../kube/sync/syncWords.ts";
import { durationSteadyFor } from "../../resources/duration.ts";
import { type EventColumns, eventColumns, eventLine } from "../../resources/eventLines.ts";
import { type EventRow, newestFirst } from "../../resources/eventRow.ts";
import { styled } from "../../table/look.ts";
import type { FollowEvents } from "../connection.ts";
import type { TextState } from "../dashboardView.ts";
import { isStale, standsStillAt } from "../staleness.ts";
import type { TextContent, TextHost } from "../text/textContent.ts";
import { plainOf, type TextLines, textLines } from "../text/textLines.ts";
import { EventList } from "./eventList.ts";

export interface EventsParts {
  /** `shop/web-1`, or a namespace. */
  readonly subject: string;
  readonly namespace: string;
  /** Events of one object; undefined is all of the namespace. */
  readonly uid: string | undefined;
  readonly follow: FollowEvents;
  /** Our clock, and what to add to get the server's: milliseconds. */
  now(): number;
  skewMs(): number;
}

/** As many events may make time change the screen. */
const mostAging = 60;

/** Events, the newest first, live. */
export class EventsContent implements TextContent {
  readonly kind = "events";
  readonly growsAtEnd = false;
  readonly wraps = true;
  readonly commands = [];
  readonly fileEnding = "-events.txt";
  readonly #parts: EventsParts;
  readonly #list: EventList;
  #events: readonly EventRow[] = [];
  #columns: EventColumns = { type: 0, reason: 0, object: 0 };
  lines: TextLines = textLines([]);

  constructor(parts: EventsParts, host: TextHost) {
    this.#parts = parts;
    this.#list = new EventList(parts, () => {
      this.#arrange();
      host.redraw();
    });
    this.#arrange();
  }

  get subject(): string {
    return this.#parts.subject;
  }

  get state(): TextState {
    const sync = this.#list.sync;
    const { text, tone, detail } = syncWords(sync, this.#parts.now(), undefined);
    return { text, tone, detail, isStale: isStale(sync) };
  }

  get facts(): readonly string[] {
    const warnings = this.#events.filter(({ type }) => type !== "Normal").length;
    const problem = this.#events.length > 0 ? this.#problem() : [];
    return [...(warnings === 0 ? [] : [`${warnings} warning${warnings === 1 ? "" : "s"}`]), ...problem];
  }

  text(): string {
    const now = this.#serverNow();
    return this.#events.map((event) => `${plainOf(eventLine(event, this.#columns, now))}\n`).join("");
  }

  steadyFor(): number {
    if (standsStillAt(this.#list.sync) !== undefined) return Number.POSITIVE_INFINITY;
    const now = this.#serverNow();
    return this.#events
      .slice(0, mostAging)
      .reduce(
        (least, { lastAt }) => Math.min(least, Number.isNaN(lastAt) ? least : durationSteadyFor(now - lastAt)),
        Infinity,
      );
  }

  close(): void {
    this.#list.close();
  }

  #arrange(): void {
    this.#events = newestFirst(this.#list.events);
    this.#columns = eventColumns(this.#events, this.#parts.uid === undefined);
    const styledLine = (line: number) => {
      const event = this.#events[line];
      return event === undefined ? [] : eventLine(event, this.#columns, this.#serverNow());
    };
    this.lines =
      this.#events.length === 0
        ? textLines(this.#emptyWords().map((words) => [styled(words, { dim: true })]))
        : { first: 0, end: this.#events.length, styled: styledLine, plain: (line) => plainOf(styledLine(line)) };
  }

  /** Why they cannot be read, in the server's words. */
  #problem(): readonly string[] {
    const { sync } = this.#list;
    return "error" in sync ? [sync.error.message] : [];
  }

  /** In the place of events, while there are none. */
  #emptyWords(): readonly string[] {
    const problem = this.#problem();
    if (problem.length > 0) return problem;
    return this.#list.isComplete ? ["No events: the server keeps them for an hour."] : [];
  }

  #serverNow(): number {
    return (standsStillAt(this.#list.sync) ?? this.#parts.now()) + this.#parts.skewMs();
  }
}
