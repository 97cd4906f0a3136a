import { isObject } from "../../resources/jsonFields.ts";
import type { Found } from "../../resources/page/podSections.ts";
import type { PodRow } from "../../resources/podRow.ts";
import { ownerChain } from "../ownerChain.ts";
import type { Question, QuestionHost } from "../questionLayer.ts";
import type { Session } from "../session.ts";
import type { ChangeGate } from "./changeGate.ts";
import type { PlaceNames } from "./placeNames.ts";
import { type RestartTarget, restartTargetOf } from "./restartTarget.ts";
import { restartView } from "./restartView.ts";
import { restartRights } from "./rights.ts";

export interface RestartQuestionDeps {
  readonly session: Session;
  readonly gate: ChangeGate;
  readonly place: PlaceNames;
  /** One object of the cluster. @throws KubeError */
  read(path: string, signal: AbortSignal): Promise<unknown>;
  readPod(pod: PodRow, signal: AbortSignal): Promise<unknown>;
  say(text: string): void;
  /** Yes was said. */
  onYes(target: RestartTarget): void;
}

/** Whether the owner of a pod shall be restarted, which it looks for first. Goes with the pod, and when there is nothing to restart. */
export class RestartQuestion implements Question {
  readonly #pod: PodRow;
  readonly #deps: RestartQuestionDeps;
  readonly #host: QuestionHost;
  readonly #stop = new AbortController();
  readonly #stops: readonly (() => void)[];
  #target: RestartTarget | undefined;

  constructor(pod: PodRow, deps: RestartQuestionDeps, host: QuestionHost) {
    this.#pod = pod;
    this.#deps = deps;
    this.#host = host;
    const { table, sync } = deps.session;
    this.#stops = [table.onChange(() => this.#follow()), sync.subscribe(() => this.#follow())];
    void this.#look();
  }

  get yes(): string | undefined {
    return this.#target === undefined || this.#refused !== undefined ? undefined : "y";
  }

  view() {
    const { key, namespace } = this.#pod;
    return restartView({
      pod: key,
      namespace,
      place: this.#deps.place,
      target: this.#target,
      refused: this.#refused,
    });
  }

  confirm(): void {
    if (this.#target !== undefined) this.#deps.onYes(this.#target);
  }

  answer(): void {}

  close(): void {
    this.#stop.abort();
    for (const stop of this.#stops) stop();
  }

  get #refused(): string | undefined {
    if (this.#target === undefined) return undefined;
    return this.#deps.gate.whyForbidden(restartRights[this.#target.resource], [this.#pod]);
  }

  #follow(): void {
    const { session, gate } = this.#deps;
    const isThere = session.table.rowOf(this.#pod.key)?.uid === this.#pod.uid;
    const why = isThere ? gate.whyClosed([this.#pod]) : `${this.#pod.key} is gone: there is nothing left to ask.`;
    if (why !== undefined) this.#leave(why);
  }

  async #look(): Promise<void> {
    const found = await this.#find();
    if (this.#stop.signal.aborted) return;
    if (typeof found === "string") this.#leave(found);
    else this.#target = found;
    this.#host.redraw();
  }

  async #find(): Promise<RestartTarget | string> {
    const { signal } = this.#stop;
    const { key, namespace, uid } = this.#pod;
    try {
      const pod = await this.#deps.readPod(this.#pod, signal);
      if (!isObject(pod) || !isObject(pod.metadata) || pod.metadata.uid !== uid) return `${key} is gone.`;
      return restartTargetOf(key, await ownerChain(pod, namespace, (path) => this.#read(path)));
    } catch (error) {
      return `What owns ${key} cannot be read: ${messageOf(error)}`;
    }
  }

  async #read(path: string): Promise<Found> {
    try {
      const object = await this.#deps.read(path, this.#stop.signal);
      return isObject(object) ? { object } : undefined;
    } catch (error) {
      return { problem: messageOf(error) };
    }
  }

  #leave(why: string): void {
    this.#deps.say(why);
    this.#host.leave();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
