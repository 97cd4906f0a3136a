import type { Clock } from "../../src/base/clock.ts";
import type { ApiStatus } from "../../src/kube/kubeError.ts";
import type {
  FromVersion,
  ListOptions,
  ListPart,
  ListWatch,
  RowCount,
  Versioned,
  WatchEvent,
} from "../../src/kube/sync/listWatch.ts";

type Batch = readonly WatchEvent<Versioned>[];

/** What a stream does next: brings a batch, is silent for so many milliseconds, ends, fails, or stays open for ever. */
export type StreamStep = Batch | number | "end" | "hang" | Error;

/** What the server says to one request. */
export type Answer =
  | { readonly stream: readonly StreamStep[] }
  | { readonly list: readonly (ListPart<Versioned> | number | "hang" | Error)[] };

/**
 * A server that follows a script, request by request, and writes down what it was asked. `count` and `probe` may be replaced;
 * a stream that is asked for after the end of the script stays open and silent.
 */
export class ScriptedListWatch implements ListWatch<Versioned> {
  /** `streamingList`, `list paged 9`, `list gzip`, `watch 12`. */
  readonly requests: string[] = [];
  /** How often all connections were dropped. */
  drops = 0;
  readonly #clock: Clock;
  #answers: Answer[];

  constructor(answers: readonly Answer[], clock: Clock) {
    this.#clock = clock;
    this.#answers = [...answers];
  }

  /** Goes on with another script. */
  answerWith(answers: readonly Answer[]): void {
    this.#answers = [...answers];
  }

  streamingList(_from: FromVersion, signal: AbortSignal): AsyncIterable<Batch> {
    return this.#stream("streamingList", signal);
  }

  watch(from: string, signal: AbortSignal): AsyncIterable<Batch> {
    return this.#stream(`watch ${from}`, signal);
  }

  async *list(
    from: FromVersion,
    { pageSize, gzip }: ListOptions,
    signal: AbortSignal,
  ): AsyncGenerator<ListPart<Versioned>> {
    const words = ["list", pageSize === undefined ? "" : "paged", gzip ? "gzip" : "", from ?? ""];
    this.requests.push(words.filter((word) => word !== "").join(" "));
    const answer = this.#answers.shift();
    if (answer === undefined || !("list" in answer)) throw new Error("the script has no list here");
    for (const part of answer.list) {
      if (part instanceof Error) throw part;
      if (part === "hang") await aborted(signal);
      else if (typeof part === "number") await this.#clock.sleep(part, signal);
      else yield part;
    }
  }

  async count(_at: { readonly exactly: string } | undefined, _signal: AbortSignal): Promise<RowCount | undefined> {
    return undefined;
  }

  async probe(_signal: AbortSignal): Promise<void> {}

  dropConnections(): void {
    this.drops++;
  }

  async *#stream(request: string, signal: AbortSignal): AsyncGenerator<Batch> {
    this.requests.push(request);
    const answer = this.#answers.shift() ?? { stream: [[], "hang"] };
    if (!("stream" in answer)) throw new Error("the script has a list here");
    for (const step of answer.stream) {
      if (step instanceof Error) throw step;
      if (step === "end") return;
      if (step === "hang") await aborted(signal);
      else if (typeof step === "number") await this.#clock.sleep(step, signal);
      else yield step;
    }
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
}

export const row = (key: string, resourceVersion: string, uid = `uid-${key}`): Versioned => ({
  key,
  uid,
  resourceVersion,
});
export const put = (key: string, version: string, uid?: string): WatchEvent<Versioned> => ({
  type: "put",
  row: row(key, version, uid),
});
export const gone = (key: string, version: string, uid?: string): WatchEvent<Versioned> => ({
  type: "delete",
  row: row(key, version, uid),
});
export const bookmark = (resourceVersion: string): WatchEvent<Versioned> => ({
  type: "bookmark",
  resourceVersion,
  initialEventsEnd: false,
});
export const end = (resourceVersion: string): WatchEvent<Versioned> => ({
  type: "bookmark",
  resourceVersion,
  initialEventsEnd: true,
});
/** An ERROR event. */
export const refusal = (code: number, reason: string, more: Partial<ApiStatus> = {}): WatchEvent<Versioned> => ({
  type: "error",
  status: { code, reason, message: `${reason} ${code}`, causes: [], ...more },
});
export const part = (rows: readonly Versioned[], resourceVersion: string, remaining?: number): ListPart<Versioned> => ({
  rows,
  resourceVersion,
  remaining,
});
