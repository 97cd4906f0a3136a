import { grouped } from "../base/grouped.ts";
import { keepEqual } from "../base/keepEqual.ts";
import type { SyncState } from "../kube/sync/syncState.ts";
import type { TableFrame } from "../table/tableFrame.ts";
import type { DashboardActions } from "./commands/dashboardCommand.ts";
import type { Place } from "./connection.ts";
import type { DashboardView, SummaryItem } from "./dashboardView.ts";
import { headerOf } from "./headerWords.ts";
import { type Command, footerOf, type Keymap } from "./keymap.ts";
import type { Layer, LayerView } from "./layer.ts";
import { messageOf, troubleOf } from "./messages.ts";
import type { MetricsNow } from "./metrics/metrics.ts";
import type { ReplayPosition } from "./replay/replayPosition.ts";
import type { ShownTable } from "./shownTable.ts";
import { isStale } from "./staleness.ts";
import { parkedText } from "./time/goneWords.ts";
import { happenedText, type Past } from "./time/timeWords.ts";

/** Everything that the screen depends on. */
export interface Scene {
  readonly columns: number;
  readonly lines: number;
  readonly mouse: boolean;
  /** As HeaderView has it. */
  readonly mark: string;
  /** As HeaderFacts has it. */
  readonly recorded: number | undefined;
  /** As HeaderFacts has it. */
  readonly replay: ReplayPosition | undefined;
  readonly place: Place;
  readonly sync: SyncState;
  /** Undefined when no moment before is shown. */
  readonly past: Past | undefined;
  /** Our clock, milliseconds since the epoch. */
  readonly now: number;
  readonly table: ShownTable;
  /** What lies over the table, the lowest first. */
  readonly layers: readonly Layer[];
  readonly metrics: MetricsNow | undefined;
  readonly news: string | undefined;
  /** As HeaderFacts has it. */
  readonly watching: string | undefined;
  /** The change that waits or is under way, in one line. */
  readonly change: string | undefined;
  readonly commands: readonly Command<DashboardActions>[];
  readonly keymap: Keymap<DashboardActions>;
  readonly actions: DashboardActions;
}

const leastColumns = 40;
const leastLines = 8;
/** Header, column titles, summary and last line. */
const linesAround = 5;

/** Lines that the table gets on a screen of so many. */
export function tableLinesOf(lines: number): number {
  return Math.max(1, lines - linesAround);
}

/** The whole screen in words. */
export function composeView(scene: Scene): DashboardView {
  const { columns, lines, mouse, mark, place, sync, past, now, table, keymap } = scene;
  const frame = table.frame();
  const tooSmall = columns < leastColumns || lines < leastLines;
  const { prompt, overlay, text, triage, footer } = layersView(scene.layers, table.lines, columns);
  const situation = {
    sync,
    scope: place.session?.scope,
    access: place.cluster?.access,
    findings: place.findings,
    filter: table.filter,
    total: frame.total,
    folded: frame.folded,
    // What was not well then, no key can mend.
    keysOf: place.isRecorded ? () => [] : keymap.keysOf,
  };
  const hasRows = frame.lines.length > 0;
  const trouble = hasRows ? troubleOf(situation) : undefined;
  const ofTable = () => trouble ?? (past === undefined ? parkedText(table) : pastText(table));
  const warning = scene.change ?? scene.news ?? (text === undefined ? ofTable() : undefined);
  const why = text === undefined && triage === undefined ? whyOutOfSight(table, frame) : undefined;
  return {
    columns,
    lines,
    mouse,
    tooSmall: tooSmall ? `podscope needs ${leastColumns}x${leastLines}; this is ${columns}x${lines}.` : undefined,
    header: headerOf(place, {
      sync,
      past,
      now,
      filter: table.filter,
      concerns: table.concerns,
      marks: table.markCount,
      metrics: scene.metrics,
      waiting: past === undefined ? table.waiting : undefined,
      watching: scene.watching,
      mouse,
      mark,
      changesAllowed: scene.actions.changes.isAllowed,
      forwards: scene.actions.forwards.open,
      recorded: scene.recorded,
      change: prompt === undefined ? undefined : scene.change,
      replay: scene.replay,
      retryKey: keymap.keysOf("reconnect")[0],
      nowKey: keymap.keysOf("escape")[0],
    }),
    table: frame,
    tableLines: table.lines,
    folded: frame.folded === 0 ? undefined : foldedText(frame.folded, keymap.keysOf("fold")),
    stale: isStale(sync),
    past: past !== undefined,
    message: hasRows ? undefined : messageOf(situation),
    summary: summaryOf(table, keymap.keysOf("filter.count")),
    prompt,
    overlay,
    text,
    // Without any rows the message says why.
    triage: frame.total === 0 ? undefined : triage,
    notice: warning === undefined ? why : { text: warning, tone: "warning" },
    footer: footer ?? footerOf(scene.commands, scene.actions),
  };
}

/** The parts of each, where one above has none of its own. */
function layersView(layers: readonly Layer[], lines: number, columns: number): LayerView {
  return Object.assign({}, ...layers.map((layer) => layer.view(lines, columns)));
}

function summaryOf({ counts }: ShownTable, keys: readonly string[]): readonly SummaryItem[] {
  return counts.map(({ label, count, tone }, index) => ({
    label: label === "" ? "no status" : label,
    count,
    tone,
    key: keys[index],
  }));
}

function foldedText(count: number, [key]: readonly string[]): string {
  const pods = count === 1 ? "1 pod is done" : `${grouped(count)} pods are done`;
  return key === undefined ? pods : `${pods}; ${key} shows ${count === 1 ? "it" : "them"}`;
}

/** On a screen too narrow for the column, what it would say of the pod under the cursor. */
function whyOutOfSight(table: ShownTable, { columns }: TableFrame): DashboardView["notice"] {
  return columns.some(({ id }) => id === "why") ? undefined : table.why;
}

/** What happened at the moment before that is shown, and what became of the cursor. */
function pastText({ current, now }: ShownTable): string | undefined {
  const { parked } = current ?? {};
  const words = [
    happenedText(current?.happened() ?? [], now),
    parked?.isHidden === false ? `${parked.row.key} was not there then` : "",
  ];
  return words.filter((text) => text !== "").join("   ") || undefined;
}

/** `next` with those parts of `previous` that did not change, so that a screen can skip them; all of it when nothing did. */
export function keepParts(previous: DashboardView, next: DashboardView): DashboardView {
  const kept: DashboardView = {
    ...next,
    header: keepEqual(previous.header, next.header),
    message: keepEqual(previous.message, next.message),
    summary: keepEqual(previous.summary, next.summary),
    prompt: keepEqual(previous.prompt, next.prompt),
    overlay: keepEqual(previous.overlay, next.overlay),
    text: keepEqual(previous.text, next.text),
    triage: keepEqual(previous.triage, next.triage),
    notice: keepEqual(previous.notice, next.notice),
    footer: keepEqual(previous.footer, next.footer),
  };
  const isSame = (Object.keys(kept) as (keyof DashboardView)[]).every((name) => Object.is(kept[name], previous[name]));
  return isSame ? previous : kept;
}
