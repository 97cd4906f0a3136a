import type { Clock } from "../../base/clock.ts";
import type { Right, Verdict } from "../../kube/typed/accessReview.ts";
import type { Cluster } from "../cluster.ts";

export interface PermissionDeps {
  /** The cluster on the screen: another one, or another login, knows another answer. */
  cluster(): Cluster | undefined;
  readonly clock: Clock;
  /** There is an answer. */
  onLearn(): void;
}

/** An answer is asked for again after so many milliseconds: rights are given and taken while one works. */
const freshMs = 60_000;

interface Answer {
  readonly askedAt: number;
  /** What came; undefined when nobody could say. */
  readonly coming: Promise<Verdict | undefined>;
  /** What is known until that comes. */
  known: Verdict | undefined;
}

/** What the server lets us do, asked once and remembered for a while. */
export class Permissions {
  readonly #deps: PermissionDeps;
  readonly #answers = new Map<string, Answer>();
  #cluster: Cluster | undefined;
  #stop = new AbortController();

  constructor(deps: PermissionDeps) {
    this.#deps = deps;
  }

  /** What is known now, undefined for nothing; what is unknown or old is asked for. */
  known(right: Right, namespace: string): Verdict | undefined {
    return this.#answer(right, namespace)?.known;
  }

  /** Waits for an answer that is not old; undefined when there is none to be had: then the act itself will tell. */
  async verdict(right: Right, namespace: string): Promise<Verdict | undefined> {
    return this.#answer(right, namespace)?.coming;
  }

  close(): void {
    this.#stop.abort();
    this.#answers.clear();
  }

  #answer({ verb, group, resource, subresource }: Right, namespace: string): Answer | undefined {
    const cluster = this.#deps.cluster();
    if (cluster !== this.#cluster) this.#move(cluster);
    if (cluster === undefined) return undefined;
    const key = [namespace, verb, group, resource, subresource].join("/");
    const before = this.#answers.get(key);
    const now = this.#deps.clock.monotonic();
    if (before !== undefined && now - before.askedAt < freshMs) return before;
    const { signal } = this.#stop;
    const coming = cluster.may({ verb, group, resource, subresource }, namespace, signal).catch(() => undefined);
    const answer: Answer = { askedAt: now, coming, known: before?.known };
    this.#answers.set(key, answer);
    void coming.then((verdict) => {
      if (signal.aborted) return;
      answer.known = verdict;
      this.#deps.onLearn();
    });
    return answer;
  }

  #move(cluster: Cluster | undefined): void {
    this.close();
    this.#cluster = cluster;
    this.#stop = new AbortController();
  }
}
