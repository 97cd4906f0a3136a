import type { Clock } from "../base/clock.ts";
import { FramePacer, type Timers } from "../base/framePacer.ts";
import { keepEqual } from "../base/keepEqual.ts";
import { Cell, type Readable } from "../base/readable.ts";
import type { SyncState } from "../kube/sync/syncState.ts";
import type { TableFrame } from "../table/tableFrame.ts";
import type { Identity } from "./cluster.ts";
import { commandFrom } from "./commandLine.ts";
import { type DashboardActions, dashboardCommands } from "./commands.ts";
import type { Config } from "./configFile.ts";
import type { Connection, ContextChoice, Place } from "./connection.ts";
import type { DashboardView, OverlayView, SummaryItem } from "./dashboardView.ts";
import { headerOf, headerSteadyFor, isStale } from "./headerWords.ts";
import { chordText, type KeyChord } from "./keyChord.ts";
import { footerOf, helpOf, keymapOf, rebound } from "./keymap.ts";
import { lineOf } from "./lineEditor.ts";
import { messageOf } from "./messages.ts";
import { allNamespaces, namespaceEntries, namespaceNames } from "./namespaces.ts";
import { chosenEntry, openedPicker, type PickerEntry, type PickerState, pickerAfter, pickerView } from "./picker.ts";
import type { PodTable } from "./podTable.ts";
import { type Prompt, promptAfter, promptView } from "./prompt.ts";
import { noSelectors, type Scope, type Selectors, selectorsFrom, selectorsText, type TypedProblem } from "./scope.ts";
import { type StateFile, withRecent } from "./stateFile.ts";

/** Rows of a file instead of a server. */
export interface PodFile {
  readonly path: string;
  /** The clock for ages, milliseconds since the epoch. */
  readonly asOf: number;
  readonly table: PodTable;
}

export interface DashboardOptions {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly columns: number;
  readonly lines: number;
  readonly config: Config;
  /** What is wrong with the configuration, said once. */
  readonly problems: readonly string[];
  readonly mouse: boolean;
  readonly state: StateFile;
  /** Where to begin; undefined is what the context and the memory say, null is all namespaces. */
  readonly start: {
    readonly context: string | undefined;
    readonly namespace: string | null | undefined;
    readonly selectors: Selectors;
  };
}

/** The dashboard without a screen: keys go in, views come out. */
export interface Dashboard {
  readonly view: Readable<DashboardView>;
  /** A key, and the text that it types if it types any. Draws before it returns. */
  press(chord: KeyChord | undefined, text: string | undefined): void;
  paste(text: string): void;
  /** `line` counts the lines of the table from 0. */
  click(line: number): void;
  /** Negative is up. */
  wheel(lines: number): void;
  resize(columns: number, lines: number): void;
  /** From now on shows what this connection has. Once; the first frame needs none. */
  connect(connection: Connection, contexts: () => readonly ContextChoice[]): void;
  showFile(file: PodFile): void;
  /** Says something in the last line. */
  notice(text: string): void;
  /** Resolves when a person asked to leave and all connections are gone. */
  readonly done: Promise<void>;
  close(): Promise<void>;
}

type Picking = { readonly kind: "namespace" | "context" | "sort"; readonly state: PickerState };

const liveFrameMs = 100;
const noticeMs = 8_000;
const leastColumns = 40;
const leastLines = 8;
/** Header, column titles, summary and last line. */
const linesAround = 5;
/** The table's gutter, left of its first column. */
const gutterColumns = 2;
const wheelLines = 3;

const nowhere: Place = {
  context: undefined,
  cluster: undefined,
  facts: undefined,
  session: undefined,
  problem: undefined,
};
const noFrame: TableFrame = { columns: [], lines: [], top: 0, shown: 0, total: 0, parked: false };
const starting: SyncState = { phase: "starting" };

export function createDashboard(options: DashboardOptions): Dashboard {
  const { clock, state } = options;
  const commands = rebound(dashboardCommands, options.config.keys);
  const keymap = keymapOf(commands);
  let { columns, lines, mouse } = options;
  let wide = options.config.wide;
  let connection: Connection | undefined;
  let contexts: () => readonly ContextChoice[] = () => [];
  let file: PodFile | undefined;
  let shownTable: PodTable | undefined;
  let unsubscribe: (() => void)[] = [];
  let prompt: Prompt | undefined;
  let picking: Picking | undefined;
  let helpTop: number | undefined;
  let filter = "";
  let filterProblems: readonly TypedProblem[] = [];
  let paused = false;
  let isMarking = false;
  let knownNamespaces: readonly string[] = [];
  let identity: Identity | undefined;
  let asking = new AbortController();
  let news: { readonly text: string; readonly until: number } | undefined;
  let finish: () => void = () => {};
  const done = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const queuedNews = [...options.problems];

  const place = (): Place => connection?.place.get() ?? nowhere;
  const sync = (): SyncState => {
    if (file !== undefined) return { phase: "file", path: file.path, asOf: file.asOf };
    const { session, problem } = place();
    return problem ?? session?.sync.get() ?? starting;
  };
  const serverNow = () => file?.asOf ?? clock.now() + (place().facts?.skewMs ?? 0);
  const table = (): PodTable | undefined => file?.table ?? place().session?.table;
  const contextName = () => place().context ?? "";
  const memory = () => state.of(contextName());

  const pacer = new FramePacer(() => draw(), options.timers, liveFrameMs);

  function draw(): void {
    followPlace();
    const next = viewNow();
    view.set(keepParts(view.get(), next));
    beginMarking();
    planNext();
  }

  /** Where time alone changes the screen next, it is drawn then. */
  function planNext(): void {
    const now = clock.now();
    const aging = (table()?.nextChangeAt(serverNow()) ?? Number.POSITIVE_INFINITY) - serverNow();
    const saying = news === undefined ? Number.POSITIVE_INFINITY : news.until - now;
    pacer.requestIn(
      Math.min(file === undefined ? aging : Number.POSITIVE_INFINITY, headerSteadyFor(sync(), now), saying),
    );
  }

  /** A first list is not news; what comes after it is. */
  function beginMarking(): void {
    const { phase } = sync();
    if (isMarking || (phase !== "live" && phase !== "polling")) return;
    isMarking = true;
    table()?.markChanges();
  }

  /** A new session has a new table, which takes over how we look at it. */
  function followPlace(): void {
    const next = table();
    if (next === shownTable) return;
    for (const stop of unsubscribe) stop();
    shownTable = next;
    isMarking = false;
    paused = false;
    identity = undefined;
    unsubscribe = [];
    if (next === undefined) return;
    const { session } = place();
    unsubscribe.push(next.onChange(() => pacer.request()));
    if (session !== undefined) unsubscribe.push(session.sync.subscribe(onSync));
    const sort = memory().sort;
    next.resize(columns - gutterColumns, tableLines());
    next.setWide(wide, serverNow());
    if (sort !== undefined) next.sortBy(sort, serverNow());
    filterProblems = next.filterBy(filter, serverNow());
  }

  function onSync(): void {
    if (sync().phase === "forbidden" && identity === undefined) askWhoIAm();
    pacer.request();
  }

  function askWhoIAm(): void {
    const { cluster } = place();
    cluster?.whoAmI(asking.signal).then(
      (who) => {
        identity = who;
        pacer.request();
      },
      // Without an answer the sentence of the server has to do.
      () => {},
    );
  }

  function tableLines(): number {
    return Math.max(1, lines - linesAround);
  }

  function viewNow(): DashboardView {
    const now = clock.now();
    if (news !== undefined && now >= news.until) news = undefined;
    const queued = news === undefined ? queuedNews.shift() : undefined;
    if (queued !== undefined) news = { text: queued, until: now + noticeMs };
    const current = table();
    const frame = current?.frame(serverNow()) ?? noFrame;
    const state = sync();
    const { session, cluster } = place();
    const tooSmall = columns < leastColumns || lines < leastLines;
    const parked = current?.parked;
    const text = news?.text ?? (parked && parkedText(parked));
    return {
      columns,
      lines,
      mouse,
      tooSmall: tooSmall ? `podscope needs ${leastColumns}x${leastLines}; this is ${columns}x${lines}.` : undefined,
      header: headerOf(place(), {
        sync: state,
        now,
        filter,
        waiting: paused ? (current?.waitingChanges ?? 0) : undefined,
      }),
      table: frame,
      tableLines: tableLines(),
      stale: isStale(state),
      message:
        frame.lines.length > 0
          ? undefined
          : messageOf({
              sync: state,
              scope: session?.scope,
              access: cluster?.access,
              identity,
              filter,
              total: frame.total,
              keyOf: keymap.keyOf,
            }),
      summary: summaryItems(),
      prompt: prompt && promptView(prompt, { names: names(), filterProblems }),
      overlay: overlayNow(),
      notice: text === undefined ? undefined : { text, tone: "warning" },
      footer: footerOf(commands, actions),
    };
  }

  function names() {
    return { namespaces: knownNamespaces, contexts: contextChoices().map(({ name }) => name) };
  }

  function contextChoices(): readonly ContextChoice[] {
    try {
      return contexts();
    } catch {
      // What is wrong with the kubeconfig is on the screen already.
      return [];
    }
  }

  function summaryItems(): readonly SummaryItem[] {
    const keys = commands.find(({ id }) => id === "filter.count")?.keys ?? [];
    return (table()?.summary() ?? []).map(({ label, count, tone }, index) => {
      const key = keys[index];
      return { label: label === "" ? "no status" : label, count, tone, key: key && chordText(key) };
    });
  }

  function overlayNow(): OverlayView | undefined {
    if (helpTop !== undefined) return { kind: "help", groups: helpOf(commands, actions), top: helpTop };
    if (picking === undefined) return undefined;
    return pickerView(
      pickerTitles[picking.kind],
      entriesOf(picking),
      picking.state,
      "Enter chooses, Esc leaves",
      tableLines() - 3,
    );
  }

  function entriesOf({ kind, state: picker }: Picking): readonly PickerEntry[] {
    switch (kind) {
      case "namespace": {
        const { session } = place();
        return namespaceEntries(knownNamespaces, memory(), session?.scope.namespace, picker.query.text, podCounts());
      }
      case "context":
        return contextChoices().map(({ name, cluster, user }) => ({
          value: name,
          text: name,
          detail: `${cluster}, ${user || "anonymous"}`,
          current: name === contextName(),
          recent: false,
        }));
      case "sort":
        return [{ id: "", title: "kubectl's order" }, ...(table()?.sortColumns() ?? [])].map(({ id, title }) => ({
          value: id,
          text: title,
          detail: "",
          current: (table()?.sort?.column ?? "") === id,
          recent: false,
        }));
    }
  }

  /** Exact where all namespaces are on the screen, and unknown elsewhere. */
  function podCounts(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    const { session } = place();
    if (session === undefined || session.scope.namespace !== undefined) return counts;
    for (const { namespace } of session.table.rows()) counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
    return counts;
  }

  function applyFilter(text: string): void {
    filter = text;
    filterProblems = table()?.filterBy(text, serverNow()) ?? [];
  }

  function scopeFor(namespace: string | undefined, selectors: Selectors): Scope {
    const name = contextName();
    const before = state.of(name);
    const recent = namespace === undefined ? before.recent : withRecent(before.recent, namespace, clock.now());
    if (name !== "") state.remember(name, { namespace: namespace ?? null, recent });
    return { namespace, selectors };
  }

  function showNamespace(namespace: string | undefined): void {
    const selectors = place().session?.scope.selectors ?? noSelectors;
    connection?.openScope(scopeFor(namespace, selectors));
  }

  function showContext(name: string | undefined, wanted: string | null | undefined, selectors: Selectors): void {
    asking.abort();
    asking = new AbortController();
    knownNamespaces = [];
    connection?.openContext(name, (access) => {
      const remembered = wanted === undefined ? state.of(access.context).namespace : wanted;
      const namespace = remembered === undefined ? access.namespace : (remembered ?? undefined);
      return { namespace, selectors };
    });
  }

  function learnNamespaces(): void {
    const { cluster } = place();
    if (cluster === undefined) return;
    namespaceNames(cluster, asking.signal).then(
      (found) => {
        knownNamespaces = found;
        pacer.request();
      },
      () => {
        // Whoever is not choosing one now need not hear of it.
        if (picking?.kind === "namespace") say("The namespaces may not be listed; type a name.");
      },
    );
  }

  function say(text: string): void {
    queuedNews.push(text);
    news = undefined;
    pacer.request();
  }

  function runCommand(text: string): void {
    const command = commandFrom(text);
    if (command === undefined) return;
    if ("reason" in command) {
      say(command.reason);
      return;
    }
    switch (command.kind) {
      case "namespace":
        showNamespace(command.namespace);
        return;
      case "context":
        showContext(command.context, undefined, noSelectors);
        return;
      case "chooseNamespace":
        actions.openNamespaces();
        return;
      case "chooseContext":
        actions.openContexts();
        return;
      case "pods":
        applyFilter("");
        return;
      case "help":
        actions.openHelp();
        return;
      case "quit":
        actions.quit();
        return;
    }
  }

  function sortBy(column: string, direction: "ascending" | "descending"): void {
    const sort = column === "" ? undefined : { column, direction };
    table()?.sortBy(sort, serverNow());
    if (contextName() !== "") state.remember(contextName(), { sort });
  }

  function choose({ kind }: Picking, { value }: PickerEntry): void {
    if (kind === "namespace") showNamespace(value === allNamespaces ? undefined : value);
    else if (kind === "context") showContext(value, undefined, noSelectors);
    else sortBy(value, "ascending");
  }

  const actions: DashboardActions = {
    get fromFile() {
      return file !== undefined;
    },
    get recentNamespaces() {
      return memory().recent.map(({ name }) => name);
    },
    get summaryCounts() {
      return table()?.summary().length ?? 0;
    },
    moveBy: (by) => table()?.moveBy(by),
    movePages: (pages) => table()?.moveBy(Math.trunc(pages * tableLines()) || Math.sign(pages)),
    moveToFirst: () => table()?.moveToFirst(),
    moveToLast: () => table()?.moveToLast(),
    openFilter: () => {
      prompt = { kind: "filter", line: lineOf(filter), before: filter };
    },
    openCommandLine: () => {
      prompt = { kind: "command", line: lineOf(""), before: "" };
      if (knownNamespaces.length === 0) learnNamespaces();
    },
    openSelectors: () => {
      const before = selectorsText(place().session?.scope.selectors ?? noSelectors);
      prompt = { kind: "selectors", line: lineOf(before), before };
    },
    openNamespaces: () => {
      picking = { kind: "namespace", state: openedPicker };
      learnNamespaces();
    },
    openContexts: () => {
      picking = { kind: "context", state: openedPicker };
    },
    openSorts: () => {
      picking = { kind: "sort", state: openedPicker };
    },
    openHelp: () => {
      helpTop = 0;
    },
    sortByNeighbour: (step) => {
      const ids = ["", ...(table()?.sortColumns() ?? []).map(({ id }) => id)];
      const index = ids.indexOf(table()?.sort?.column ?? "");
      sortBy(ids[(index + step + ids.length) % ids.length] ?? "", "ascending");
    },
    reverseSort: () => {
      const sort = table()?.sort ?? { column: "name", direction: "ascending" };
      sortBy(sort.column, sort.direction === "ascending" ? "descending" : "ascending");
    },
    toggleWide: () => {
      wide = !wide;
      table()?.setWide(wide, serverNow());
    },
    togglePause: () => {
      paused = !paused;
      table()?.setPaused(paused);
    },
    toggleMouse: () => {
      mouse = !mouse;
    },
    showAllNamespaces: () => showNamespace(undefined),
    showRecentNamespace: (index) => {
      const name = memory().recent[index]?.name;
      if (name === undefined) say(`No namespace has the key ${index + 1} yet.`);
      else showNamespace(name);
    },
    filterByCount: (index) => {
      const label = table()?.summary()[index]?.label;
      if (label !== undefined) applyFilter(filterForStatus(label));
    },
    filterByNextCount: (step) => {
      const filters = ["", ...(table()?.summary() ?? []).map(({ label }) => filterForStatus(label))];
      const index = Math.max(0, filters.indexOf(filter));
      applyFilter(filters[(index + step + filters.length) % filters.length] ?? "");
    },
    reconnect: () => connection?.reconnect(),
    escape: () => {
      if (news !== undefined) news = undefined;
      else applyFilter("");
    },
    quit: () => void close(),
  };

  const view = new Cell<DashboardView>(viewNow());

  function pressInPrompt(open: Prompt, chord: KeyChord | undefined, text: string | undefined): void {
    if (chord === "esc" || (chord === "backspace" && open.line.text === "")) {
      prompt = undefined;
      if (open.kind === "filter") applyFilter(open.before);
      return;
    }
    if (chord === "enter") {
      prompt = undefined;
      if (open.kind === "command") runCommand(open.line.text);
      if (open.kind === "selectors") applySelectors(open.line.text);
      return;
    }
    prompt = promptAfter(open, chord, text, names());
    if (prompt.kind === "filter") applyFilter(prompt.line.text);
  }

  function applySelectors(text: string): void {
    const { selectors, problems } = selectorsFrom(text);
    const [problem] = problems;
    if (problem !== undefined) say(problem.reason);
    else connection?.openScope({ namespace: place().session?.scope.namespace, selectors });
  }

  function pressInPicker(open: Picking, chord: KeyChord | undefined, text: string | undefined): void {
    if (chord === "esc") {
      picking = undefined;
    } else if (chord === "enter") {
      const entry = chosenEntry(entriesOf(open), open.state);
      picking = undefined;
      if (entry !== undefined) choose(open, entry);
    } else {
      picking = { ...open, state: pickerAfter(open.state, entriesOf(open), chord, text) };
    }
  }

  function pressInHelp(top: number, chord: KeyChord | undefined): void {
    const step = chord === undefined ? undefined : helpSteps[chord];
    const count = helpOf(commands, actions).reduce((sum, { entries }) => sum + entries.length + 2, 0);
    helpTop = step === undefined ? undefined : Math.max(0, Math.min(top + step, count - tableLines()));
  }

  async function close(): Promise<void> {
    pacer.stop();
    asking.abort();
    await Promise.all([connection?.close(), state.close()]);
    finish();
  }

  function press(chord: KeyChord | undefined, text: string | undefined): void {
    if (chord === "ctrl-c") void close();
    else if (prompt !== undefined) pressInPrompt(prompt, chord, text);
    else if (picking !== undefined) pressInPicker(picking, chord, text);
    else if (helpTop !== undefined) pressInHelp(helpTop, chord);
    else if (chord !== undefined) {
      const outcome = keymap.run(chord, actions);
      if (outcome?.refused !== undefined) say(outcome.refused);
    }
    pacer.drawNow();
  }

  return {
    view,
    done,
    press,
    paste: (text) => press(undefined, text),
    click: (line) => {
      table()?.moveToLine(line);
      pacer.drawNow();
    },
    wheel: (by) => {
      table()?.scrollBy(by * wheelLines);
      pacer.drawNow();
    },
    resize: (width, height) => {
      columns = width;
      lines = height;
      table()?.resize(columns - gutterColumns, tableLines());
      pacer.drawNow();
    },
    connect: (next, choices) => {
      connection = next;
      contexts = choices;
      next.place.subscribe(() => pacer.drawNow());
      showContext(options.start.context, options.start.namespace, options.start.selectors);
      pacer.drawNow();
    },
    showFile: (next) => {
      file = next;
      pacer.drawNow();
    },
    notice: say,
    close,
  };
}

const pickerTitles: Readonly<Record<Picking["kind"], string>> = {
  namespace: "Namespace",
  context: "Context",
  sort: "Sort by",
};

const helpSteps: { readonly [Chord in KeyChord]?: number } = {
  j: 1,
  down: 1,
  k: -1,
  up: -1,
  pageDown: 10,
  pageUp: -10,
  space: 10,
};

function parkedText({ key, isHidden }: { readonly key: string; readonly isHidden: boolean }): string {
  return `${key} is ${isHidden ? "hidden by the filter" : "gone; move the cursor to go on"}`;
}

function filterForStatus(status: string): string {
  return /[\s"]/.test(status) || status === "" ? `status="${status}"` : `status=${status}`;
}

/** Parts that did not change stay the same object, so that a screen can skip them. */
function keepParts(previous: DashboardView, next: DashboardView): DashboardView {
  const kept: DashboardView = {
    ...next,
    header: keepEqual(previous.header, next.header),
    message: keepEqual(previous.message, next.message),
    summary: keepEqual(previous.summary, next.summary),
    prompt: keepEqual(previous.prompt, next.prompt),
    overlay: keepEqual(previous.overlay, next.overlay),
    notice: keepEqual(previous.notice, next.notice),
    footer: keepEqual(previous.footer, next.footer),
  };
  const isSame = (Object.keys(kept) as (keyof DashboardView)[]).every((name) => Object.is(kept[name], previous[name]));
  return isSame ? previous : kept;
}
