import type { Clock } from "../../base/clock.ts";
import { newestFirst } from "../../resources/eventRow.ts";
import { healthLines } from "../../resources/page/healthLines.ts";
import { pageLines, podSections } from "../../resources/page/podPage.ts";
import { Ages, type Section } from "../../resources/page/section.ts";
import { type StyledLine, styled } from "../../table/look.ts";
import type { Cluster } from "../cluster.ts";
import type { FollowEvents } from "../connection.ts";
import type { TextState } from "../dashboardView.ts";
import { EventList } from "../events/eventList.ts";
import type { Command } from "../keymap.ts";
import { standsStillAt } from "../staleness.ts";
import { boundTo } from "../text/boundTo.ts";
import { followedState } from "../text/followedState.ts";
import type { TextContent, TextHost } from "../text/textContent.ts";
import { type TextLines, textLines } from "../text/textLines.ts";
import type { PodViewParts } from "../text/yamlContent.ts";
import { type PageActions, pageCommands } from "./pageCommands.ts";
import { PodSurroundings } from "./podSurroundings.ts";

export interface PageParts extends PodViewParts {
  readonly clock: Clock;
  readonly followEvents: FollowEvents;
  cluster(): Pick<Cluster, "object" | "logs"> | undefined;
  /** The server's clock, milliseconds since the epoch, when ours says `now`. */
  serverTime(now: number): number;
}

/** Everything about one pod on one page, live. */
export class PageContent implements TextContent, PageActions {
  readonly kind = "page";
  readonly subject: string;
  readonly growsAtEnd = false;
  readonly wraps = true;
  readonly fileEnding = ".txt";
  readonly commands: readonly Command<void>[];
  readonly #parts: PageParts;
  readonly #surroundings: PodSurroundings;
  readonly #events: EventList;
  readonly #stop: () => void;
  #folded: ReadonlySet<string> = new Set();
  #lead: readonly StyledLine[] = [];
  #sections: readonly Section[] = [];
  #text: TextLines = textLines([]);
  /** When time or news make it another one: by our clock. */
  #until = Number.NEGATIVE_INFINITY;

  constructor(parts: PageParts, host: TextHost) {
    this.#parts = parts;
    const { follower, clock, followEvents, cluster } = parts;
    const { key, namespace, uid } = follower.pod;
    this.subject = key;
    this.commands = parts.rebound(pageCommands).map((command) => boundTo(command, this));
    const onChange = () => {
      this.#until = Number.NEGATIVE_INFINITY;
      host.redraw();
    };
    this.#stop = follower.subscribe(onChange);
    this.#surroundings = new PodSurroundings({ follower, cluster, clock, onChange });
    this.#events = new EventList({ namespace, uid, follow: followEvents }, onChange);
  }

  get lines(): TextLines {
    if (this.#parts.clock.now() >= this.#until) this.#write();
    return this.#text;
  }

  get state(): TextState {
    return followedState(this.#parts.follower.get(), this.#parts.sync.get());
  }

  get facts(): readonly string[] {
    return [];
  }

  text(): string {
    const lines: string[] = [];
    for (let line = this.lines.first; line < this.lines.end; line++) lines.push(`${this.lines.plain(line)}\n`);
    return lines.join("");
  }

  steadyFor(): number {
    return Math.max(0, this.#until - this.#parts.clock.now());
  }

  close(): void {
    this.#stop();
    this.#surroundings.close();
    this.#events.close();
    this.#parts.follower.close();
  }

  foldSection(place: number): void {
    const title = this.#sections[place]?.title;
    if (title === undefined) return;
    const folded = new Set(this.#folded);
    if (!folded.delete(title)) folded.add(title);
    this.#fold(folded);
  }

  foldAll(): void {
    this.#fold(new Set(this.#folded.size > 0 ? [] : this.#sections.map(({ title }) => title)));
  }

  #fold(folded: ReadonlySet<string>): void {
    this.#folded = folded;
    this.#text = textLines(pageLines(this.#lead, this.#sections, folded));
  }

  #write(): void {
    const { object, deletedAt } = this.#parts.follower.get();
    const now = this.#parts.clock.now();
    this.#until = Number.POSITIVE_INFINITY;
    if (object === undefined) return;
    const still = deletedAt ?? this.#stillAt();
    const ages = new Ages(this.#parts.serverTime(still ?? now));
    try {
      this.#lead = healthLines(object, ages);
      this.#sections = podSections({ pod: object, ...this.#besides() }, ages);
    } catch (error) {
      // Files can hold anything.
      if (!(error instanceof TypeError)) throw error;
      this.#lead = [];
      this.#sections = [{ title: "Pod", lines: [[styled(error.message, { tone: "bad" })]] }];
    }
    if (still === undefined) this.#until = now + ages.steadyFor;
    this.#fold(this.#folded);
  }

  #besides() {
    const { owners, node, lastWords } = this.#surroundings;
    const { sync } = this.#events;
    const eventProblem = "error" in sync ? sync.error.message : undefined;
    const isKnown = this.#events.isComplete || eventProblem !== undefined;
    return { owners, node, lastWords, events: isKnown ? newestFirst(this.#events.events) : undefined, eventProblem };
  }

  /** What is old does not grow older on the screen. */
  #stillAt(): number | undefined {
    const sync = this.#parts.sync.get();
    return sync.phase === "file" ? sync.asOf : standsStillAt(sync);
  }
}
