import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packedBlock } from "../../src/recording/block.ts";
import type { RecordedPlace, RecordedWatch } from "../../src/recording/line.ts";
import { Recorder } from "../../src/recording/recorder.ts";
import { RecordingFile } from "../../src/recording/recordingFile.ts";
import type { RecordingSink } from "../../src/recording/recordingSink.ts";
import { Timeline } from "../../src/recording/timeline.ts";
import type { PodRow } from "../../src/resources/podRow.ts";
import { FakeClock } from "./fakeClock.ts";
import { FakeTimers } from "./fakeTimers.ts";

/** Where pods of tests are recorded. */
export const recordedPlace: RecordedPlace = {
  context: "prod",
  cluster: "prod-eu-1",
  server: "https://10.20.30.40:6443",
  user: "oncall",
  namespace: null,
  labels: "",
  fields: "",
  version: "v1.35.4",
  skewMs: 0,
};

/** A recorder whose time the test owns, and what it has written. */
export class RecorderStage {
  readonly clock = new FakeClock();
  readonly timers = new FakeTimers();
  readonly recorder: Recorder;
  readonly errors: unknown[] = [];
  readonly #written: Uint8Array[] = [];
  isClosed = false;

  constructor(
    start: { readonly rows?: readonly PodRow[]; readonly place?: RecordedPlace; readonly watch?: RecordedWatch } = {},
    write?: RecordingSink["write"],
  ) {
    this.recorder = new Recorder({
      sink: {
        write: async (bytes) => {
          await write?.(bytes);
          this.#written.push(bytes);
        },
        close: async () => {
          this.isClosed = true;
        },
      },
      clock: this.clock,
      timers: this.timers,
      program: "podscope 1.2.3",
      place: start.place ?? recordedPlace,
      watch: start.watch,
      rows: start.rows ?? [],
      onProgress: () => {},
      onError: (error) => this.errors.push(error),
    });
  }

  /** Lets `ms` milliseconds pass, and what is due then be written. */
  pass(ms: number): void {
    this.clock.jump(ms);
    this.timers.pass(ms);
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#written);
  }
}

/** Opens what a test made as if it were a file. */
export async function timelineOf(
  bytes: Uint8Array,
): Promise<{ readonly file: RecordingFile; readonly timeline: Timeline }> {
  const path = join(await mkdtemp(join(tmpdir(), "podscope-recording-")), "test.podscope.gz");
  await writeFile(path, bytes);
  const file = await RecordingFile.open(path);
  try {
    return { file, timeline: await Timeline.of(file) };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** A file with these lines in its head, its first state and its moments; `at` is 0 where they do not say. */
export async function fileOf(head: object, state: readonly object[], moments: readonly object[]): Promise<Buffer> {
  const textOf = (lines: readonly object[]) => lines.map((line) => `${JSON.stringify({ at: 0, ...line })}\n`).join("");
  return Buffer.concat([
    await packedBlock(textOf([head]), { kind: "head", at: 0, left: 0 }),
    await packedBlock(textOf(state), { kind: "state", at: 0, left: 0 }),
    await packedBlock(textOf(moments), { kind: "moments", at: 0, left: 0 }),
  ]);
}
