import type { ShownTable } from "../shownTable.ts";

/** What the keys may ask of the marks that a person puts on pods. */
export interface MarkActions {
  /** How many pods are marked. */
  readonly count: number;
  /** Marks the pod under the cursor, or takes its mark off, and goes on to the next. */
  toggle(): void;
  /** Takes all marks off, also those of pods that the filter hides. */
  clear(): void;
}

export function markActions(table: ShownTable): MarkActions {
  return {
    get count() {
      return table.markCount.count;
    },
    toggle: () => table.current?.toggleMark(),
    clear: () => table.current?.clearMarks(),
  };
}
