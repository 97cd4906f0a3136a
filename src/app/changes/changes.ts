import type { Clock } from "../../base/clock.ts";
import { inParallel } from "../../base/inParallel.ts";
import type { PodRow } from "../../resources/podRow.ts";
import type { Layer } from "../layer.ts";
import type { Navigator } from "../navigator.ts";
import { questionLayer } from "../questionLayer.ts";
import type { Session } from "../session.ts";
import type { ShownTable } from "../shownTable.ts";
import type { AllowedContexts } from "./allowedContexts.ts";
import type { ChangeActions } from "./changeActions.ts";
import { ChangeGate } from "./changeGate.ts";
import { deletionOf, podsText, type Way, ways } from "./deletion.ts";
import { DeletionQuestion } from "./deletionQuestion.ts";
import { deletionReport, type Outcome } from "./deletionReport.ts";
import type { PlaceNames } from "./deletionView.ts";
import { type Failing, failingOf } from "./failureWords.ts";
import { HeldChange, type PlannedChange } from "./heldChange.ts";
import { Permissions } from "./permissions.ts";
import { type Report, reportLayer } from "./report.ts";
import { type NamedRight, rights } from "./rights.ts";

export interface ChangeDeps {
  readonly navigator: Navigator;
  readonly table: ShownTable;
  readonly clock: Clock;
  readonly allowed: AllowedContexts;
  /** The key that undoes, as the screen shows it. */
  undoKey(): string;
  redraw(): void;
  say(text: string): void;
  /** Something is open over the table. */
  hasLayer(): boolean;
  open(next: () => Layer): void;
  leave(layer: Layer): void;
}

/** So many requests of one change are under way at a time. */
const mostAtOnce = 4;

/** Everything that changes something in the cluster: asked for, held back for a moment, sent, and told. */
export class Changes implements ChangeActions {
  readonly #deps: ChangeDeps;
  /** What stands before every change, also before those that others make. */
  readonly gate: ChangeGate;
  readonly #permissions: Permissions;
  readonly #held: HeldChange;

  constructor(deps: ChangeDeps) {
    const { navigator, table, clock, allowed, redraw } = deps;
    this.#deps = deps;
    this.#permissions = new Permissions({ cluster: () => navigator.place.cluster, clock, onLearn: redraw });
    this.gate = new ChangeGate({ navigator, table, permissions: this.#permissions, allowed });
    this.#held = new HeldChange({ clock, redraw, say: deps.say, tell: (report) => this.#tell(report) });
  }

  get isAllowed(): boolean {
    return this.gate.isOpen;
  }

  get isHeld(): boolean {
    return this.#held.isHeld;
  }

  /** What goes on, for the last line. */
  get line(): string | undefined {
    return this.#held.line(this.#deps.undoKey());
  }

  /** Milliseconds until time alone changes the line. */
  steadyFor(): number {
    return this.#held.steadyFor();
  }

  get whyNoDeletion(): string | undefined {
    const pods = this.#chosen;
    const [byDeletion, byEviction] = [rights.deletePods, rights.evictPods].map((right) => this.#whyNot(right, pods));
    return byEviction === undefined ? undefined : byDeletion;
  }

  whyNot(right: NamedRight): string | undefined {
    return this.#whyNot(right, this.#underCursor);
  }

  openDeletion(): void {
    const pods = this.#chosen;
    const { session } = this.#deps.navigator.place;
    if (session === undefined) return;
    const deps = {
      session,
      gate: this.gate,
      place: this.#placeNames,
      marked: () => (this.#deps.table.marked.length > 0 ? this.#deps.table.markCount : undefined),
      say: this.#deps.say,
      onYes: (those: readonly PodRow[], way: Way) => this.#held.hold(this.#deletion(those, way, session)),
    };
    this.#deps.open(() => questionLayer((host) => new DeletionQuestion(pods, deps, host), this.#deps));
  }

  undo(): boolean {
    return this.#held.undo();
  }

  /** What was asked for elsewhere is undone. */
  followPlace(): void {
    this.#held.follow(this.#deps.navigator.place.session);
  }

  close(): void {
    this.#held.close();
    this.#permissions.close();
  }

  get #underCursor(): readonly PodRow[] {
    const pod = this.#deps.table.current?.selected;
    return pod === undefined ? [] : [pod];
  }

  /** The marked pods, and when there is none the one under the cursor. */
  get #chosen(): readonly PodRow[] {
    const { marked } = this.#deps.table;
    return marked.length > 0 ? marked : this.#underCursor;
  }

  get #placeNames(): PlaceNames {
    const { context = "", cluster } = this.#deps.navigator.place;
    return { context, cluster: cluster?.access?.cluster ?? "" };
  }

  #whyNot(right: NamedRight, pods: readonly PodRow[]): string | undefined {
    return this.gate.whyClosed(pods) ?? this.#held.whyBusy(this.#deps.undoKey()) ?? this.gate.whyForbidden(right, pods);
  }

  #deletion(pods: readonly PodRow[], way: Way, session: Session): PlannedChange {
    return {
      doing: `${ways[way].doing} ${podsText(pods)}`,
      count: pods.length,
      session,
      whyNot: () => this.gate.whyClosed(pods),
      send: async (signal, onAnswer) => {
        const outcomes = await inParallel(pods, mostAtOnce, async (pod): Promise<Outcome> => {
          const failing = await this.#send(pod, way, session, signal);
          onAnswer();
          return { pod, failing };
        });
        return deletionReport(outcomes, way);
      },
    };
  }

  async #send(pod: PodRow, way: Way, { table }: Session, signal: AbortSignal): Promise<Failing | undefined> {
    const refusal = await this.gate.refusal(ways[way].right, pod.namespace);
    if (refusal !== undefined) return { kind: "refused", words: refusal };
    if (table.rowOf(pod.key)?.uid !== pod.uid) return { kind: "gone", words: "It was gone already." };
    try {
      await this.#deps.navigator.place.cluster?.change(deletionOf(pod, way), signal);
      return undefined;
    } catch (error) {
      return failingOf(error);
    }
  }

  #tell({ text, details }: Report): void {
    const { hasLayer, open, say, redraw } = this.#deps;
    if (details === undefined || hasLayer()) say(text);
    else open(() => reportLayer(details));
    redraw();
  }
}
