import { rm } from "node:fs/promises";
import { systemClock } from "../base/clock.ts";
import { systemTimers } from "../base/framePacer.ts";
import { grouped } from "../base/grouped.ts";
import { plainText } from "../base/plainText.ts";
import { savedState } from "../kube/sync/savedState.ts";
import type { RecordedCounts } from "../recording/blockWriter.ts";
import type { RecordedPlace } from "../recording/line.ts";
import { Recorder } from "../recording/recorder.ts";
import { RecordingError } from "../recording/recordingError.ts";
import { createRecordingFile } from "../recording/recordingSink.ts";
import { durationText } from "../resources/duration.ts";
import type { RecordFlags } from "./arguments.ts";
import type { GetSurroundings } from "./get.ts";
import { printChanges, type WatchListener } from "./printChanges.ts";
import type { ServerSourceOptions } from "./serverSource.ts";

/** What is recorded, and where to. */
export interface RecordOptions extends RecordFlags {
  readonly place: Pick<RecordedPlace, "context" | "cluster" | "user">;
}

/**
 * Prints the pods, and their changes where the flags want them, and records all of it until `signal` is aborted or the time is
 * over. Returns the exit code.
 * @throws RecordingError when it cannot be written; what `printChanges` throws.
 */
export async function recordChanges(
  options: ServerSourceOptions,
  { path, forMs, place }: RecordOptions,
  around: GetSurroundings,
  signal: AbortSignal,
): Promise<number> {
  const { say } = options;
  const file = await createRecordingFile(path);
  const stop = new AbortController();
  const isOver = new Error("the recording is long enough");
  const recorder = new Recorder({
    sink: file,
    clock: systemClock,
    timers: systemTimers,
    program: `podscope ${around.version}`,
    place: placeOf(options, place),
    watch: undefined,
    rows: [],
    onProgress: () => {},
    onError: (error) => stop.abort(diskError(path, error)),
  });
  const name = plainText(path);
  say(`podscope: recording to ${name}${forMs === undefined ? "" : ` for ${durationText(forMs)}`}; Ctrl-C ends it`);
  const cancel = forMs === undefined ? () => {} : systemTimers.later(forMs, () => stop.abort(isOver));
  const listener = listenerOf(recorder, () => recorder.place(placeOf(options, place)));
  try {
    return await printChanges(options, around, AbortSignal.any([signal, stop.signal]), listener);
  } catch (error) {
    if (error !== isOver) throw error;
    return 0;
  } finally {
    cancel();
    await recorder.close();
    const { counts } = recorder;
    // Of pods that could not be listed there is nothing to play.
    if (listener.isStarted()) say(`podscope: recorded ${countsText(counts)} in ${name}`);
    else await rm(path, { force: true });
  }
}

function listenerOf(recorder: Recorder, onStart: () => void): WatchListener & { isStarted(): boolean } {
  let isStarted = false;
  return {
    isStarted: () => isStarted,
    state: (state) => {
      // That we end is nothing that happened to the pods.
      if (state.phase !== "stopped") recorder.watch(savedState(state));
      if (isStarted || (state.phase !== "live" && state.phase !== "polling")) return;
      isStarted = true;
      // By now the server has told its time.
      onStart();
    },
    sink: {
      apply: (changes) =>
        recorder.apply(
          changes.map((change) => (change.type === "put" ? { type: "put", row: change.row.row } : change)),
        ),
      replace: (pods) => recorder.replace(new Map([...pods].map(([key, { row }]) => [key, row]))),
    },
  };
}

function placeOf({ flags, namespace, server, now }: ServerSourceOptions, place: RecordOptions["place"]): RecordedPlace {
  const [name] = flags.names;
  return {
    ...place,
    server,
    namespace: namespace ?? null,
    labels: flags.selectors.labels,
    fields: name === undefined ? flags.selectors.fields : `metadata.name=${name}`,
    version: "",
    skewMs: Math.round(now() - systemClock.now()),
  };
}

function countsText({ changes, moments, bytes }: RecordedCounts): string {
  const many = (count: number, one: string) => `${grouped(count)} ${one}${count === 1 ? "" : "s"}`;
  return `${many(changes, "change")} at ${many(moments, "moment")}, ${many(bytes, "byte")},`;
}

function diskError(path: string, error: unknown): RecordingError {
  const why = error instanceof Error ? error.message : String(error);
  return new RecordingError(`cannot go on recording to ${plainText(path)}: ${why}; what is in it can be played`);
}
