import type { Clock } from "../../base/clock.ts";
import { KubeError } from "../../kube/kubeError.ts";
import type { PodChange } from "../../kube/wire/podChange.ts";
import type { PodRow } from "../../resources/podRow.ts";
import type { Layer } from "../layer.ts";
import type { Navigator } from "../navigator.ts";
import { questionLayer } from "../questionLayer.ts";
import type { ShownTable } from "../shownTable.ts";
import type { AllowedContexts } from "./allowedContexts.ts";
import type { ChangeActions } from "./changeActions.ts";
import { ChangeGate } from "./changeGate.ts";
import type { Way } from "./deletion.ts";
import { deletionPlan } from "./deletionPlan.ts";
import { DeletionQuestion } from "./deletionQuestion.ts";
import { HeldChange } from "./heldChange.ts";
import { Permissions } from "./permissions.ts";
import type { PlaceNames } from "./placeNames.ts";
import { type Report, reportLayer } from "./report.ts";
import { restartPlan } from "./restartPlan.ts";
import { RestartQuestion } from "./restartQuestion.ts";
import { type RestartTarget, restartResourceOf, whyNoRestart } from "./restartTarget.ts";
import { type NamedRight, restartRights, rights } from "./rights.ts";

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
      onYes: (those: readonly PodRow[], way: Way) => this.#held.hold(deletionPlan(those, way, session, this.#sender)),
    };
    this.#deps.open(() => questionLayer((host) => new DeletionQuestion(pods, deps, host), this.#deps));
  }

  get whyNoRestart(): string | undefined {
    const [pod] = this.#underCursor;
    const resource = pod && restartResourceOf(pod.owner);
    const why = this.#whyNotNow(this.#underCursor);
    if (why !== undefined || pod === undefined) return why;
    if (resource === undefined) return whyNoRestart(pod.key, pod.owner);
    return this.gate.whyForbidden(restartRights[resource], [pod]);
  }

  openRestart(): void {
    const [pod] = this.#underCursor;
    const { navigator, say, open } = this.#deps;
    const { session } = navigator.place;
    if (pod === undefined || session === undefined) return;
    const deps = {
      session,
      gate: this.gate,
      place: this.#placeNames,
      say,
      read: async (path: string, signal: AbortSignal) => navigator.place.cluster?.object(path, signal),
      readPod: (row: PodRow, signal: AbortSignal) => navigator.podObject(row, signal),
      onYes: (target: RestartTarget) => this.#held.hold(restartPlan(pod, target, session, this.#sender)),
    };
    open(() => questionLayer((host) => new RestartQuestion(pod, deps, host), this.#deps));
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

  /** As it is now: a table that is held still may show one that is gone. */
  get #underCursor(): readonly PodRow[] {
    const { current } = this.#deps.table;
    const shown = current?.selected;
    const pod = shown && current?.rowOf(shown.key);
    return pod === undefined || pod.uid !== shown?.uid ? [] : [pod];
  }

  /** The marked pods, and when there is none the one under the cursor. */
  get #chosen(): readonly PodRow[] {
    const { marked } = this.#deps.table;
    return marked.length > 0 ? marked : this.#underCursor;
  }

  get #sender() {
    const { navigator, clock } = this.#deps;
    const change = async (asked: PodChange, signal: AbortSignal) => {
      const { cluster } = navigator.place;
      if (cluster === undefined) throw new KubeError("unreachable", "There is no cluster.");
      await cluster.change(asked, signal);
    };
    return { gate: this.gate, change, now: () => clock.now() };
  }

  get #placeNames(): PlaceNames {
    const { context = "", cluster } = this.#deps.navigator.place;
    return { context, cluster: cluster?.access?.cluster ?? "" };
  }

  #whyNot(right: NamedRight, pods: readonly PodRow[]): string | undefined {
    return this.#whyNotNow(pods) ?? this.gate.whyForbidden(right, pods);
  }

  #whyNotNow(pods: readonly PodRow[]): string | undefined {
    return this.gate.whyClosed(pods) ?? this.#held.whyBusy(this.#deps.undoKey());
  }

  #tell({ text, details }: Report): void {
    const { hasLayer, open, say, redraw } = this.#deps;
    if (details === undefined || hasLayer()) say(text);
    else open(() => reportLayer(details));
    redraw();
  }
}
