import type { Clock } from "../../base/clock.ts";
import { counted } from "../../base/counted.ts";
import type { Timers } from "../../base/framePacer.ts";
import { savedState } from "../../kube/sync/savedState.ts";
import type { SyncState } from "../../kube/sync/syncState.ts";
import type { RecordedPlace } from "../../recording/line.ts";
import { Recorder } from "../../recording/recorder.ts";
import type { RecordingSink } from "../../recording/recordingSink.ts";
import type { Place } from "../connection.ts";
import type { Session } from "../session.ts";
import type { RecordingActions } from "./recordingActions.ts";

/** Makes a new file for a recording of `context`. */
export type CreateRecording = (context: string) => Promise<{ readonly path: string; readonly sink: RecordingSink }>;

export interface RecordingParts {
  readonly clock: Clock;
  readonly timers: Timers;
  /** `podscope 1.2.3`. */
  readonly program: string;
  readonly create: CreateRecording;
  place(): Place;
  redraw(): void;
  say(text: string): void;
}

interface Running {
  readonly path: string;
  readonly recorder: Recorder;
}

/**
 * Records the pods on the screen. Whoever goes to another namespace or context during an incident goes on recording: that is a part
 * of what was seen, and a replay goes along. What cannot be written ends the recording, and nothing else.
 */
export class Recording implements RecordingActions {
  readonly #parts: RecordingParts;
  #running: Running | undefined;
  #isStarting = false;
  #session: Session | undefined;
  #place: RecordedPlace | undefined;
  #stopSession: () => void = () => {};

  constructor(parts: RecordingParts) {
    this.#parts = parts;
  }

  /** Pods that came, changed or went since it began; undefined when nothing is recorded. */
  get changes(): number | undefined {
    return this.#running?.recorder.counts.changes;
  }

  toggle(): void {
    if (this.#running !== undefined) void this.#end(this.#running);
    else if (!this.#isStarting) void this.#begin();
  }

  /** The dashboard is at another place, or more is known of it. */
  follow(place: Place): void {
    if (this.#running === undefined) return;
    const { recorder } = this.#running;
    const next = recordedPlaceOf(place);
    const isOther = JSON.stringify(next) !== JSON.stringify(this.#place);
    this.#place = next;
    if (isOther) recorder.place(next);
    if (place.session === this.#session) return;
    recorder.replace(new Map([...(place.session?.table.rows() ?? [])].map((row) => [row.key, row])));
    if (place.problem !== undefined) recorder.watch(savedState(place.problem));
    this.#listen(place.session, recorder);
  }

  /** Writes what is not written yet. */
  async close(): Promise<void> {
    this.#stopSession();
    await this.#running?.recorder.close().catch(() => {});
  }

  async #begin(): Promise<void> {
    this.#isStarting = true;
    const { create, say } = this.#parts;
    try {
      const { path, sink } = await create(this.#parts.place().context ?? "pods");
      this.#running = { path, recorder: this.#record(sink) };
      say(`Recording to ${path}`);
    } catch (error) {
      say(`Nothing is recorded: ${wordsOf(error)}`);
    }
    this.#isStarting = false;
  }

  #record(sink: RecordingSink): Recorder {
    const { clock, timers, program, redraw } = this.#parts;
    const place = this.#parts.place();
    this.#place = recordedPlaceOf(place);
    const recorder = new Recorder({
      sink,
      clock,
      timers,
      program,
      place: this.#place,
      watch: savedState(stateOf(place)),
      rows: place.session?.table.rows() ?? [],
      onProgress: redraw,
      onError: (error) => this.#fail(error),
    });
    this.#listen(place.session, recorder);
    return recorder;
  }

  #listen(session: Session | undefined, recorder: Recorder): void {
    this.#stopSession();
    this.#session = session;
    if (session === undefined) return;
    const tell = () => {
      const state = session.sync.get();
      // That we leave a place is nothing that happened to its pods.
      if (state.phase !== "stopped") recorder.watch(savedState(state));
    };
    tell();
    const stops = [session.table.listen(recorder), session.sync.subscribe(tell)];
    this.#stopSession = () => {
      for (const stop of stops) stop();
    };
  }

  async #end({ path, recorder }: Running): Promise<void> {
    this.#leave();
    this.#parts.redraw();
    try {
      await recorder.close();
    } catch (error) {
      this.#fail(error);
      return;
    }
    const { changes } = recorder.counts;
    this.#parts.say(`Recorded ${counted(changes, "change")}: podscope replay ${path}`);
  }

  #fail(error: unknown): void {
    this.#leave();
    this.#parts.say(`The recording has ended: ${wordsOf(error)}`);
  }

  #leave(): void {
    this.#running = undefined;
    this.#stopSession();
    this.#stopSession = () => {};
    this.#session = undefined;
  }
}

function stateOf({ problem, session }: Place): SyncState {
  return problem ?? session?.sync.get() ?? { phase: "starting" };
}

function recordedPlaceOf({ context, cluster, session, findings }: Place): RecordedPlace {
  const { access } = cluster ?? {};
  const { namespace, selectors } = session?.scope ?? {};
  return {
    context: context ?? "",
    cluster: access?.cluster ?? "",
    server: access?.server ?? "",
    user: access === undefined ? "" : (access.user ?? "anonymous"),
    namespace: namespace ?? null,
    labels: selectors?.labels ?? "",
    fields: selectors?.fields ?? "",
    version: findings.facts?.version ?? "",
    skewMs: findings.facts?.skewMs ?? 0,
  };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
