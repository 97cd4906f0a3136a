import type { ProcessStreams } from "../../apiserver/kubelets.ts";

/** Where a shell reads its lines from. */
export interface Lines {
  /** Says the prompt and waits for a line. Undefined at the end of all. `""` when it was given up with Ctrl-C. */
  next(prompt: string): Promise<string | undefined>;
  /** Hears of Ctrl-C while something runs. */
  onInterrupt: () => void;
}

const controls = { interrupt: "\u0003", end: "\u0004", clear: "\u000c", again: "\u0010", kill: "\u0015" } as const;
const introducer = "\u001b";
/** Arrows and their like are no text. */
const sequence = new RegExp(`${introducer}(?:\\[[0-9;]*[ -/]*[@-~]|O.)?`, "g");

/** A line discipline: echoes what is typed, and lets it be corrected. */
export class TypedLines implements Lines {
  onInterrupt: () => void = () => {};
  readonly #write: (text: string) => void;
  readonly #ready: (string | undefined)[] = [];
  #wanted: ((line: string | undefined) => void) | undefined;
  #prompt = "";
  #text = "";
  #last = "";
  #isOver = false;

  constructor(streams: ProcessStreams) {
    this.#write = (text) => streams.write("stdout", text);
    void this.#read(streams.stdin);
  }

  next(prompt: string): Promise<string | undefined> {
    this.#prompt = prompt;
    this.#write(prompt);
    if (this.#ready.length > 0 || this.#isOver) return Promise.resolve(this.#ready.shift());
    return new Promise((resolve) => {
      this.#wanted = resolve;
    });
  }

  async #read(stdin: AsyncIterable<Buffer>): Promise<void> {
    const decoder = new TextDecoder();
    for await (const bytes of stdin) {
      const text = decoder.decode(bytes, { stream: true }).replaceAll(`${introducer}[A`, controls.again);
      for (const character of text.replace(sequence, "")) this.#type(character);
    }
    this.#isOver = true;
    this.#give(undefined);
  }

  #type(character: string): void {
    switch (character) {
      case controls.interrupt:
        this.#write("^C\r\n");
        this.#text = "";
        if (this.#wanted === undefined) this.onInterrupt();
        else this.#give("");
        return;
      case controls.end:
        if (this.#text === "") this.#give(undefined);
        return;
      case controls.clear:
        this.#write(`\u001b[H\u001b[2J${this.#prompt}${this.#text}`);
        return;
      case controls.kill:
        this.#erase(this.#text.length);
        return;
      case controls.again:
        this.#erase(this.#text.length);
        this.#text = this.#last;
        this.#write(this.#text);
        return;
      case "\u007f":
      case "\b":
        this.#erase(Math.min(1, this.#text.length));
        return;
      case "\r":
      case "\n":
        this.#write("\r\n");
        this.#give(this.#text);
        return;
      default:
        if (character < " ") return;
        this.#text += character;
        this.#write(character);
    }
  }

  #erase(letters: number): void {
    this.#text = this.#text.slice(0, this.#text.length - letters);
    this.#write("\b \b".repeat(letters));
  }

  #give(line: string | undefined): void {
    if (line !== undefined && line !== "") this.#last = line;
    this.#text = "";
    const wanted = this.#wanted;
    this.#wanted = undefined;
    if (wanted === undefined) this.#ready.push(line);
    else wanted(line);
  }
}
