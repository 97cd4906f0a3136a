/** The real dashboard with a cluster that says what a test wants, and no network. */
import { setImmediate } from "node:timers/promises";
import type { Cluster, Follow, NamespaceRow } from "../../src/app/cluster.ts";
import { defaultConfig } from "../../src/app/config.ts";
import { type Connection, type ContextChoice, createConnection } from "../../src/app/connection.ts";
import { createDashboard, type Dashboard, type DashboardOptions } from "../../src/app/dashboard.ts";
import type { DashboardView } from "../../src/app/dashboardView.ts";
import type { KeyChord } from "../../src/app/keyChord.ts";
import { newPodTable, type PodTable } from "../../src/app/podTable.ts";
import { noSelectors } from "../../src/app/scope.ts";
import type { ContextMemory, StateFile } from "../../src/app/stateFile.ts";
import { Traffic } from "../../src/app/traffic.ts";
import { Cell } from "../../src/base/readable.ts";
import type { Access } from "../../src/kube/config/access.ts";
import { KubeError } from "../../src/kube/kubeError.ts";
import type { ListWatch, RowSink } from "../../src/kube/sync/listWatch.ts";
import type { SyncState } from "../../src/kube/sync/syncState.ts";
import { RequestBook } from "../../src/kube/wire/requestBook.ts";
import { type EventRow, eventDecoder } from "../../src/resources/eventRow.ts";
import type { PodRow } from "../../src/resources/podRow.ts";
import type { PodSample } from "../../src/resources/usage/podSample.ts";
import { accessOf } from "./accessOf.ts";
import { FakeAccess } from "./fakeAccess.ts";
import { FakeChanges } from "./fakeChanges.ts";
import { FakeClock } from "./fakeClock.ts";
import { FakeLogs } from "./fakeLogs.ts";
import { FakeStreams } from "./fakeStreams.ts";
import { FakeTimers } from "./fakeTimers.ts";
import { remoteTerminal } from "./remoteTerminal.ts";

export interface StageOptions {
  readonly columns?: number;
  readonly lines?: number;
  readonly access?: Partial<Access>;
  /** Why the kubeconfig cannot be used. */
  readonly brokenBy?: Error;
  /** Null is all namespaces. */
  readonly namespace?: string | null;
  readonly contexts?: readonly ContextChoice[];
  readonly dashboard?: Partial<DashboardOptions>;
  /** In the place of one to the server that the stage is. */
  readonly connection?: Connection;
}

/** A dashboard whose server is this object. What it is told is on the screen when the call returns. */
export class DashboardStage {
  readonly clock = new FakeClock();
  readonly dashboard: Dashboard;
  /** What the server has, by path. */
  readonly objects = new Map<string, unknown>();
  readonly logs = new FakeLogs();
  readonly requests = new RequestBook();
  /** What pods used when they were measured, or why nobody knows. */
  samples: readonly PodSample[] | KubeError = [];
  /** How often they were asked for. */
  samplesAsked = 0;
  readonly access = new FakeAccess();
  readonly changes = new FakeChanges();
  readonly streams = new FakeStreams();
  /** Where shells are shown. */
  readonly terminal = remoteTerminal();
  readonly copied: string[] = [];
  /** What was recorded, by recording. */
  readonly recorded: Uint8Array[][] = [];
  /** Why nothing can be recorded (any more). */
  recordingProblem: Error | undefined;
  readonly timers = new FakeTimers();
  /** What whoever sits at the terminal was called for. */
  readonly calls: string[] = [];
  readonly saved: { readonly subject: string; readonly ending: string; readonly text: string }[] = [];
  readonly #connection: Connection;
  #table: PodTable | undefined;
  #tell: (state: SyncState) => void = () => {};
  eventState: (state: SyncState) => void = () => {};
  /** What is heard of the pod of the last port-forward. */
  onePod: RowSink<PodRow> | undefined;
  #events: RowSink<EventRow> | undefined;
  #namespaces: RowSink<NamespaceRow> | undefined;
  #columns: number;
  #lines: number;

  constructor({ columns = 80, lines = 24, namespace = "shop", ...options }: StageOptions = {}) {
    this.#columns = columns;
    this.#lines = lines;
    this.dashboard = createDashboard({
      clock: this.clock,
      timers: this.timers,
      columns,
      lines,
      config: defaultConfig,
      problems: [],
      mouse: false,
      triage: false,
      mark: "",
      state: memoryState(),
      suspend: () => {},
      outlet: {
        copy: (text) => this.copied.push(text),
        save: async (subject, ending, text) => {
          this.saved.push({ subject, ending, text });
          return `/home/oncall/${subject.replace("/", "_")}${ending}`;
        },
      },
      player: undefined,
      recordings: {
        program: "podscope 1.2.3",
        create: async (context) => {
          if (this.recordingProblem !== undefined) throw this.recordingProblem;
          const recorded: Uint8Array[] = [];
          this.recorded.push(recorded);
          const write = async (bytes: Uint8Array) => {
            if (this.recordingProblem !== undefined) throw this.recordingProblem;
            recorded.push(bytes);
          };
          return { path: `/home/oncall/${context}.podscope.gz`, sink: { write, close: async () => {} } };
        },
      },
      notify: (text) => this.calls.push(text),
      start: { context: undefined, namespace, selectors: noSelectors },
      allowWrites: false,
      lendTerminal: (use) => use(this.terminal.terminal),
      ...options.dashboard,
    });
    this.#connection = createConnection({
      clock: this.clock,
      kubeconfig: {
        contexts: () => options.contexts ?? [],
        stampOf: () => "",
        resolve: (context) => {
          if (options.brokenBy !== undefined) throw options.brokenBy;
          return accessOf("https://10.20.30.40:6443", {
            context: context ?? "prod-eu",
            cluster: "prod-eu-1",
            user: "oncall",
            files: ["kubeconfig"],
            namespace: "shop",
            ...options.access,
          });
        },
      },
      openCluster: (access) => this.#cluster(access),
      newTable: (scope) => {
        this.#table = newPodTable(scope);
        return this.#table;
      },
      follow: this.#follow,
    });
    this.dashboard.connect(options.connection ?? this.#connection);
    this.draw();
  }

  get view(): DashboardView {
    return this.dashboard.view.get();
  }

  /** What went on between the pods that are shown and their cluster. */
  get traffic(): Traffic {
    return this.#connection.place.get().session?.traffic ?? new Traffic();
  }

  /** The list is complete, and the watch runs. */
  live(rows: readonly PodRow[]): void {
    this.rows(rows);
    this.sync({ phase: "live", verifiedAt: this.clock.now() });
  }

  rows(rows: readonly PodRow[]): void {
    this.#table?.replace(new Map(rows.map((row) => [row.key, row])));
    this.draw();
  }

  put(...rows: readonly PodRow[]): void {
    this.#table?.apply(rows.map((row) => ({ type: "put", row })));
    this.draw();
  }

  remove(...rows: readonly PodRow[]): void {
    this.#table?.apply(rows.map(({ key }) => ({ type: "remove", key })));
    this.draw();
  }

  sync(state: SyncState): void {
    this.#tell(state);
    this.draw();
  }

  /** What the server answers to whoever chooses a namespace. */
  namespaces(...names: readonly string[]): void {
    const rows = names.map((name) => ({ key: name, name, uid: name, resourceVersion: "1" }));
    this.#namespaces?.replace(new Map(rows.map((row) => [row.key, row])));
    this.draw();
  }

  /** What the server has to whoever looks at events, as objects of its API. */
  events(...objects: readonly unknown[]): void {
    const rows = objects.map(eventDecoder.fromJson);
    this.#events?.replace(new Map(rows.map((row) => [row.key, row])));
    this.eventState({ phase: "live", verifiedAt: this.clock.now() });
    this.draw();
  }

  press(...chords: readonly KeyChord[]): void {
    for (const chord of chords) this.dashboard.press(chord, chord.length === 1 ? chord : undefined);
  }

  type(text: string): void {
    this.dashboard.press(undefined, text);
  }

  /** Lets `ms` milliseconds pass. */
  pass(ms: number): void {
    this.clock.jump(ms);
    this.draw();
  }

  /** The same, and everything happens whose time comes. */
  async wait(ms: number): Promise<void> {
    this.clock.jump(ms);
    this.timers.pass(ms);
    await this.settle();
  }

  resize(columns: number, lines: number): void {
    this.#columns = columns;
    this.#lines = lines;
    this.draw();
  }

  draw(): void {
    this.dashboard.resize(this.#columns, this.#lines);
  }

  /** Lets answers that are already given arrive. */
  async settle(): Promise<void> {
    await setImmediate();
    this.draw();
  }

  readonly #follow: Follow = ({ source, sink, onState }, signal) => {
    const asked: unknown = source;
    // The follower is generic, and only whoever asked knows of what.
    if (asked === namespaceSource) this.#namespaces = sink as unknown as RowSink<NamespaceRow>;
    else if (asked === onePodSource) this.onePod = sink as unknown as RowSink<PodRow>;
    else if (asked === eventSource) {
      this.#events = sink as unknown as RowSink<EventRow>;
      this.eventState = onState;
    } else this.#tell = onState;
    const { promise, resolve } = Promise.withResolvers<void>();
    signal.addEventListener("abort", () => resolve(), { once: true });
    return { retryNow: () => {}, done: promise };
  };

  async *#podSamples(signal: AbortSignal): AsyncGenerator<readonly PodSample[]> {
    this.samplesAsked++;
    signal.throwIfAborted();
    if (this.samples instanceof KubeError) throw this.samples;
    yield this.samples;
  }

  #object(path: string): unknown {
    const object = this.objects.get(path);
    if (object === undefined) throw new KubeError("notFound", `there is no ${path}`);
    return object;
  }

  #cluster(access: Access): Cluster {
    return {
      access,
      login: new Cell(undefined),
      certificateUntil: undefined,
      requests: this.requests,
      pods: ({ selectors }) => (selectors.fields.startsWith("metadata.name=") ? onePodSource : podSource),
      namespaces: () => namespaceSource,
      events: () => eventSource,
      countPods: async () => undefined,
      object: async (path) => this.#object(path),
      logs: this.logs.open,
      hasNamespace: async () => true,
      podSamples: (_, signal) => this.#podSamples(signal),
      facts: async () => ({ version: "v1.35.4", skewMs: 0 }),
      whoAmI: async () => ({ username: "oncall@example.com", groups: ["oncall", "system:authenticated"] }),
      change: (change) => this.changes.change(change),
      may: (right, namespace) => this.access.may(right, namespace),
      shell: this.streams.shell,
      port: this.streams.port,
      hold: this.streams.hold,
      cancelLogin: () => {},
      close: async () => {},
    };
  }
}

const podSource = unaskedListWatch();
const onePodSource = unaskedListWatch();
const eventSource = unaskedListWatch();
const namespaceSource = unaskedListWatch();

/** A stage's follower asks nobody. */
function unaskedListWatch(): ListWatch<never> {
  const unasked = () => {
    throw new Error("no request was expected");
  };
  return {
    streamingList: unasked,
    list: unasked,
    watch: unasked,
    count: unasked,
    probe: unasked,
    dropConnections: unasked,
  };
}

function memoryState(): StateFile {
  const memories = new Map<string, ContextMemory>();
  const of = (context: string): ContextMemory =>
    memories.get(context) ?? { namespace: undefined, recent: [], sort: undefined, usedAt: undefined };
  return {
    of,
    remember: (context, change) => memories.set(context, { ...of(context), ...change }),
    close: async () => {},
  };
}
