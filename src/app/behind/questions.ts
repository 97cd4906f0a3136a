import { KubeError } from "../../kube/kubeError.ts";
import type { SyncState } from "../../kube/sync/syncState.ts";
import type { Right } from "../../kube/typed/accessReview.ts";
import type { Cluster } from "../cluster.ts";
import type { Place } from "../connection.ts";
import type { Answer, Answers } from "./tourFacts.ts";

const nothingAsked: Answers = { identity: undefined, list: undefined, watch: undefined };

/** States in which the server takes questions: before, it would only fail once more, and might run a login plugin for it. */
const isAnswering: ReadonlySet<SyncState["phase"]> = new Set(["loading", "live", "polling", "resyncing", "forbidden"]);

/** Asks the server who we are to it and what we may, while somebody looks: once, and again when that may have changed. */
export class Questions {
  readonly #place: () => Place;
  readonly #onAnswer: () => void;
  #answers = nothingAsked;
  #stop = new AbortController();
  /** Whom was asked, and whether it refused us the pods then. */
  #asked: { readonly cluster: Cluster; readonly isForbidden: boolean } | undefined;

  constructor(place: () => Place, onAnswer: () => void) {
    this.#place = place;
    this.#onAnswer = onAnswer;
  }

  get answers(): Answers {
    return this.#answers;
  }

  /** To be called when the place or the state of its pods may be another one. */
  consider(): void {
    const { cluster, session } = this.#place();
    if (this.#asked !== undefined && this.#asked.cluster !== cluster) this.#forget();
    const phase = session?.sync.get().phase;
    if (cluster === undefined || session === undefined || phase === undefined || !isAnswering.has(phase)) return;
    const isForbidden = phase === "forbidden";
    if (this.#asked?.cluster === cluster && this.#asked.isForbidden === isForbidden) return;
    this.#asked = { cluster, isForbidden };
    this.#stop.abort();
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    const namespace = session.scope.namespace ?? "";
    this.#ask("identity", cluster.whoAmI(signal), signal);
    for (const verb of ["list", "watch"] as const) {
      this.#ask(verb, cluster.may(rightTo(verb), namespace, signal), signal);
    }
  }

  close(): void {
    this.#stop.abort();
  }

  /** The answers of another login. */
  #forget(): void {
    this.#stop.abort();
    this.#asked = undefined;
    this.#answers = nothingAsked;
  }

  #ask<Name extends keyof Answers, Value>(name: Name, answer: Promise<Value>, signal: AbortSignal): void {
    const learn = (learned: Answer<Value>) => {
      if (signal.aborted) return;
      this.#answers = { ...this.#answers, [name]: learned };
      this.#onAnswer();
    };
    learn("asked");
    answer.then(
      (value) => learn({ value }),
      (error: unknown) => learn({ problem: problemOf(error) }),
    );
  }
}

function rightTo(verb: string): Right {
  return { verb, group: "", resource: "pods", subresource: "" };
}

function problemOf(error: unknown): string {
  const isReviewMissing = error instanceof KubeError && error.failure === "notFound";
  if (isReviewMissing) return "this server cannot say: it does not have the review (Kubernetes has it since 1.28)";
  return error instanceof Error ? error.message : String(error);
}
