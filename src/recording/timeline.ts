import { isObject, type JsonObject } from "../resources/jsonFields.ts";
import type { PodRow } from "../resources/podRow.ts";
import type { RowChange } from "../table/rowStore.ts";
import type { RecordedPlace, RecordedWatch } from "./line.ts";
import { LineReader } from "./lineReader.ts";
import { RecordingError } from "./recordingError.ts";
import type { PlacedBlock, RecordingFile } from "./recordingFile.ts";

/** What there was at a moment. */
export interface RecordedMoment {
  /** Milliseconds since the epoch by the clock of the machine that recorded. */
  readonly at: number;
  readonly place: RecordedPlace;
  readonly watch: RecordedWatch | undefined;
  readonly rows: ReadonlyMap<string, PodRow>;
  /** What made it from the moment that was asked for before; undefined when everything may be different. */
  readonly changes: readonly RowChange<PodRow>[] | undefined;
}

/** Where lines are read: a full state and what follows it, up to the next. */
interface Segment {
  /** Index of its first block. */
  readonly start: number;
  /** Index of the first block of changes. */
  readonly changes: number;
  /** Index after its last block. */
  readonly end: number;
  readonly at: number;
}

/** Goes to any moment of a recording. Ask one thing at a time. */
export class Timeline {
  readonly #file: RecordingFile;
  readonly #segments: readonly Segment[];
  readonly startsAt: number;
  readonly endsAt: number;
  /** Times of the lines of segments that were looked through. */
  readonly #moments = new Map<Segment, readonly number[]>();
  #reader: LineReader;
  #segment: Segment | undefined;
  /** The next line to take: index of its block, and in it. */
  #block = 0;
  #line = 0;
  #at = Number.NEGATIVE_INFINITY;

  private constructor(file: RecordingFile, segments: readonly Segment[], endsAt: number) {
    this.#file = file;
    this.#segments = segments;
    this.startsAt = segments[0]?.at ?? endsAt;
    this.endsAt = endsAt;
    this.#reader = new LineReader(file.fields, new Map());
  }

  /** @throws RecordingError when there is no moment in it. */
  static async of(file: RecordingFile): Promise<Timeline> {
    const { segments, endsAt } = await readablePart(file);
    return new Timeline(file, segments, endsAt);
  }

  /** The end of the file cannot be read: somebody stopped while writing, or it is damaged. */
  get isCut(): boolean {
    return this.#file.tornBytes > 0 || this.#segments.at(-1)?.end !== this.#file.blocks.length;
  }

  /** Another one on the same file, for looking ahead. */
  fork(): Timeline {
    return new Timeline(this.#file, this.#segments, this.endsAt);
  }

  /** What there was at `at`, or at the nearest end. @throws RecordingError where the file is damaged. */
  async seek(at: number): Promise<RecordedMoment> {
    const wanted = Math.min(Math.max(at, this.startsAt), this.endsAt);
    const segment = this.#segmentAt(wanted);
    const goesOn = segment === this.#segment && wanted >= this.#at;
    // Whatever fails on the way leaves something half done: then the next one begins anew.
    this.#segment = undefined;
    if (!goesOn) await this.#begin(segment);
    const changes: RowChange<PodRow>[] | undefined = goesOn ? [] : undefined;
    await this.#takeUntil(segment, wanted, changes);
    this.#segment = segment;
    this.#at = wanted;
    const { place, watch, rows } = this.#reader;
    if (place === undefined) throw new RecordingError("the recording does not say where it is from");
    return { at: wanted, place, watch, rows, changes };
  }

  /** The first moment after `at` at which something is different; undefined when there is none. @throws RecordingError */
  async next(at: number): Promise<number | undefined> {
    const first = this.#segments.indexOf(this.#segmentAt(at));
    for (const segment of this.#segments.slice(first)) {
      const time = (await this.#momentsOf(segment)).find((moment) => moment > at);
      if (time !== undefined) return time;
    }
    return undefined;
  }

  /** The last moment before `at` at which something is different; undefined when there is none. @throws RecordingError */
  async previous(at: number): Promise<number | undefined> {
    const last = this.#segments.indexOf(this.#segmentAt(at));
    for (const segment of this.#segments.slice(0, last + 1).reverse()) {
      const time = (await this.#momentsOf(segment)).findLast((moment) => moment < at);
      if (time !== undefined) return time;
    }
    return at > this.startsAt ? this.startsAt : undefined;
  }

  #segmentAt(at: number): Segment {
    const found = this.#segments.findLast((segment) => segment.at <= at) ?? this.#segments[0];
    if (found === undefined) throw new RecordingError("the recording has no moments");
    return found;
  }

  /** Reads all there was when the segment begins. */
  async #begin(segment: Segment): Promise<void> {
    this.#reader = new LineReader(this.#file.fields, this.#reader.rows);
    for (const block of this.#file.blocks.slice(segment.start, segment.changes)) {
      for (const line of await this.#file.lines(block)) this.#take(line, block, undefined);
    }
    this.#reader.complete();
    this.#block = segment.changes;
    this.#line = 0;
  }

  async #takeUntil(segment: Segment, at: number, changes: RowChange<PodRow>[] | undefined): Promise<void> {
    for (; this.#block < segment.end; this.#block++, this.#line = 0) {
      const block = this.#file.blocks[this.#block];
      if (block === undefined || block.at > at) break;
      const lines = await this.#file.lines(block);
      for (let line = lines[this.#line]; line !== undefined; line = lines[++this.#line]) {
        if (timeOf(line) > at) return;
        this.#take(line, block, changes);
      }
    }
  }

  #take(line: JsonObject, block: PlacedBlock, changes: RowChange<PodRow>[] | undefined): void {
    try {
      this.#reader.take(line, changes);
    } catch (error) {
      if (!(error instanceof RecordingError)) throw error;
      throw new RecordingError(`the recording is damaged at byte ${block.offset}: ${error.message}`, { cause: error });
    }
  }

  /** In order, each once. */
  async #momentsOf(segment: Segment): Promise<readonly number[]> {
    const known = this.#moments.get(segment);
    if (known !== undefined) return known;
    const times = new Set<number>();
    let phase: unknown;
    for (const block of this.#file.blocks.slice(segment.start, segment.end)) {
      for (const line of await this.#file.lines(block)) {
        const phaseNow = isObject(line.watch) ? line.watch.phase : phase;
        const isNews = ["place", "gone", "set", "new"].some((name) => name in line) || phaseNow !== phase;
        // A full state is what there was before.
        if (block.kind === "moments" && isNews) times.add(timeOf(line));
        phase = phaseNow;
      }
    }
    const moments = [...times];
    this.#moments.set(segment, moments);
    return moments;
  }
}

/** A segment whose full state is not whole is none. */
function segmentsIn(blocks: readonly PlacedBlock[]): readonly Segment[] {
  const segments: Segment[] = [];
  for (const [start, { kind, at }] of blocks.entries()) {
    if (kind !== "state") continue;
    const whole = blocks.findIndex(({ left }, index) => index >= start && left === 0);
    if (whole === -1) break;
    const next = blocks.findIndex((block, index) => index > whole && block.kind === "state");
    segments.push({ start, changes: whole + 1, end: next === -1 ? blocks.length : next, at });
  }
  return segments;
}

/** Up to the last block that can be read, and its last moment. */
async function readablePart(
  file: RecordingFile,
): Promise<{ readonly segments: readonly Segment[]; readonly endsAt: number }> {
  const segments = [...segmentsIn(file.blocks)];
  for (let segment = segments.pop(); segment !== undefined; segment = segments.pop()) {
    for (let index = segment.end - 1; index >= segment.changes - 1; index--) {
      const line = (await linesOrNone(file, file.blocks[index])).at(-1);
      if (line !== undefined) return { segments: [...segments, { ...segment, end: index + 1 }], endsAt: timeOf(line) };
    }
  }
  throw new RecordingError(`${file.path} ends before its first moment`);
}

async function linesOrNone(file: RecordingFile, block: PlacedBlock | undefined): Promise<readonly JsonObject[]> {
  try {
    return block === undefined ? [] : await file.lines(block);
  } catch (error) {
    if (error instanceof RecordingError) return [];
    throw error;
  }
}

/** Lines that have none are refused where they are read. */
function timeOf(line: JsonObject): number {
  return line.at as number;
}
