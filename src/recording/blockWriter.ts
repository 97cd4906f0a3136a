import { type BlockKind, packedBlock } from "./block.ts";
import { type FileHead, formatName, formatVersion, type Line } from "./line.ts";
import { fieldNames, type LineWriter } from "./lineWriter.ts";
import type { RecordingSink } from "./recordingSink.ts";

/** Letters of a block: more of them pack better, and take longer to unpack for one that is wanted. */
const blockLetters = 256 * 1024;
/** Up to here looking through changes takes no time, and no full state is worth it. */
const fewChanges = { bytes: 32 * 1024, pods: 5_000 } as const;

/** What was recorded so far. */
export interface RecordedCounts {
  /** Pods that came, changed or went. */
  readonly changes: number;
  /** Times at which something did. */
  readonly moments: number;
  readonly bytes: number;
}

/**
 * Writes lines as blocks. Every full state is followed by not many more bytes than it has itself, and by changes of not many more than
 * half of its pods, each of which takes longer to read than its bytes tell: so a reader finds any moment by reading little.
 */
export class BlockWriter {
  readonly #sink: RecordingSink;
  readonly #lines: LineWriter;
  /** Moment of the newest line. */
  #at = 0;
  #changedAt = Number.NaN;
  /** The last full state, and what there was when it had been written. */
  #state = { bytes: 0, pods: 0 };
  #bytesAtState = 0;
  #changesAtState = 0;
  #changes = 0;
  #moments = 0;
  #bytes = 0;

  /** `lines` is who makes them: it is asked for full states. */
  constructor(sink: RecordingSink, lines: LineWriter) {
    this.#sink = sink;
    this.#lines = lines;
  }

  get counts(): RecordedCounts {
    return { changes: this.#changes, moments: this.#moments, bytes: this.#bytes };
  }

  /** The head of the file, and what there is at the beginning. */
  async begin(at: number, program: string): Promise<void> {
    const head: FileHead = { format: formatName, version: formatVersion, program, at, fields: fieldNames };
    this.#at = at;
    await this.#write("head", at, 0, textOf(head));
    await this.#writeState();
  }

  async write(lines: Iterable<Line>): Promise<void> {
    let text = "";
    let at = this.#at;
    for (const line of lines) {
      if (text === "") at = line.at;
      text += textOf(line);
      this.#count(line);
      if (text.length < blockLetters) continue;
      await this.#writeMoments(at, text);
      text = "";
    }
    if (text !== "") await this.#writeMoments(at, text);
  }

  async #writeMoments(at: number, text: string): Promise<void> {
    await this.#write("moments", at, 0, text);
    const { bytes, pods } = this.#state;
    const changedPods = this.#changes - this.#changesAtState;
    const isLong = this.#bytes - this.#bytesAtState > Math.max(fewChanges.bytes, bytes);
    if (isLong || changedPods > Math.max(fewChanges.pods, pods / 2)) await this.#writeState();
  }

  async #writeState(): Promise<void> {
    const { size: pods } = this.#lines;
    const before = this.#bytes;
    let kind: BlockKind = "state";
    let text = "";
    for (const { line, left } of this.#lines.everything(this.#at)) {
      text += textOf(line);
      if (left > 0 && text.length < blockLetters) continue;
      await this.#write(kind, this.#at, left, text);
      kind = "rest";
      text = "";
    }
    this.#state = { bytes: this.#bytes - before, pods };
    this.#bytesAtState = this.#bytes;
    this.#changesAtState = this.#changes;
  }

  async #write(kind: BlockKind, at: number, left: number, text: string): Promise<void> {
    const block = await packedBlock(text, { kind, at, left });
    await this.#sink.write(block);
    this.#bytes += block.length;
  }

  #count({ at, gone = [], set = [], new: fresh = [] }: Line): void {
    this.#at = at;
    const count = gone.length + set.length + fresh.length;
    this.#changes += count;
    if (count === 0 || at === this.#changedAt) return;
    this.#changedAt = at;
    this.#moments++;
  }
}

function textOf(line: Line | FileHead): string {
  return `${JSON.stringify(line)}\n`;
}
