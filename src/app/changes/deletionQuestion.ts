import type { PodRow } from "../../resources/podRow.ts";
import type { KeyChord } from "../keyChord.ts";
import type { Question, QuestionHost } from "../questionLayer.ts";
import type { Session } from "../session.ts";
import type { ChangeGate } from "./changeGate.ts";
import { type Way, ways } from "./deletion.ts";
import { deletionView } from "./deletionView.ts";
import type { PlaceNames } from "./placeNames.ts";

export interface DeletionQuestionDeps {
  readonly session: Session;
  readonly gate: ChangeGate;
  readonly place: PlaceNames;
  /** As DeletionFacts has it. */
  marked(): { readonly hidden: number } | undefined;
  say(text: string): void;
  /** Yes was said. */
  onYes(pods: readonly PodRow[], way: Way): void;
}

/** Whether pods shall go, and how. Pods that are gone, or are others by now, drop out; without any it takes itself away. */
export class DeletionQuestion implements Question {
  readonly #deps: DeletionQuestionDeps;
  readonly #host: QuestionHost;
  readonly #stops: readonly (() => void)[];
  #pods: readonly PodRow[];
  #way: Way;

  constructor(pods: readonly PodRow[], deps: DeletionQuestionDeps, host: QuestionHost) {
    this.#pods = pods;
    this.#deps = deps;
    this.#host = host;
    this.#way = this.#refused("delete") === undefined || this.#refused("evict") !== undefined ? "delete" : "evict";
    const { table, sync } = deps.session;
    this.#stops = [table.onChange(() => this.#follow()), sync.subscribe(() => this.#follow())];
  }

  get yes(): string | undefined {
    if (this.#refused(this.#way) !== undefined) return undefined;
    return this.#pods.length === 1 ? "y" : `${this.#pods.length}`;
  }

  view() {
    const pods = this.#pods;
    const refused = Object.fromEntries(
      (["delete", "evict", "now"] as const).flatMap((way) => {
        const why = this.#refused(way);
        return why === undefined ? [] : [[way, why]];
      }),
    );
    return deletionView({ pods, way: this.#way, place: this.#deps.place, marked: this.#deps.marked(), refused });
  }

  confirm(): void {
    this.#deps.onYes(this.#pods, this.#way);
  }

  answer(chord: KeyChord): void {
    const wanted = switches[chord];
    if (wanted === undefined) return;
    const way = this.#way === wanted ? "delete" : wanted;
    const why = this.#refused(way);
    if (why === undefined) this.#way = way;
    else this.#deps.say(why);
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  #refused(way: Way): string | undefined {
    return this.#deps.gate.whyForbidden(ways[way].right, this.#pods);
  }

  #follow(): void {
    const { session, gate, say } = this.#deps;
    const there = this.#pods.flatMap((pod) => {
      const row = session.table.rowOf(pod.key);
      return row?.uid === pod.uid ? [row] : [];
    });
    const [gone] = this.#pods;
    const why =
      there.length === 0 ? `${gone?.key ?? "It"} is gone: there is nothing left to ask.` : gate.whyClosed(there);
    this.#pods = there;
    this.#host.redraw();
    if (why === undefined) return;
    say(why);
    this.#host.leave();
  }
}

const switches: Readonly<Partial<Record<KeyChord, Way>>> = { e: "evict", f: "now" };
