import type { KeyChord } from "./keyChord.ts";
import type { Layer } from "./layer.ts";
import { chosenEntry, openedPicker, type PickerEntry, pickerAfter, pickerView } from "./picker.ts";

/** Something to choose from. */
export interface Choice {
  readonly title: string;
  /** Its entries need a wide screen. */
  readonly isWide?: boolean;
  /** What to do, in a few words. */
  hint(): string;
  /** What there is to choose from now, and what `typed` itself could mean. */
  entries(typed: string): readonly PickerEntry[];
  choose(value: string): void;
  /** What other keys do with the entry under the cursor; the list stays open. */
  readonly keys?: { readonly [Chord in KeyChord]?: (value: string) => void };
  /** As Layer.steadyFor. */
  steadyFor?(): number;
  /** Called with the values on the screen each time it is drawn: what is worth knowing more about. */
  onShown?(values: readonly string[]): void;
  /** Lets go of what is followed while one chooses. */
  close?(): void;
}

/** Title, typed letters and hint take their lines from the table's. */
const linesAround = 3;

/** A list over the table: letters narrow it, Enter chooses, Esc leaves. */
export function pickerLayer(choice: Choice): Layer {
  let state = openedPicker;
  const entries = () => choice.entries(state.query.text);
  return {
    press: (chord, text) => {
      if (chord === "esc") return false;
      const act = chord && choice.keys?.[chord];
      if (act !== undefined) {
        const entry = chosenEntry(entries(), state);
        if (entry !== undefined) act(entry.value);
        return true;
      }
      if (chord !== "enter") {
        state = pickerAfter(state, entries(), chord, text);
        return true;
      }
      const entry = chosenEntry(entries(), state);
      if (entry !== undefined) choice.choose(entry.value);
      return false;
    },
    view: (lines) => {
      const { view, shown } = pickerView(
        { title: choice.title, isWide: choice.isWide === true },
        entries(),
        state,
        choice.hint(),
        Math.max(1, lines - linesAround),
      );
      choice.onShown?.(shown);
      return { overlay: view };
    },
    ...(choice.steadyFor && { steadyFor: choice.steadyFor }),
    close: () => choice.close?.(),
  };
}
