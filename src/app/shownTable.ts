import type { SyncState } from "../kube/sync/syncState.ts";
import { isUnhealthy } from "../resources/health/podHealth.ts";
import { whyText } from "../resources/health/whyText.ts";
import type { PodRow } from "../resources/podRow.ts";
import { toneOfHealth } from "../resources/podTone.ts";
import type { Tone } from "../table/column.ts";
import type { SortColumn } from "../table/columnChoice.ts";
import { termFor, withToggledWord } from "../table/filterWords.ts";
import type { MarkCount } from "../table/markedRows.ts";
import type { SummaryCount } from "../table/summary.ts";
import type { TableFrame } from "../table/tableFrame.ts";
import type { PodTable } from "./podTable.ts";
import type { TypedProblem } from "./scope.ts";
import type { SortMemory } from "./stateFile.ts";

/** The table's gutter, left of its first column. */
const gutterColumns = 2;
/** As a person could type it. */
export const unhealthyTerm = "health=unhealthy";
const noFrame: TableFrame = { columns: [], lines: [], top: 0, shown: 0, total: 0, folded: 0, parked: false };

/** How a table is looked at when it opens. */
export interface Look {
  readonly wide: boolean;
  /** With what the pods use. */
  readonly measured: boolean;
  /** Without the pods that are done. */
  readonly foldDone: boolean;
  readonly columns: number;
  /** Lines for rows, titles not counted. */
  readonly lines: number;
}

/** The table on the screen, and how a person looks at it, which stays when another table takes its place. */
export class ShownTable {
  readonly #clock: () => number;
  #table: PodTable | undefined;
  #wide: boolean;
  #measured: boolean;
  #foldsDone: boolean;
  #columns: number;
  #lines: number;
  #filter = "";
  #isSigning = false;

  /** `clock` is the server's, milliseconds since the epoch. */
  constructor({ wide, measured, foldDone, columns, lines }: Look, clock: () => number) {
    this.#wide = wide;
    this.#measured = measured;
    this.#foldsDone = foldDone;
    this.#columns = columns;
    this.#lines = lines;
    this.#clock = clock;
  }

  get current(): PodTable | undefined {
    return this.#table;
  }

  /** From now on shows `table`, in the order `sort`. */
  show(table: PodTable | undefined, sort: SortMemory | undefined): void {
    this.#table = table;
    this.#isSigning = false;
    if (table === undefined) return;
    table.resize(this.#columns - gutterColumns, this.#lines);
    table.setWide(this.#wide, this.now);
    table.setMeasured(this.#measured, this.now);
    table.setFolds(this.#foldsDone, this.now);
    if (sort !== undefined) table.sortBy(sort, this.now);
    table.filterBy(this.#filter, this.now);
  }

  /** A first list is not news; what comes after it was drawn gets a sign and is remembered. To be told the state after each frame. */
  signsFrom({ phase }: SyncState): void {
    if (this.#isSigning || (phase !== "live" && phase !== "polling")) return;
    this.#isSigning = true;
    this.#table?.beginHistory(this.#clock());
  }

  frame(): TableFrame {
    return this.#table?.frame(this.#clock()) ?? noFrame;
  }

  /** Milliseconds until time alone changes the frame; Infinity when it does not. */
  steadyFor(): number {
    const now = this.#clock();
    return (this.#table?.nextChangeAt(now) ?? Number.POSITIVE_INFINITY) - now;
  }

  get lines(): number {
    return this.#lines;
  }

  resize(columns: number, lines: number): void {
    this.#columns = columns;
    this.#lines = lines;
    this.#table?.resize(columns - gutterColumns, lines);
  }

  get filter(): string {
    return this.#filter;
  }

  /** Returns what does not parse; that part filters nothing. */
  filterBy(text: string): readonly TypedProblem[] {
    this.#filter = text;
    return this.#table?.filterBy(text, this.now) ?? [];
  }

  /** Leaves only what passes `word` among what the filter leaves, or takes that back. */
  toggleWord(word: string): void {
    this.filterBy(withToggledWord(this.#filter, word));
  }

  /** Leaves only what is unhealthy among what the filter leaves, or takes that back. */
  toggleUnhealthy(): void {
    this.toggleWord(unhealthyTerm);
  }

  /** The pods that a person has marked, shown or not, as they are now: in the order of kubectl. */
  get marked(): readonly PodRow[] {
    return this.#table?.marked ?? [];
  }

  get markCount(): MarkCount {
    return this.#table?.markCount ?? { count: 0, hidden: 0 };
  }

  /** To the pod of this key. Returns false when it is not shown. */
  moveTo(key: string): boolean {
    return this.#table?.moveToKey(key, this.#clock()) ?? false;
  }

  /** Undefined is the order of kubectl. */
  get sort(): SortMemory | undefined {
    return this.#table?.sort;
  }

  /** Columns that can be sorted by, in the order of the screen. */
  get sortColumns(): readonly SortColumn[] {
    return this.#table?.sortColumns() ?? [];
  }

  sortBy(sort: SortMemory | undefined): void {
    this.#table?.sortBy(sort, this.now);
  }

  /** The column `step` places after the one that is sorted by; kubectl's order, which is no column's, is one of the places. */
  sortNeighbour(step: 1 | -1): string {
    const ids = ["", ...this.sortColumns.map(({ id }) => id)];
    const index = Math.max(0, ids.indexOf(this.sort?.column ?? ""));
    return ids[(index + step + ids.length) % ids.length] ?? "";
  }

  toggleWide(): void {
    this.#wide = !this.#wide;
    this.#table?.setWide(this.#wide, this.now);
  }

  /** The columns of what the pods use are shown. */
  get measured(): boolean {
    return this.#measured;
  }

  toggleMeasured(): void {
    this.#measured = !this.#measured;
    this.#table?.setMeasured(this.#measured, this.now);
  }

  toggleFold(): void {
    this.#foldsDone = !this.#foldsDone;
    this.#table?.setFolds(this.#foldsDone, this.now);
  }

  togglePause(): void {
    this.#table?.setHeld(this.#table.hold === undefined, this.#clock());
  }

  /** To a pod as it is now, whatever hides it. */
  moveToNow(pod: PodRow): void {
    this.#table?.setHeld(false, this.now);
    if (this.moveTo(pod.key)) return;
    this.filterBy("");
    if (this.moveTo(pod.key)) return;
    this.toggleFold();
    this.moveTo(pod.key);
  }

  /** A moment before is shown. */
  get isPast(): boolean {
    return this.#table?.hold?.isPast === true;
  }

  /** Changes that wait while the table is held still; undefined when it is not. */
  get waiting(): number | undefined {
    return this.#table?.hold === undefined ? undefined : this.#table.waitingChanges;
  }

  /** What is wrong with the pod under the cursor; undefined when nothing is. */
  get why(): { readonly text: string; readonly tone: Tone } | undefined {
    const row = this.#table?.selected;
    return row && isUnhealthy(row) ? { text: whyText(row, this.now), tone: toneOfHealth(row.health) } : undefined;
  }

  /** The unhealthy pods by what they are, the worst first. */
  get concerns(): readonly SummaryCount[] {
    return this.#table?.concerns() ?? [];
  }

  get counts(): readonly SummaryCount[] {
    return this.#table?.summary() ?? [];
  }

  /** Only the rows of one count, or of all when there is none at `index`. */
  filterByCount(index: number): void {
    const count = this.counts[index];
    if (count !== undefined) this.filterBy(termFor("status", count.label));
  }

  /** Steps through the counts: all rows, then those of the first count, and so on around. */
  filterByNextCount(step: 1 | -1): void {
    const filters = ["", ...this.counts.map(({ label }) => termFor("status", label))];
    const index = Math.max(0, filters.indexOf(this.#filter));
    this.filterBy(filters[(index + step + filters.length) % filters.length] ?? "");
  }

  /** The server's clock, milliseconds since the epoch. While the table is held still its ages are too. */
  get now(): number {
    const now = this.#clock();
    return this.#table?.timeAt(now) ?? now;
  }
}
