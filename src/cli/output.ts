import { once } from "node:events";
import type { Writable } from "node:stream";

/** Nobody takes what is printed any more, or it cannot be written. */
export class OutputError extends Error {
  override readonly name = "OutputError";
  /** The reader went away, which is no trouble: `| head` does it. */
  readonly isClosed: boolean;

  constructor(cause: Error) {
    super(`cannot write: ${cause.message}`, { cause });
    this.isClosed = "code" in cause && (cause.code === "EPIPE" || cause.code === "ECONNRESET");
  }
}

/** Text is handed on in pieces of this many characters. */
const pieceLength = 64 * 1024;

/** What is printed, on its way to stdout. */
export class Output {
  readonly #stream: Writable;
  readonly #broken = new AbortController();
  #pending = "";

  constructor(stream: Writable) {
    this.#stream = stream;
    stream.on("error", (error: Error) => this.#broken.abort(new OutputError(error)));
  }

  /** Aborted with an OutputError when writing has failed: what is still under way need not go on. */
  get signal(): AbortSignal {
    return this.#broken.signal;
  }

  /** Prints text soon: at the next `flush`, or when there is enough of it. */
  write(text: string): void {
    this.#pending += text;
    if (this.#pending.length >= pieceLength) this.#send();
  }

  /** Waits until the reader has taken what was written. @throws OutputError */
  async flush(): Promise<void> {
    this.signal.throwIfAborted();
    if (this.#pending !== "") this.#send();
    if (this.#stream.writableNeedDrain) await once(this.#stream, "drain", { signal: this.signal });
    this.signal.throwIfAborted();
  }

  /** As `flush`, and hears of an error with the last of it. @throws OutputError */
  async end(): Promise<void> {
    await this.flush();
    await new Promise<void>((resolve) => this.#stream.write("", () => resolve()));
    this.signal.throwIfAborted();
  }

  #send(): void {
    if (!this.signal.aborted) this.#stream.write(this.#pending);
    this.#pending = "";
  }
}
