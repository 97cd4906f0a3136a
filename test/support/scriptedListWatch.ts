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

/** What a stream does next: brings a batch, ends, fails, or stays open for ever. */
export type StreamStep = Batch | "end" | "hang" | Error;

/** What the server says to one request. */
export type Answer =
  | { readonly stream: readonly StreamStep[] }
  | { readonly list: readonly (ListPart<Versioned> | Error)[] };

/** A server that follows a script, request by request, and writes down what it was asked. */
export class ScriptedListWatch implements ListWatch<Versioned> {
  readonly requests: string[] = [];
  readonly #answers: Answer[];

  constructor(answers: readonly Answer[]) {
    this.#answers = [...answers];
  }

  streamingList(_from: FromVersion, signal: AbortSignal): AsyncIterable<Batch> {
    return this.#stream("streamingList", signal);
  }

  watch(from: string, signal: AbortSignal): AsyncIterable<Batch> {
    return this.#stream(`watch ${from}`, signal);
  }

  async *list(from: FromVersion, { pageSize }: ListOptions): AsyncGenerator<ListPart<Versioned>> {
    this.requests.push(`list${pageSize === undefined ? "" : " paged"}${from === undefined ? "" : ` ${from}`}`);
    const answer = this.#answers.shift();
    if (answer === undefined || !("list" in answer)) throw new Error("the script has no list here");
    for (const part of answer.list) {
      if (part instanceof Error) throw part;
      yield part;
    }
  }

  async count(): Promise<RowCount | undefined> {
    return undefined;
  }

  async probe(): Promise<void> {}

  dropConnections(): void {}

  async *#stream(request: string, signal: AbortSignal): AsyncGenerator<Batch> {
    this.requests.push(request);
    const answer = this.#answers.shift() ?? { stream: [[], "hang"] };
    if (!("stream" in answer)) throw new Error("the script has a list here");
    for (const step of answer.stream) {
      if (step instanceof Error) throw step;
      if (step === "end") return;
      if (step === "hang")
        await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      else yield step;
    }
  }
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
export const gone = (key: string, version: string): WatchEvent<Versioned> => ({
  type: "delete",
  row: row(key, version),
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
