/** One open watch of the fake API server. */
import { type Answer, type Ending, jsonOf, statusObject } from "./fakeAnswer.ts";
import type { RecordedRequest } from "./fakeApiServer.ts";
import type { FakeObject, FakeStore, Versions } from "./fakeStore.ts";
import { encodeMessage, encodeWatchFrame } from "./kubeProtobuf.ts";

export class FakeWatch {
  readonly request: RecordedRequest;
  readonly #answer: Answer;
  readonly #store: FakeStore;
  readonly #versions: Versions;
  readonly #unsubscribe: () => void;
  /** What was written since the last flush, so that a long list leaves in large pieces. */
  #pending: Buffer[] = [];

  constructor(
    request: RecordedRequest,
    answer: Answer,
    store: FakeStore,
    versions: Versions,
    accepts: (object: FakeObject) => boolean,
  ) {
    this.request = request;
    this.#answer = answer;
    this.#store = store;
    this.#versions = versions;
    answer.stream();
    this.#unsubscribe = store.subscribe(({ type, object }) => {
      if (accepts(object)) this.event(type, object);
    });
  }

  event(type: string, object: FakeObject): void {
    this.add(type, object);
    this.flush();
  }

  /** As `event`, but leaves with the next flush only. */
  add(type: string, object: FakeObject): void {
    this.#pending.push(
      this.#answer.wantsProtobuf
        ? encodeWatchFrame(type, this.#store.kind, messageOf(this.#store.kind, object))
        : jsonOf({ type, object }),
    );
  }

  flush(): void {
    const bytes = Buffer.concat(this.#pending);
    this.#pending = [];
    this.raw(bytes);
  }

  /** `initialEventsEnd` is the value of the annotation that ends a streaming list; undefined leaves it out. */
  bookmark(options: { readonly resourceVersion?: string; readonly initialEventsEnd?: string } = {}): void {
    const { resourceVersion = String(this.#versions.current), initialEventsEnd } = options;
    const annotations = initialEventsEnd === undefined ? {} : { "k8s.io/initial-events-end": initialEventsEnd };
    const metadata = { resourceVersion, annotations };
    if (this.#answer.wantsProtobuf) {
      this.raw(encodeWatchFrame("BOOKMARK", this.#store.kind, encodeMessage(this.#store.kind, { metadata })));
    } else {
      const object = { kind: this.#store.kind, apiVersion: "v1", metadata: { creationTimestamp: null, ...metadata } };
      this.raw(jsonOf({ type: "BOOKMARK", object }));
    }
  }

  error(code: number, reason: string, message: string, details?: Readonly<Record<string, unknown>>): void {
    const object = statusObject(code, reason, message, details);
    if (this.#answer.wantsProtobuf) this.raw(encodeWatchFrame("ERROR", "Status", encodeMessage("Status", object)));
    else this.raw(jsonOf({ type: "ERROR", object }));
  }

  /** Any bytes, garbage too. */
  raw(bytes: Buffer | string): void {
    this.#answer.write(typeof bytes === "string" ? Buffer.from(bytes) : bytes);
  }

  end(how: Ending = "end"): void {
    this.close();
    this.#answer.end(how);
  }

  /** Hears of no more changes. */
  close(): void {
    this.#unsubscribe();
  }
}

const messages = new WeakMap<FakeObject, Uint8Array>();

/** The protobuf message of an object, made once. */
export function messageOf(kind: "Pod" | "Namespace", object: FakeObject): Uint8Array {
  const known = messages.get(object) ?? encodeMessage(kind, object);
  messages.set(object, known);
  return known;
}
