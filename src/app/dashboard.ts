import type { Clock } from "../base/clock.ts";
import { FramePacer, type Timers } from "../base/framePacer.ts";
import { Cell, type Readable } from "../base/readable.ts";
import type { SyncState } from "../kube/sync/syncState.ts";
import { Alarm } from "./alarm/alarm.ts";
import { behindScenes } from "./behind/behindScenes.ts";
import { Changes } from "./changes/changes.ts";
import type { DashboardActions } from "./commands/dashboardCommand.ts";
import { dashboardCommands } from "./commands/dashboardCommands.ts";
import { composeView, keepParts, tableLinesOf } from "./composeView.ts";
import type { Config } from "./config.ts";
import type { Connection } from "./connection.ts";
import { dashboardActions } from "./dashboardActions.ts";
import type { DashboardView } from "./dashboardView.ts";
import { Forwards } from "./forwards/forwards.ts";
import { headerSteadyFor } from "./headerWords.ts";
import { chordText, type KeyChord } from "./keyChord.ts";
import { helpOf, keymapOf, rebound } from "./keymap.ts";
import { LayerStack } from "./layerStack.ts";
import { Metrics } from "./metrics/metrics.ts";
import { NamespaceBook } from "./namespaceBook.ts";
import { Navigator, type Start } from "./navigator.ts";
import { News } from "./news.ts";
import { type PodViewDeps, PodViews } from "./podViews.ts";
import { Recording, type RecordingParts } from "./recording/recording.ts";
import type { Player } from "./replay/player.ts";
import { type LendTerminal, PodShells } from "./shell/podShells.ts";
import { shownState } from "./shownState.ts";
import { ShownTable } from "./shownTable.ts";
import { standsStillAt } from "./staleness.ts";
import type { StateFile } from "./stateFile.ts";
import { boundTo } from "./text/boundTo.ts";
import type { TextOutlet } from "./text/textLayer.ts";
import { pastOf, pastSteadyFor } from "./time/timeWords.ts";
import { ShownCauses } from "./triage/shownCauses.ts";
import { Triage } from "./triage/triage.ts";

export interface DashboardOptions {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly columns: number;
  readonly lines: number;
  readonly config: Config;
  /** What is wrong with the configuration, said once. */
  readonly problems: readonly string[];
  readonly mouse: boolean;
  /** As HeaderView has it. */
  readonly mark: string;
  readonly state: StateFile;
  /** Stops the program until a shell continues it; undefined where none can. */
  readonly suspend: (() => void) | undefined;
  /** Where texts go that leave the program. */
  readonly outlet: TextOutlet;
  /** Plays the recording that is shown; undefined when none is. */
  readonly player: Player | undefined;
  /** Where recordings go. */
  readonly recordings: Pick<RecordingParts, "program" | "create">;
  /** Calls whoever sits at the terminal. */
  readonly notify: (text: string) => void;
  readonly start: Start;
  /** `--allow-writes`: as AllowedContexts.atStart. */
  readonly allowWrites: boolean;
  /** Why pods are unhealthy comes first. */
  readonly triage: boolean;
  readonly lendTerminal: LendTerminal;
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
  connect(connection: Connection): void;
  /** Says something in the last line, one text after the other. */
  notice(...texts: readonly string[]): void;
  /** Resolves when a person asked to leave and all connections are gone. */
  readonly done: Promise<void>;
  close(): Promise<void>;
}

/** Least milliseconds between two frames that nobody waits for: while a list arrives, drawing must not hold it up. */
const frameMs = { live: 200, loading: 250 } as const;
const wheelLines = 3;

/** Nothing is shown before `connect`; whoever opens a dashboard closes it. */
export function createDashboard(options: DashboardOptions): Dashboard {
  return new LiveDashboard(options);
}

class LiveDashboard implements Dashboard {
  readonly view: Cell<DashboardView>;
  readonly done: Promise<void>;
  readonly #options: DashboardOptions;
  readonly #commands;
  readonly #keymap;
  readonly #actions: DashboardActions;
  readonly #navigator: Navigator;
  readonly #namespaces: NamespaceBook;
  readonly #table: ShownTable;
  readonly #causes: ShownCauses;
  readonly #news: News;
  readonly #metrics: Metrics;
  readonly #changes: Changes;
  readonly #recording: Recording;
  readonly #alarm: Alarm;
  readonly #shells: PodShells;
  readonly #forwards: Forwards;
  readonly #pacer: FramePacer;
  readonly #layers: LayerStack;
  #columns: number;
  #lines: number;
  #mouse: boolean;
  #stopTable: () => void = () => {};
  #finish: () => void = () => {};

  constructor(options: DashboardOptions) {
    const { clock, config, columns, lines } = options;
    this.#options = options;
    this.#columns = columns;
    this.#lines = lines;
    this.#mouse = options.mouse;
    this.#commands = rebound(dashboardCommands, config.keys);
    this.#keymap = keymapOf(this.#commands);
    this.#news = new News(options.problems);
    this.#pacer = new FramePacer(() => this.#draw(), options.timers, frameMs.live);
    this.#layers = new LayerStack(this.#pacer);
    this.#navigator = new Navigator(options.state, clock);
    this.#namespaces = new NamespaceBook(this.#navigator, () => this.#pacer.request());
    this.#table = new ShownTable(
      { wide: config.wide, measured: config.metrics, foldDone: config.foldDone, columns, lines: tableLinesOf(lines) },
      () => this.#serverNow(),
    );
    this.#causes = new ShownCauses({
      timers: options.timers,
      now: () => this.#table.now,
      onCounted: () => this.#pacer.request(),
    });
    this.#alarm = new Alarm({
      clock,
      table: this.#table,
      news: this.#news,
      session: () => this.#navigator.place.session,
      serverNow: () => this.#serverNow(),
      notify: options.notify,
      keysOf: this.#keymap.keysOf,
    });
    this.#metrics = new Metrics({
      table: this.#table,
      clock,
      onChange: () => this.#pacer.request(),
      say: (text) => this.notice(text),
    });
    this.#changes = new Changes({
      navigator: this.#navigator,
      table: this.#table,
      clock,
      allowed: { atStart: options.allowWrites, names: config.allowWrites },
      undoKey: () => this.#keymap.keysOf("change.undo")[0] ?? "",
      redraw: () => this.#pacer.request(),
      say: (text) => this.notice(text),
      hasLayer: () => this.#layers.top !== undefined,
      open: this.#layers.open,
      leave: this.#layers.leave,
    });
    this.#recording = new Recording({
      ...options.recordings,
      clock,
      timers: options.timers,
      place: () => this.#navigator.place,
      redraw: () => this.#pacer.request(),
      say: (text) => this.notice(text),
    });
    const views: PodViewDeps = {
      navigator: this.#navigator,
      clock,
      redraw: () => this.#pacer.request(),
      drawNow: () => this.#pacer.drawNow(),
      say: (text) => this.notice(text),
      rebound: (commands) => rebound(commands, config.keys),
      outlet: options.outlet,
    };
    const changed = {
      navigator: this.#navigator,
      gate: this.#changes.gate,
      selected: () => this.#table.current?.selected,
      openIfFree: this.#layers.openIfFree,
      say: (text: string) => this.notice(text),
    };
    this.#shells = new PodShells({
      ...changed,
      lend: options.lendTerminal,
      isFree: () => this.#layers.top === undefined,
    });
    this.#forwards = new Forwards({
      ...changed,
      open: this.#layers.open,
      copy: options.outlet.copy,
      redraw: () => this.#pacer.request(),
    });
    this.#actions = dashboardActions({
      alarm: this.#alarm,
      navigator: this.#navigator,
      table: this.#table,
      namespaces: this.#namespaces,
      metrics: this.#metrics,
      triage: new Triage({
        ...views,
        table: this.#table,
        causes: this.#causes,
        open: this.#layers.open,
        others: () => this.#commands.map((command) => boundTo(command, this.#actions)),
      }),
      news: this.#news,
      keysOf: this.#keymap.keysOf,
      help: () => helpOf(this.#commands, this.#actions),
      open: this.#layers.open,
      podViews: new PodViews(views),
      behind: () => behindScenes(views, this.#table.current?.selected),
      changes: this.#changes,
      recording: this.#recording,
      shells: this.#shells,
      forwards: this.#forwards,
      player: options.player,
      toggleMouse: () => {
        this.#mouse = !this.#mouse;
      },
      suspend: options.suspend,
      quit: () => void this.close(),
    });
    options.player?.position.subscribe(() => this.#pacer.request());
    this.done = new Promise((resolve) => {
      this.#finish = resolve;
    });
    if (options.triage) this.#actions.triage.open();
    this.view = new Cell(this.#viewNow());
  }

  press(chord: KeyChord | undefined, text: string | undefined): void {
    // Whoever presses a key has seen what stands there, unless it is typed over; Esc does no more than take it away, but
    // for coming back to now.
    const layer = this.#layers.top;
    const hadNews = this.view.get().prompt === undefined && this.#news.dismiss(this.#options.clock.now());
    if (chord === "ctrl-c") void this.close();
    else if (this.#undoes(chord)) this.#changes.undo();
    else if (layer !== undefined) {
      // What the last key did may have opened another one already.
      if (!layer.press(chord, text)) this.#layers.leave(layer);
    } else if (chord !== undefined && !(hadNews && chord === "esc" && !this.#table.isPast)) {
      const refused = this.#keymap.run(chord, this.#actions)?.refused;
      if (refused !== undefined) this.#news.say(refused);
    }
    this.#pacer.drawNow();
  }

  paste(text: string): void {
    this.press(undefined, text);
  }

  click(line: number): void {
    if (this.#layers.top !== undefined) return;
    this.#table.current?.moveToLine(line);
    this.#pacer.drawNow();
  }

  wheel(lines: number): void {
    const layer = this.#layers.top;
    if (layer?.wheel !== undefined) layer.wheel(lines);
    else if (layer !== undefined) {
      this.press(lines < 0 ? "up" : "down", undefined);
      return;
    } else this.#table.current?.scrollBy(lines * wheelLines);
    this.#pacer.drawNow();
  }

  resize(columns: number, lines: number): void {
    this.#columns = columns;
    this.#lines = lines;
    this.#table.resize(columns, tableLinesOf(lines));
    this.#pacer.drawNow();
  }

  connect(connection: Connection): void {
    connection.place.subscribe(() => {
      this.#followPlace();
      this.#recording.follow(this.#navigator.place);
      this.#changes.followPlace();
      this.#namespaces.follow();
      this.#pacer.drawNow();
    });
    this.#navigator.begin(connection, this.#options.start);
  }

  notice(...texts: readonly string[]): void {
    this.#news.say(...texts);
    this.#pacer.request();
  }

  async close(): Promise<void> {
    this.#pacer.stop();
    this.#layers.close();
    this.#causes.close();
    this.#changes.close();
    this.#metrics.close();
    await this.#recording.close();
    this.#shells.close();
    this.#forwards.close();
    await this.#navigator.close();
    this.#finish();
  }

  #draw(): void {
    this.#alarm.look();
    const sync = this.#sync();
    this.#causes.note(sync, this.#table.waiting !== undefined);
    this.#metrics.follow(this.#navigator.place, sync);
    this.view.set(keepParts(this.view.get(), this.#viewNow()));
    this.#table.signsFrom(sync);
    this.#pacer.spacingMs = sync.phase === "loading" ? frameMs.loading : frameMs.live;
    this.#planNext();
  }

  /** At the next frame; the first rows, and the moment when all is there, are waited for. */
  #drawSoon(): void {
    const { table, header } = this.view.get();
    const isFirst = table.total === 0 || (this.#sync().phase === "live" && header.state.tone !== "good");
    if (isFirst) this.#pacer.drawNow();
    else this.#pacer.request();
  }

  /** Where time alone changes the screen next, it is drawn then. */
  #planNext(): void {
    const now = this.#options.clock.now();
    const news = (this.#news.at(now)?.until ?? Number.POSITIVE_INFINITY) - now;
    const sync = this.#sync();
    const isPlayed = this.#options.player !== undefined;
    const isStill = isPlayed || sync.phase === "file" || standsStillAt(sync) !== undefined;
    const aging = isStill ? Number.POSITIVE_INFINITY : this.#table.steadyFor();
    const layers = this.#layers.all.map((layer) => layer.steadyFor?.() ?? Number.POSITIVE_INFINITY);
    const alarm = this.#alarm.steadyFor(isStill);
    const change = this.#changes.steadyFor();
    const past = pastOf(this.#table.current, this.#navigator.skewMs);
    const told = past === undefined ? headerSteadyFor(sync, now) : pastSteadyFor(past, now);
    const header = isPlayed ? Number.POSITIVE_INFINITY : told;
    this.#pacer.requestIn(Math.min(aging, header, news, alarm, change, ...layers));
  }

  #viewNow(): DashboardView {
    const now = this.#options.clock.now();
    return composeView({
      columns: this.#columns,
      lines: this.#lines,
      mouse: this.#mouse,
      mark: this.#options.mark,
      recorded: this.#recording.changes,
      replay: this.#options.player?.position.get(),
      place: this.#navigator.place,
      past: pastOf(this.#table.current, this.#navigator.skewMs),
      sync: this.#sync(),
      now,
      table: this.#table,
      layers: this.#layers.all,
      metrics: this.#metrics.now,
      news: this.#news.at(now)?.text,
      watching: this.#alarm.filter,
      change: this.#changes.line,
      commands: this.#commands,
      keymap: this.#keymap,
      actions: this.#actions,
    });
  }

  /** A new session has a new table. */
  #followPlace(): void {
    const { session } = this.#navigator.place;
    if (session?.table === this.#table.current) return;
    this.#stopTable();
    this.#stopTable = () => {};
    // News of another place.
    if (this.#table.current !== undefined) this.#news.forget();
    this.#table.show(session?.table, this.#navigator.memory.sort);
    this.#causes.move(session?.table);
    if (session === undefined) return;
    const stops = [session.table.onChange(() => this.#drawSoon()), session.sync.subscribe(() => this.#drawSoon())];
    this.#stopTable = () => {
      for (const stop of stops) stop();
    };
  }

  #sync(): SyncState {
    return shownState(this.#navigator.place);
  }

  #serverNow(): number {
    const sync = this.#sync();
    if (sync.phase === "file") return sync.asOf;
    const now = standsStillAt(sync) ?? this.#options.player?.position.get().at ?? this.#options.clock.now();
    return now + this.#navigator.skewMs;
  }

  /** Wherever one is, except where letters are typed. */
  #undoes(chord: KeyChord | undefined): boolean {
    const { prompt, overlay } = this.view.get();
    if (!this.#changes.isHeld || chord === undefined || prompt !== undefined || overlay?.kind === "picker")
      return false;
    return this.#keymap.keysOf("change.undo").includes(chordText(chord));
  }
}
