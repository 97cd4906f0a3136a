import type { Clock } from "../base/clock.ts";
import { Cell, type Readable } from "../base/readable.ts";
import { KubeError } from "../kube/kubeError.ts";
import { isObject, type JsonObject } from "../resources/jsonFields.ts";
import type { PodRow } from "../resources/podRow.ts";
import type { Session } from "./session.ts";

/** One pod as a whole, as far as it is known. All times are milliseconds since the epoch. */
export interface PodNow {
  /** Undefined before it was read. */
  readonly object: JsonObject | undefined;
  readonly readAt: number | undefined;
  /** When it was found to be gone, or another one to have its name. */
  readonly deletedAt: number | undefined;
  /** Why it could not be read the last time. */
  readonly problem: string | undefined;
}

export interface PodFollowerDeps {
  /** Reads the whole pod. @throws KubeError `notFound` when there is none of this name. */
  read(pod: PodRow, signal: AbortSignal): Promise<unknown>;
  readonly session: Session;
  readonly clock: Clock;
}

const unread: PodNow = { object: undefined, readAt: undefined, deletedAt: undefined, problem: undefined };

/** Keeps a whole pod as its row in the table is: read again whenever the row has another version. Bound to the pod's uid. */
export class PodFollower implements Readable<PodNow> {
  readonly pod: PodRow;
  readonly #deps: PodFollowerDeps;
  readonly #now = new Cell<PodNow>(unread);
  readonly #stop = new AbortController();
  readonly #stops: readonly (() => void)[];
  /** Version of the row that was read last, or is being read. */
  #askedFor: string | undefined;
  #isAsking = false;

  constructor(pod: PodRow, deps: PodFollowerDeps) {
    this.pod = pod;
    this.#deps = deps;
    const { table, sync } = deps.session;
    this.#stops = [table.onChange(() => this.#follow()), sync.subscribe(() => this.#retry())];
    this.#follow();
  }

  get = (): PodNow => this.#now.get();

  subscribe = (listener: () => void): (() => void) => this.#now.subscribe(listener);

  close(): void {
    this.#stop.abort();
    for (const stop of this.#stops) stop();
  }

  #follow(): void {
    const row = this.#deps.session.table.rowOf(this.pod.key);
    // A pod that the selectors no longer let through is gone from the table only.
    const version = row?.uid === this.pod.uid ? row.resourceVersion : "gone";
    if (version !== this.#askedFor && !this.#isAsking) void this.#ask(version);
  }

  /** What failed is tried again once the server answers others. */
  #retry(): void {
    const { phase } = this.#deps.session.sync.get();
    if (this.get().problem !== undefined && (phase === "live" || phase === "polling")) this.#askedFor = undefined;
    this.#follow();
  }

  async #ask(version: string): Promise<void> {
    if (this.get().deletedAt !== undefined) return;
    this.#askedFor = version;
    this.#isAsking = true;
    const next = await this.#read();
    this.#isAsking = false;
    if (this.#stop.signal.aborted) return;
    this.#now.set(next);
    this.#follow();
  }

  async #read(): Promise<PodNow> {
    const before = this.get();
    const now = () => this.#deps.clock.now();
    try {
      const object = await this.#deps.read(this.pod, this.#stop.signal);
      if (!isObject(object)) return { ...before, problem: "the answer is no pod" };
      const isOther = isObject(object.metadata) && object.metadata.uid !== this.pod.uid;
      if (isOther && this.pod.uid !== "") return { ...before, deletedAt: now(), problem: undefined };
      return { object, readAt: now(), deletedAt: undefined, problem: undefined };
    } catch (error) {
      if (error instanceof KubeError && error.failure === "notFound") {
        return { ...before, deletedAt: now(), problem: undefined };
      }
      return { ...before, problem: error instanceof Error ? error.message : String(error) };
    }
  }
}
