import type { Command } from "../keymap.ts";

/** What the keys may ask of any text view. */
export interface TextActions {
  readonly hasSearch: boolean;
  moveBy(rows: number): void;
  /** Negative is up; a half is half a page. */
  movePages(pages: number): void;
  moveToFirst(): void;
  moveToLast(): void;
  moveSideways(columns: number): void;
  toggleWrap(): void;
  openSearch(): void;
  findNext(step: 1 | -1): void;
  copyAll(): void;
  copyLine(): void;
  save(): void;
  openHelp(): void;
  /** Takes off the search, else leaves. */
  escape(): void;
  leave(): void;
}

const withoutSearch = ({ hasSearch }: TextActions) => (hasSearch ? undefined : "Nothing is searched for.");

/** Columns that one key press moves a text sideways. */
const sideways = 16;

/** The keys of every text view, in the order of footer and help. */
export const textCommands: readonly Command<TextActions>[] = [
  { id: "text.help", keys: ["?"], title: "This help", group: "App", inFooter: "help", run: (on) => on.openHelp() },
  {
    id: "text.leave",
    keys: ["q"],
    title: "Back to the table",
    group: "App",
    inFooter: "back",
    run: (on) => on.leave(),
  },
  {
    id: "text.escape",
    keys: ["esc"],
    title: "Take off the search, else back to the table",
    group: "App",
    run: (on) => on.escape(),
  },
  { id: "text.down", keys: ["j", "down"], title: "Down", group: "Move", run: (on) => on.moveBy(1) },
  { id: "text.up", keys: ["k", "up"], title: "Up", group: "Move", run: (on) => on.moveBy(-1) },
  { id: "text.first", keys: ["g", "home"], title: "Beginning", group: "Move", run: (on) => on.moveToFirst() },
  { id: "text.last", keys: ["G", "end"], title: "End, and stay there", group: "Move", run: (on) => on.moveToLast() },
  {
    id: "text.pageDown",
    keys: ["pageDown", "ctrl-f"],
    title: "A page down",
    group: "Move",
    run: (on) => on.movePages(1),
  },
  { id: "text.pageUp", keys: ["pageUp", "ctrl-b"], title: "A page up", group: "Move", run: (on) => on.movePages(-1) },
  { id: "text.halfDown", keys: ["ctrl-d"], title: "Half a page down", group: "Move", run: (on) => on.movePages(0.5) },
  { id: "text.halfUp", keys: ["ctrl-u"], title: "Half a page up", group: "Move", run: (on) => on.movePages(-0.5) },
  { id: "text.right", keys: ["right"], title: "To the right", group: "Move", run: (on) => on.moveSideways(sideways) },
  { id: "text.left", keys: ["left"], title: "To the left", group: "Move", run: (on) => on.moveSideways(-sideways) },
  {
    id: "text.search",
    keys: ["/"],
    title: "Search: words, or /regex/",
    group: "View",
    inFooter: "search",
    run: (on) => on.openSearch(),
  },
  {
    id: "text.next",
    keys: ["n"],
    title: "Next line that was found",
    group: "View",
    inFooter: "next",
    whyDisabled: withoutSearch,
    run: (on) => on.findNext(1),
  },
  {
    id: "text.previous",
    keys: ["N"],
    title: "Previous line that was found",
    group: "View",
    whyDisabled: withoutSearch,
    run: (on) => on.findNext(-1),
  },
  {
    id: "text.wrap",
    keys: ["w"],
    title: "Wrap long lines, or cut them off",
    group: "View",
    inFooter: "wrap",
    run: (on) => on.toggleWrap(),
  },
  {
    id: "text.copy",
    keys: ["c"],
    title: "Copy all of it (OSC 52: also over SSH)",
    group: "App",
    inFooter: "copy",
    run: (on) => on.copyAll(),
  },
  {
    id: "text.copyLine",
    keys: ["C"],
    title: "Copy the found line, else the top one",
    group: "App",
    run: (on) => on.copyLine(),
  },
  {
    id: "text.save",
    keys: ["S"],
    title: "Save it to a file in the working folder",
    group: "App",
    inFooter: "save",
    run: (on) => on.save(),
  },
];
