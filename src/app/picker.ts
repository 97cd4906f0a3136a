import type { OverlayView } from "./dashboardView.ts";
import { fuzzyMatch } from "./fuzzy.ts";
import type { KeyChord } from "./keyChord.ts";
import { type EditedLine, edit, emptyLine, insert } from "./lineEditor.ts";

/** One thing to choose. */
export interface PickerEntry {
  /** What choosing it means; unique in its list. */
  readonly value: string;
  readonly text: string;
  readonly detail: string;
  readonly current: boolean;
  readonly recent: boolean;
  /** Stays in the list whatever is typed, at its end: the typed name itself. */
  readonly always?: boolean;
}

/** What is typed and which entry the cursor is on. The entry is known by its value, since a live list moves. */
export interface PickerState {
  readonly query: EditedLine;
  /** Undefined follows the best match. */
  readonly selected: string | undefined;
}

export const openedPicker: PickerState = { query: emptyLine, selected: undefined };

interface RankedEntry extends PickerEntry {
  readonly matched: readonly number[];
}

/** The entries that fit the typed letters, best first; in the order given while nothing is typed. */
export function ranked(entries: readonly PickerEntry[], query: string): readonly RankedEntry[] {
  const fitting = entries.flatMap((entry) => {
    const match = fuzzyMatch(query, entry.text);
    if (match !== undefined && entry.always !== true) return [{ ...entry, matched: match.matched, score: match.score }];
    return entry.always === true ? [{ ...entry, matched: [], score: Number.NEGATIVE_INFINITY }] : [];
  });
  if (query !== "") fitting.sort((a, b) => b.score - a.score || Number(b.recent) - Number(a.recent));
  return fitting.map(({ score: _, ...entry }) => entry);
}

function selectedIndex(list: readonly PickerEntry[], { selected }: PickerState): number {
  const index = list.findIndex(({ value }) => value === selected);
  return index === -1 ? Math.min(0, list.length - 1) : index;
}

/** The entry that Enter chooses. */
export function chosenEntry(entries: readonly PickerEntry[], state: PickerState): PickerEntry | undefined {
  const list = ranked(entries, state.query.text);
  return list[selectedIndex(list, state)];
}

const steps: { readonly [Chord in KeyChord]?: number } = {
  down: 1,
  "ctrl-n": 1,
  tab: 1,
  up: -1,
  "ctrl-p": -1,
  "shift-tab": -1,
  pageDown: 10,
  pageUp: -10,
};

/** What a key makes of the picker: moves, or edits the typed letters. Enter and Esc are the caller's. */
export function pickerAfter(
  state: PickerState,
  entries: readonly PickerEntry[],
  chord: KeyChord | undefined,
  text: string | undefined,
): PickerState {
  const step = chord && steps[chord];
  if (step !== undefined) return movedBy(state, entries, step);
  const query = (chord && edit(state.query, chord)) ?? (text === undefined ? state.query : insert(state.query, text));
  return query.text === state.query.text ? { ...state, query } : { query, selected: undefined };
}

/** The cursor moved by so many entries, stopping at the ends. */
export function movedBy(state: PickerState, entries: readonly PickerEntry[], step: number): PickerState {
  const list = ranked(entries, state.query.text);
  const index = Math.max(0, Math.min(list.length - 1, selectedIndex(list, state) + step));
  return { ...state, selected: list[index]?.value };
}

/** The picker as at most `lines` entries around the cursor, and the values of those. */
export function pickerView(
  { title, isWide }: { readonly title: string; readonly isWide: boolean },
  entries: readonly PickerEntry[],
  state: PickerState,
  hint: string,
  lines: number,
): { readonly view: OverlayView; readonly shown: readonly string[] } {
  const list = ranked(entries, state.query.text);
  const selected = selectedIndex(list, state);
  const top = Math.max(0, Math.min(selected - Math.floor(lines / 2), list.length - lines));
  const shown = list.slice(top, top + lines);
  const view: OverlayView = {
    kind: "picker",
    title,
    isWide,
    text: state.query.text,
    cursor: state.query.cursor,
    items: shown.map(({ text, detail, current, recent, matched }) => ({ text, detail, current, recent, matched })),
    selected: selected - top,
    total: list.length,
    hint,
  };
  return { view, shown: shown.map(({ value }) => value) };
}
