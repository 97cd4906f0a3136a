import type { Clock } from "../../base/clock.ts";
import { keepEqual } from "../../base/keepEqual.ts";
import { syncWords } from "../../kube/sync/syncWords.ts";
import { Ages } from "../../resources/page/section.ts";
import type { StyledLine } from "../../table/look.ts";
import type { Place } from "../connection.ts";
import type { TextState } from "../dashboardView.ts";
import type { PodFollower } from "../podFollower.ts";
import { namespaceText } from "../scope.ts";
import { shownState } from "../shownState.ts";
import { standsStillAt } from "../staleness.ts";
import type { TextContent, TextHost } from "../text/textContent.ts";
import { type TextLines, textLines } from "../text/textLines.ts";
import { Traffic } from "../traffic.ts";
import { Questions } from "./questions.ts";
import { tourLines } from "./tour.ts";

export interface BehindParts {
  readonly clock: Clock;
  /** Where the dashboard is, which another login changes. */
  place(): Place;
  /** Calls `listener` when it is elsewhere; returns the inverse. */
  onMove(listener: () => void): () => void;
  /** The pod under the cursor. */
  readonly follower: PodFollower | undefined;
}

/** Least time between two texts that nobody waits for, milliseconds. */
const calmMs = 1_000;

/** The way of the view from the kubeconfig to its rows, live. */
export class BehindContent implements TextContent {
  readonly kind = "behind the scenes";
  readonly growsAtEnd = false;
  readonly wraps = true;
  readonly commands = [];
  readonly fileEnding = "-behind.txt";
  readonly #parts: BehindParts;
  readonly #host: TextHost;
  readonly #questions: Questions;
  readonly #stops: readonly (() => void)[];
  #stopPlace: () => void = () => {};
  #text: TextLines = textLines([]);
  #lines: readonly StyledLine[] = [];
  #writtenAt = Number.NEGATIVE_INFINITY;
  #isOld = true;
  /** When time alone makes it another text: by our clock. */
  #until = Number.POSITIVE_INFINITY;

  constructor(parts: BehindParts, host: TextHost) {
    this.#parts = parts;
    this.#host = host;
    this.#questions = new Questions(parts.place, () => this.#change());
    this.#stops = [
      parts.onMove(() => this.#followPlace()),
      parts.follower?.subscribe(() => this.#change()) ?? (() => {}),
    ];
    this.#followPlace();
  }

  get subject(): string {
    const { session } = this.#parts.place();
    return `pods in ${namespaceText(session?.scope.namespace)}`;
  }

  get lines(): TextLines {
    const now = this.#parts.clock.now();
    if ((this.#isOld && now - this.#writtenAt >= calmMs) || now >= this.#until) this.#write(now);
    return this.#text;
  }

  get state(): TextState {
    const { text, tone, detail } = syncWords(shownState(this.#parts.place()), this.#parts.clock.now(), undefined);
    return { text, tone, detail, isStale: false };
  }

  get facts(): readonly string[] {
    return [];
  }

  text(): string {
    const { first, end, plain } = this.lines;
    return Array.from({ length: end - first }, (_, index) => `${plain(first + index)}\n`).join("");
  }

  steadyFor(): number {
    const now = this.#parts.clock.now();
    const news = this.#isOld ? this.#writtenAt + calmMs : Number.POSITIVE_INFINITY;
    return Math.max(0, Math.min(news, this.#until) - now);
  }

  close(): void {
    this.#stopPlace();
    for (const stop of this.#stops) stop();
    this.#questions.close();
    this.#parts.follower?.close();
  }

  /** Whatever can change what is told of a place. */
  #followPlace(): void {
    this.#stopPlace();
    const { session, cluster } = this.#parts.place();
    const change = () => this.#change();
    const stops = [
      session?.sync.subscribe(change),
      session?.table.onChange(change),
      cluster?.requests.onChange(change),
    ];
    this.#stopPlace = () => {
      for (const stop of stops) stop?.();
    };
    this.#change();
  }

  /** What comes before the text may change again is drawn with it. */
  #change(): void {
    this.#questions.consider();
    if (this.#isOld) return;
    this.#isOld = true;
    this.#host.redraw();
  }

  #write(now: number): void {
    const { clock, follower } = this.#parts;
    const { session, cluster, findings } = this.#parts.place();
    const sync = shownState(this.#parts.place());
    const still = sync.phase === "file" ? sync.asOf : standsStillAt(sync);
    const ages = new Ages((still ?? now) + (findings.facts?.skewMs ?? 0));
    const row = follower && (session?.table.rowOf(follower.pod.key) ?? follower.pod);
    const traffic = session?.traffic ?? new Traffic();
    const monotonic = clock.monotonic();
    const lines = tourLines({
      ...{
        sync,
        findings,
        traffic,
        now,
        monotonic,
        ages,
        access: cluster?.access,
        certificateUntil: cluster?.certificateUntil,
        scope: session?.scope,
      },
      answers: this.#questions.answers,
      pod: row && follower && { row, now: follower.get() },
      requests: cluster?.requests.newest() ?? [],
    });
    const kept = keepEqual(this.#lines, lines);
    if (kept !== this.#lines) this.#text = textLines(kept);
    this.#lines = kept;
    this.#writtenAt = now;
    this.#isOld = false;
    const aging = still === undefined ? ages.steadyFor : Number.POSITIVE_INFINITY;
    const counting = traffic.figures.rate.isQuiet(monotonic) ? Number.POSITIVE_INFINITY : calmMs;
    this.#until = now + Math.max(calmMs, Math.min(aging, counting));
  }
}
