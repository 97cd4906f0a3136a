import { PassThrough, Writable } from "node:stream";
import type { InputStream } from "./followInput.ts";

/** What is needed of a terminal's output. */
interface Output {
  readonly columns: number;
  readonly rows: number;
  write(bytes: string | Uint8Array, done?: (error?: Error | null) => void): unknown;
  on(event: "resize", listener: () => void): unknown;
  off(event: "resize", listener: () => void): unknown;
}

/** Whatever the program there has left on: styles, a hidden cursor, cursor keys, mouse, paste, the other screen, line drawing. */
const asBefore =
  "\u001b[0m\u001b[?25h\u001b[?1l\u001b>\u001b[?1000l\u001b[?1002l\u001b[?1003l\u001b[?1006l\u001b[?2004l\u001b[?1047l\u000f";

/**
 * The terminal for a program far away, while our own screen is closed: every key goes to `input` as it is typed, `output` is drawn
 * as it comes. It is left as it was.
 */
export async function lendTerminal<T>(
  stdin: InputStream,
  stdout: Output,
  use: (terminal: { readonly input: PassThrough; readonly output: TerminalOutput }) => Promise<T>,
): Promise<T> {
  const input = new PassThrough();
  const output = new TerminalOutput(stdout);
  const onData = (chunk: string | Buffer) => void input.write(chunk);
  stdin.setEncoding("utf8");
  stdin.setRawMode(true);
  stdin.on("data", onData);
  stdin.resume();
  try {
    return await use({ input, output });
  } finally {
    stdin.off("data", onData);
    stdin.setRawMode(false);
    stdin.pause();
    output.stop();
    stdout.write(`${asBefore}\r\n`);
  }
}

/** The terminal as a stream that can be ended, and which says when it has another size. */
class TerminalOutput extends Writable {
  readonly #stdout: Output;
  readonly #onResize = () => void this.emit("resize");

  constructor(stdout: Output) {
    super();
    this.#stdout = stdout;
    stdout.on("resize", this.#onResize);
  }

  get columns(): number {
    return this.#stdout.columns;
  }

  get rows(): number {
    return this.#stdout.rows;
  }

  override _write(chunk: Buffer, _: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#stdout.write(chunk, done);
  }

  stop(): void {
    this.#stdout.off("resize", this.#onResize);
  }
}
