import { type FileHandle, open } from "node:fs/promises";
import { plainText } from "../base/plainText.ts";
import { isObject, type JsonObject } from "../resources/jsonFields.ts";
import { type BlockHead, blockHeadBytes, blockHeadFrom, isMoment, unpackedBlock } from "./block.ts";
import { formatName, formatVersion } from "./line.ts";
import { RecordingError } from "./recordingError.ts";

/** A block and where it is. */
export interface PlacedBlock extends BlockHead {
  /** Bytes before it. */
  readonly offset: number;
}

/** Letters of unpacked lines that are kept: looking at one moment after the other reads the same blocks again. */
const keptLetters = 8 * 1024 * 1024;

/** A recording that is open for reading. What it has been read of is kept for a while. */
export class RecordingFile {
  /** As it was opened. */
  readonly path: string;
  readonly blocks: readonly PlacedBlock[];
  /** Names of the values of a pod. */
  readonly fields: readonly string[];
  /** Bytes behind the last whole block: somebody stopped while writing. */
  readonly tornBytes: number;
  readonly #handle: FileHandle;
  readonly #kept = new Map<PlacedBlock, { readonly lines: readonly JsonObject[]; readonly letters: number }>();
  #letters = 0;

  private constructor(
    path: string,
    handle: FileHandle,
    blocks: readonly PlacedBlock[],
    fields: readonly string[],
    tornBytes: number,
  ) {
    this.path = path;
    this.#handle = handle;
    this.blocks = blocks;
    this.fields = fields;
    this.tornBytes = tornBytes;
  }

  /** Whoever opens it closes it. @throws RecordingError when there is no recording in the file. */
  static async open(path: string): Promise<RecordingFile> {
    const shown = plainText(path);
    const handle = await opened(path, shown);
    try {
      const { size } = await handle.stat();
      const blocks = await blocksIn(handle, size);
      const [head] = blocks;
      if (head?.kind !== "head") throw new RecordingError(`${shown} is no recording of podscope`);
      const fields = fieldsFrom(await linesIn(handle, head), shown);
      const last = blocks.at(-1) ?? head;
      return new RecordingFile(shown, handle, blocks.slice(1), fields, size - last.offset - last.bytes);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** @throws RecordingError when the block is damaged. */
  async lines(block: PlacedBlock): Promise<readonly JsonObject[]> {
    const kept = this.#kept.get(block);
    if (kept !== undefined) {
      this.#kept.delete(block);
      this.#kept.set(block, kept);
      return kept.lines;
    }
    const lines = await linesIn(this.#handle, block);
    this.#keep(block, lines);
    return lines;
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  /** Those that were not read for the longest time go first. */
  #keep(block: PlacedBlock, lines: readonly JsonObject[]): void {
    this.#kept.set(block, { lines, letters: block.bytes });
    this.#letters += block.bytes;
    for (const [oldest, { letters }] of this.#kept) {
      if (this.#letters <= keptLetters) break;
      this.#kept.delete(oldest);
      this.#letters -= letters;
    }
  }
}

async function opened(path: string, shown: string): Promise<FileHandle> {
  try {
    return await open(path, "r");
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    const why = error.code === "ENOENT" ? "there is no such file" : plainText(error.message);
    throw new RecordingError(`cannot read ${shown}: ${why}`, { cause: error });
  }
}

/** Walks from block to block, up to the first that is not whole. */
async function blocksIn(handle: FileHandle, size: number): Promise<readonly PlacedBlock[]> {
  const blocks: PlacedBlock[] = [];
  const bytes = Buffer.alloc(blockHeadBytes);
  let offset = 0;
  while (offset + blockHeadBytes <= size) {
    await handle.read(bytes, 0, blockHeadBytes, offset);
    const head = blockHeadFrom(bytes);
    if (head === undefined || offset + head.bytes > size) break;
    blocks.push({ ...head, offset });
    offset += head.bytes;
  }
  return blocks;
}

async function linesIn(handle: FileHandle, { offset, bytes }: PlacedBlock): Promise<readonly JsonObject[]> {
  const packed = Buffer.alloc(bytes);
  await handle.read(packed, 0, bytes, offset);
  const damaged = (cause: unknown) => new RecordingError(`the recording is damaged at byte ${offset}`, { cause });
  let text: string;
  try {
    text = await unpackedBlock(packed);
  } catch (error) {
    throw damaged(error);
  }
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      try {
        const value: unknown = JSON.parse(line);
        if (isObject(value) && isMoment(value.at)) return value;
      } catch (error) {
        throw damaged(error);
      }
      throw damaged(undefined);
    });
}

function fieldsFrom([head]: readonly JsonObject[], path: string): readonly string[] {
  if (head?.format !== formatName) throw new RecordingError(`${path} is no recording of podscope`);
  const { version, fields } = head;
  if (typeof version !== "number") throw new RecordingError(`${path} does not say its version`);
  if (version !== formatVersion) {
    const way = version > formatVersion ? "a newer podscope can play it" : "an older podscope can play it";
    throw new RecordingError(
      `${path} has version ${version} of the format, and this program reads version ${formatVersion}: ${way}`,
    );
  }
  const isNames = Array.isArray(fields) && fields.every((name) => typeof name === "string");
  if (!isNames) throw new RecordingError(`${path} does not say what it has of a pod`);
  return fields;
}
