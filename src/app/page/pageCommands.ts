import type { Command } from "../keymap.ts";

/** What the keys may ask of the page of a pod. */
export interface PageActions {
  foldSection(place: number): void;
  foldAll(): void;
}

export const pageCommands: readonly Command<PageActions>[] = [
  {
    id: "page.fold",
    keys: ["1", "2", "3", "4", "5", "6", "7", "8", "9"],
    title: "Fold a section, or open it",
    group: "View",
    run: (on, place) => on.foldSection(place),
  },
  {
    id: "page.foldAll",
    keys: ["z"],
    title: "Fold all sections, or open them",
    group: "View",
    inFooter: "fold",
    run: (on) => on.foldAll(),
  },
];
