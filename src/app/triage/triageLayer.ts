import { grouped } from "../../base/grouped.ts";
import { plainText } from "../../base/plainText.ts";
import type { CauseGroup } from "../../resources/causes/causeGroups.ts";
import { durationSteadyFor } from "../../resources/duration.ts";
import type { TriageRow, TriageView } from "../dashboardView.ts";
import { helpLayer } from "../helpLayer.ts";
import { type Command, footerOf, helpOf, keymapOf } from "../keymap.ts";
import type { Layer } from "../layer.ts";
import { promptLayer } from "../promptLayer.ts";
import { boundTo } from "../text/boundTo.ts";
import { type CausePlace, chosenIndex, movedBy, visibleCauses } from "./causeCursor.ts";
import type { ShownCauses } from "./shownCauses.ts";
import { type CauseActions, triageCommands } from "./triageCommands.ts";
import { groupRows, knownWords, rowOf, type TriageState, titleRows, wellRows } from "./triageText.ts";

export interface TriageLayerParts {
  readonly causes: ShownCauses;
  /** What there is to say of all pods. */
  state(): Omit<TriageState, "causes" | "minutes">;
  /** The clock of the table, milliseconds since the epoch. */
  now(): number;
  /** The table leaves out pods that are shown here. */
  isFiltered(): boolean;
  /** Leaves only the pods of a cause in the table. */
  showPods(cause: string): void;
  openCard(): void;
  say(text: string): void;
  /** The commands with the keys that the user chose. */
  rebound<Context>(commands: readonly Command<Context>[]): readonly Command<Context>[];
  /** Those of the table that mean something here. */
  others(): readonly Command<void>[];
}

/** The sign of the cursor and a space. */
const gutterColumns = 2;
/** With fewer lines there is none for the axis of time. */
const leastWithAxis = 10;
/** Screens with so many lines have some between the groups. */
const airyLines = 36;

/** Why pods are unhealthy, the worst first, in the place of the table. */
export function triageLayer(parts: TriageLayerParts): Layer {
  return new TriageLayer(parts);
}

class TriageLayer implements Layer, CauseActions {
  readonly isGround = true;
  readonly #parts: TriageLayerParts;
  readonly #own: readonly Command<void>[];
  readonly #keymap;
  #place: CausePlace = { cause: undefined, top: 0 };
  #words = "";
  /** Of the groups on the screen. */
  #sinces: readonly number[] = [];
  #inner: Layer | undefined;
  #isOver = false;

  constructor(parts: TriageLayerParts) {
    this.#parts = parts;
    this.#own = parts.rebound(triageCommands).map((command) => boundTo(command, this));
    this.#keymap = keymapOf(this.#own);
  }

  press: Layer["press"] = (chord, text) => {
    if (this.#inner !== undefined) this.#pressIn(this.#inner, chord, text);
    else if (chord !== undefined) {
      const ran = this.#keymap.run(chord, undefined) ?? keymapOf(this.#others).run(chord, undefined);
      if (ran?.refused !== undefined) this.#parts.say(ran.refused);
    }
    return !this.#isOver;
  };

  view: Layer["view"] = (tableLines, columns) => {
    const inner = this.#inner?.view(tableLines, columns);
    return {
      ...inner,
      triage: this.#triage(tableLines + 1, columns - gutterColumns),
      footer: footerOf([...this.#own, ...this.#others], undefined),
    };
  };

  /** Counts change with the minute, ages when they have other words; neither while the pods are not known to be the truth. */
  steadyFor(): number {
    const { causes, now } = this.#parts;
    if (causes.watchedSince === undefined) return Number.POSITIVE_INFINITY;
    const ages = this.#sinces.map((since) => durationSteadyFor(now() - since));
    return Math.min(60_000 - (now() % 60_000), ...ages);
  }

  close(): void {
    this.#inner?.close();
  }

  get hasCauses(): boolean {
    return this.#groups.length > 0;
  }

  moveBy(causes: number): void {
    this.#place = movedBy(this.#causes, this.#place, causes);
  }

  moveToFirst(): void {
    this.#place = { cause: undefined, top: 0 };
  }

  moveToLast(): void {
    this.moveBy(Number.MAX_SAFE_INTEGER);
  }

  showPods(): void {
    const causes = this.#causes;
    const cause = causes[chosenIndex(causes, this.#place)];
    if (cause === undefined) return;
    this.#parts.showPods(cause);
    this.leave();
  }

  openNarrowing(): void {
    const before = this.#words;
    const narrow = (words: string) => {
      this.#words = words;
    };
    this.#inner = promptLayer({
      label: "only causes with: ",
      hint: "words of the cause",
      start: before,
      problems: () => [],
      onEdit: narrow,
      onEnter: narrow,
      onEscape: () => narrow(before),
    });
  }

  openCard(): void {
    this.#parts.openCard();
  }

  openHelp(): void {
    this.#inner = helpLayer(() => helpOf([...this.#own, ...this.#others], undefined));
  }

  escape(): void {
    if (this.#words === "") this.leave();
    this.#words = "";
  }

  leave(): void {
    this.#isOver = true;
  }

  /** Without those whose keys have a meaning of their own here. */
  get #others(): readonly Command<void>[] {
    const taken = new Set(this.#own.flatMap(({ keys }) => keys));
    return this.#parts.others().map((command) => ({ ...command, keys: command.keys.filter((key) => !taken.has(key)) }));
  }

  get #groups(): readonly CauseGroup[] {
    const words = this.#words.toLowerCase().split(/\s+/);
    const { groups } = this.#parts.causes;
    return this.#words === "" ? groups : groups.filter((group) => hasWords(group, words));
  }

  get #causes(): readonly string[] {
    return this.#groups.map(({ cause }) => cause);
  }

  #pressIn(inner: Layer, chord: Parameters<Layer["press"]>[0], text: string | undefined): void {
    if (inner.press(chord, text) || this.#inner !== inner) return;
    inner.close();
    this.#inner = undefined;
  }

  #triage(lines: number, columns: number): TriageView {
    const { causes } = this.#parts;
    const groups = this.#groups;
    const state = { ...this.#parts.state(), causes: causes.groups.length, minutes: causes.minutesOfAll() };
    const top = titleRows(state, columns).slice(0, lines < leastWithAxis ? 1 : 2);
    const facts = [knownWords(state), ...(this.#parts.isFiltered() ? ["without the filter"] : [])];
    if (causes.count === 0) return { rows: [...top, ...wellRows(state)].slice(0, lines), facts, position: "" };
    const chosen = chosenIndex(
      groups.map(({ cause }) => cause),
      this.#place,
    );
    const rows = new Map<number, readonly TriageRow[]>();
    const rowsOf = (index: number) => {
      const known = rows.get(index) ?? this.#rowsOf(groups[index], columns, index === chosen, lines >= airyLines);
      rows.set(index, known);
      return known;
    };
    const { from, to } = visibleCauses((index) => rowsOf(index).length, {
      count: groups.length,
      top: this.#place.top,
      chosen,
      lines: lines - top.length,
    });
    this.#place = { ...this.#place, top: from };
    const shown = Array.from({ length: to - from }, (_, index) => rowsOf(from + index)).flat();
    this.#sinces = groups.slice(from, to).flatMap(({ since }) => (Number.isNaN(since) ? [] : [since]));
    return { rows: [...top, ...shown].slice(0, lines), facts, position: this.#position(from, to, groups.length) };
  }

  #rowsOf(group: CauseGroup | undefined, columns: number, isChosen: boolean, isAiry: boolean): readonly TriageRow[] {
    if (group === undefined) return [];
    const { causes, now } = this.#parts;
    const shown = { group, shared: causes.sharedBy(group), minutes: causes.minutesOf(group) };
    return [...groupRows(shown, { now: now(), columns, isChosen }), ...(isAiry ? [rowOf([])] : [])];
  }

  #position(from: number, to: number, count: number): string {
    const only = this.#words === "" ? "" : ` with "${plainText(this.#words)}"`;
    if (count === 0) return `no cause${only}`;
    return `causes ${grouped(from + 1)}-${grouped(to)} of ${grouped(count)}${only}`;
  }
}

function hasWords({ cause, health }: CauseGroup, words: readonly string[]): boolean {
  const text = `${health} ${cause}`.toLowerCase();
  return words.every((word) => text.includes(word));
}
