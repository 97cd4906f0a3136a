import { plainText } from "../../base/plainText.ts";
import { KubeError, kubeErrorOf } from "../../kube/kubeError.ts";
import type { RemoteTerminal } from "../../kube/typed/podShell.ts";
import { type ContainerChoice, containerChoices } from "../../resources/containerChoices.ts";
import { isObject } from "../../resources/jsonFields.ts";
import type { PodRow } from "../../resources/podRow.ts";
import type { ChangeGate } from "../changes/changeGate.ts";
import { rights } from "../changes/rights.ts";
import type { Cluster } from "../cluster.ts";
import type { Layer } from "../layer.ts";
import type { Navigator } from "../navigator.ts";
import { pickerLayer } from "../pickerLayer.ts";
import { type ShellOutcome, type ShellPlace, shellBanner, shellWords } from "./shellWords.ts";
import { withEscape } from "./tildeEscape.ts";

/** Gives the whole terminal away while `use` runs: nothing of ours reads it or draws on it. */
export type LendTerminal = <T>(use: (terminal: RemoteTerminal) => Promise<T>) => Promise<T>;

/** What the keys may ask of shells. */
export interface ShellActions {
  /** In a container of the pod under the cursor. */
  open(): void;
}

export interface ShellDeps {
  readonly navigator: Navigator;
  readonly gate: ChangeGate;
  readonly lend: LendTerminal;
  selected(): PodRow | undefined;
  /** Opens a layer, unless another one has been opened meanwhile. */
  openIfFree(next: () => Layer): void;
  readonly isFree: () => boolean;
  say(text: string): void;
}

/** The best shell that there is, with one request. */
const command = ["sh", "-c", "command -v bash >/dev/null && exec bash || exec sh"];

/** Opens shells in containers, one at a time. */
export class PodShells implements ShellActions {
  readonly #deps: ShellDeps;
  #stop = new AbortController();

  constructor(deps: ShellDeps) {
    this.#deps = deps;
  }

  open(): void {
    const pod = this.#deps.selected();
    const { cluster } = this.#deps.navigator.place;
    if (pod === undefined || cluster === undefined) return;
    // Whoever asks again means the new one.
    this.#stop.abort();
    this.#stop = new AbortController();
    void this.#choose(pod, cluster, this.#stop.signal);
  }

  close(): void {
    this.#stop.abort();
  }

  async #choose(pod: PodRow, cluster: Cluster, signal: AbortSignal): Promise<void> {
    const { openIfFree, isFree, say } = this.#deps;
    try {
      const choices = await this.#containers(pod, signal);
      if (signal.aborted || !isFree()) return;
      const [first, ...others] = choices;
      if (first === undefined) say(`${pod.key} has no container yet.`);
      else if (others.length === 0) this.#start(pod, cluster, first, signal);
      else openIfFree(() => pickerLayer(this.#choiceOf(choices, pod, cluster, signal)));
    } catch (error) {
      if (!signal.aborted) say(`No shell in ${pod.key}: ${kubeErrorOf(error).message}`);
    }
  }

  /** @throws KubeError, and when the pod is another one by now. */
  async #containers(pod: PodRow, signal: AbortSignal): Promise<readonly ContainerChoice[]> {
    const object = await this.#deps.navigator.podObject(pod, signal);
    const isSame = isObject(object) && isObject(object.metadata) && object.metadata.uid === pod.uid;
    if (!isSame) throw new KubeError("notFound", "it is gone, and another pod has its name.");
    return containerChoices(object);
  }

  #choiceOf(choices: readonly ContainerChoice[], pod: PodRow, cluster: Cluster, signal: AbortSignal) {
    return {
      title: `Shell in ${pod.key}`,
      hint: () => "Enter chooses, Esc leaves",
      entries: () =>
        choices.map(({ name, state }) => ({
          value: name,
          text: plainText(name),
          detail: state,
          current: false,
          recent: false,
        })),
      choose: (value: string) => {
        const chosen = choices.find(({ name }) => name === value);
        if (chosen !== undefined) this.#start(pod, cluster, chosen, signal);
      },
    };
  }

  #start(pod: PodRow, cluster: Cluster, { name, isRunning, state }: ContainerChoice, signal: AbortSignal): void {
    const { say } = this.#deps;
    const place = { namespace: pod.namespace, pod: pod.name, container: name };
    if (!isRunning) say(`${plainText(name)} of ${pod.key} does not run: ${state}.`);
    else
      void this.#run(place, cluster, signal).then((outcome) => {
        const words = shellWords(place, outcome);
        if (words !== undefined) say(words);
      });
  }

  async #run(place: ShellPlace, cluster: Cluster, signal: AbortSignal): Promise<ShellOutcome> {
    const refusal = await this.#deps.gate.refusal(rights.execPods, place.namespace);
    if (refusal !== undefined) return { kind: "refused", why: refusal };
    // The login may change, or another context be chosen for a moment: the shell stays.
    const release = cluster.hold();
    try {
      return await this.#deps.lend((terminal) => this.#talk(place, cluster, terminal, signal));
    } catch (error) {
      return { kind: "broken", error };
    } finally {
      release();
    }
  }

  async #talk(
    place: ShellPlace,
    cluster: Cluster,
    { input, output }: RemoteTerminal,
    signal: AbortSignal,
  ): Promise<ShellOutcome> {
    const leaving = new AbortController();
    output.write(`${shellBanner(place)}\r\n`);
    const typed = input.pipe(withEscape(() => leaving.abort()));
    try {
      const end = await cluster.shell(
        { ...place, command },
        { input: typed, output },
        AbortSignal.any([signal, leaving.signal]),
      );
      return leaving.signal.aborted ? { kind: "left" } : end;
    } catch (error) {
      if (leaving.signal.aborted) return { kind: "left" };
      throw error;
    } finally {
      input.unpipe(typed);
    }
  }
}
