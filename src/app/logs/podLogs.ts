import type { Clock } from "../../base/clock.ts";
import type { LogRequest } from "../../kube/wire/podLogs.ts";
import { LineMerge } from "../../resources/logs/lineMerge.ts";
import type { LogLine } from "../../resources/logs/logLine.ts";
import { type LogSource, logSourcesOf } from "../../resources/logs/logSources.ts";
import type { PodRow } from "../../resources/podRow.ts";
import type { ChangedKeys } from "../../table/rowStore.ts";
import type { PodFollower } from "../podFollower.ts";
import type { PodTable } from "../podTable.ts";
import { ContainerLog, type LogRange, tailOfOnePod } from "./containerLog.ts";
import type { LogScope } from "./logScope.ts";

export interface PodLogsParts {
  readonly scope: LogScope;
  readonly table: PodTable;
  readonly clock: Clock;
  /** Keeps a whole pod as its row is; whoever follows it closes it. */
  follow(pod: PodRow): PodFollower;
  stream(request: LogRequest, signal: AbortSignal): AsyncIterable<readonly string[]>;
  onChange(): void;
}

/** A pod whose logs are shown. */
export interface FollowedPod {
  readonly pod: PodRow;
  readonly follower: PodFollower;
  /** Its containers, known once it was read; ephemeral ones come later. */
  readonly sources: readonly LogSource[];
  /** It was deleted, or no longer belongs to the scope: what it wrote stays. */
  readonly isGone: boolean;
}

/** The log of one container among those of all pods. Its place in `streams` is the `source` of its lines. */
export interface PodStream {
  readonly of: FollowedPod;
  readonly container: string;
  readonly log: ContainerLog;
}

/** So many containers are followed at once: each is a connection to its node. */
export const mostStreams = 50;
/** Lines of before that are asked for of all containers together, and waited for at most; and what is asked for of each at least. */
const mostBacklog = 20_000;
const leastBacklog = 100;
/** As long as several logs are waited for, so that what was written before comes in the order of time, milliseconds. */
const gatherMs = 1_500;
const lookAgainMs = 150;
/** A line waits so long for older ones of other containers. */
const holdMs = 150;
/** What a pod wrote last may still be on its way when it is gone. */
const lastWordsMs = 5_000;

type OwnPod = { -readonly [Name in keyof FollowedPod]: FollowedPod[Name] } & { readonly stop: () => void };

/** The logs of all containers of some pods, which come and go, in the order of time. */
export class PodLogs {
  readonly #parts: PodLogsParts;
  readonly #changed: ChangedKeys;
  readonly #stopTable: () => void;
  readonly #stop = new AbortController();
  readonly #pods = new Map<string, OwnPod>();
  /** Belong to it, and are followed when others have gone. */
  readonly #waiting = new Map<string, PodRow>();
  #streams: PodStream[] = [];
  #merge = new LineMerge(holdMs);
  #range: LogRange;
  #openedAt: number;
  #isGathering = true;

  constructor(parts: PodLogsParts, range: LogRange) {
    this.#parts = parts;
    this.#range = range;
    this.#openedAt = parts.clock.monotonic();
    this.#changed = parts.table.collect();
    const { isOne, first } = parts.scope;
    if (first !== undefined) this.#join(first);
    if (!isOne) this.#look();
    this.#stopTable = isOne ? () => {} : parts.table.onChange(() => this.#look());
  }

  get pods(): readonly FollowedPod[] {
    return [...this.#pods.values()];
  }

  get streams(): readonly PodStream[] {
    return this.#streams;
  }

  /** Pods and containers that there is no room for. */
  get left(): { readonly pods: number; readonly containers: number } {
    const there = [...this.#pods.values()].filter(({ isGone }) => !isGone);
    const containers = there.reduce((sum, of) => sum + of.sources.length - this.#streamsOf(of).length, 0);
    return { pods: this.#waiting.size, containers };
  }

  /** What was written before is waited for. */
  get isGathering(): boolean {
    return this.#isGathering;
  }

  /** The lines that come next. */
  take(): readonly LogLine[] {
    const now = this.#parts.clock.monotonic();
    if (!this.#isGathering) return this.#merge.take(now);
    const isLate = now - this.#openedAt >= gatherMs || this.pending > mostBacklog;
    this.#isGathering = !isLate && !this.#isCaughtUp(now);
    const isAlone = this.#streams.length === 1 && this.#parts.scope.isOne;
    return this.#isGathering && !isAlone ? [] : this.#merge.takeAll();
  }

  /** So many lines wait to be taken. */
  get pending(): number {
    return this.#merge.count;
  }

  /** Milliseconds until there may be lines to take. */
  steadyFor(): number {
    return this.#isGathering ? lookAgainMs : this.#merge.steadyFor(this.#parts.clock.monotonic());
  }

  /** Asks for all logs anew. */
  reopen(range: LogRange): void {
    for (const { log } of this.#streams) log.close();
    this.#streams = [];
    this.#merge = new LineMerge(holdMs);
    this.#range = range;
    this.#openedAt = this.#parts.clock.monotonic();
    this.#isGathering = true;
    for (const [uid, of] of this.#pods) {
      if (of.isGone && !this.#parts.scope.isOne) this.#pods.delete(uid);
      else this.#open(of);
    }
  }

  close(): void {
    this.#stop.abort();
    this.#stopTable();
    this.#changed.close();
    for (const { log } of this.#streams) log.close();
    for (const { stop } of this.#pods.values()) stop();
  }

  #look(): void {
    const { table, scope } = this.#parts;
    const came: PodRow[] = [];
    const keys = this.#changed.take();
    for (const key of keys) {
      const row = table.rowOf(key);
      if (row !== undefined && scope.has(row) && !this.#pods.has(row.uid)) came.push(row);
      if (row === undefined) this.#waiting.delete(key);
    }
    for (const of of this.#pods.values()) {
      const { key, uid } = of.pod;
      if (!of.isGone && keys.has(key) && table.rowOf(key)?.uid !== uid) this.#leave(of);
    }
    came.sort((a, b) => (a.key < b.key ? -1 : 1));
    for (const row of came) this.#join(row);
  }

  #join(row: PodRow): void {
    const { follow, onChange } = this.#parts;
    if (this.#pods.size > 0 && this.#room < Math.max(1, row.totalContainers)) {
      this.#waiting.set(row.key, row);
      return;
    }
    this.#waiting.delete(row.key);
    const follower = follow(row);
    const stopFollowing = follower.subscribe(() => {
      this.#open(of);
      for (const { log } of this.#streamsOf(of)) log.wake();
      onChange();
    });
    const stop = () => {
      stopFollowing();
      follower.close();
    };
    const of: OwnPod = { pod: row, follower, sources: [], isGone: false, stop };
    this.#pods.set(row.uid, of);
    if (!this.#isGathering) this.#note(`${row.key} has come`);
    this.#open(of);
  }

  /** What it wrote last still arrives; its room is for others. */
  #leave(of: OwnPod): void {
    of.isGone = true;
    of.stop();
    this.#note(`${of.pod.key} is gone`);
    const { clock } = this.#parts;
    const end = () => {
      for (const { log } of this.#streamsOf(of)) log.close();
    };
    void clock.sleep(lastWordsMs, this.#stop.signal).then(end, () => {});
    for (const other of this.#pods.values()) this.#open(other);
    for (const row of [...this.#waiting.values()]) this.#join(row);
  }

  /** Opens what is known of a pod's containers and not open yet. */
  #open(of: OwnPod): void {
    const { object } = of.follower.get();
    if (object !== undefined) of.sources = logSourcesOf(object);
    const known = this.#streamsOf(of).length;
    if (of.isGone && known === 0 && !this.#parts.scope.isOne) return;
    of.sources.slice(known).forEach(({ name }, more) => {
      if (this.#openStreams < mostStreams) this.#openStream(of, name, known + more);
    });
  }

  #openStream(of: OwnPod, container: string, place: number): void {
    const { clock, stream, onChange } = this.#parts;
    const { namespace, name } = of.pod;
    const source = this.#streams.length;
    const log = new ContainerLog({
      source,
      container,
      range: this.#range,
      tailLines: this.#backlog,
      clock,
      now: () => of.sources[place],
      stream: (request, signal) => stream({ ...request, namespace, pod: name }, signal),
      take: (lines) => {
        this.#merge.add(source, lines);
        onChange();
      },
      onState: onChange,
    });
    this.#streams.push({ of, container, log });
  }

  #note(text: string): void {
    this.#merge.add(-1, [{ source: -1, time: "", text, isNote: true }]);
    this.#parts.onChange();
  }

  /** Of each container, so that all together are not too many. */
  get #backlog(): number {
    if (this.#parts.scope.isOne) return tailOfOnePod;
    const containers = [...this.#pods.values()].reduce((sum, { pod }) => sum + Math.max(1, pod.totalContainers), 0);
    return Math.max(leastBacklog, Math.floor(mostBacklog / containers));
  }

  get #openStreams(): number {
    return this.#streams.filter(({ of }) => !of.isGone).length;
  }

  /** Before a pod was read its row says how many containers to expect. */
  get #room(): number {
    let taken = 0;
    for (const of of this.#pods.values()) {
      if (!of.isGone) taken += Math.max(1, of.sources.length, of.pod.totalContainers);
    }
    return mostStreams - taken;
  }

  #streamsOf(of: FollowedPod): readonly PodStream[] {
    return this.#streams.filter((stream) => stream.of === of);
  }

  #isCaughtUp(now: number): boolean {
    const isRead = ({ follower }: FollowedPod) => {
      const { object, problem, deletedAt } = follower.get();
      return object !== undefined || problem !== undefined || deletedAt !== undefined;
    };
    return this.pods.every(isRead) && this.#streams.every(({ log }) => log.isCaughtUp(now));
  }
}
