import { counted } from "../../base/counted.ts";
import { grouped } from "../../base/grouped.ts";
import { plainText } from "../../base/plainText.ts";
import type { StyledLine } from "../../table/look.ts";
import type { TextView } from "../dashboardView.ts";
import { helpLayer } from "../helpLayer.ts";
import { type Command, footerOf, helpOf, keymapOf } from "../keymap.ts";
import type { Layer } from "../layer.ts";
import { promptLayer } from "../promptLayer.ts";
import { boundTo } from "./boundTo.ts";
import { withMarks } from "./cutLine.ts";
import { searchPrompt } from "./searchPrompt.ts";
import { type TextActions, textCommands } from "./textCommands.ts";
import type { TextContent, TextHost } from "./textContent.ts";
import { Hits, type Pattern } from "./textSearch.ts";
import { atEnd, atStart, type Room, scrolled, showing, type Viewport, visibleRows, within } from "./viewport.ts";

/** What a text view needs of the dashboard. */
export interface TextParts {
  /** At the next frame. */
  redraw(): void;
  drawNow(): void;
  say(text: string): void;
  /** The commands with the keys that the user chose. */
  rebound<Context>(commands: readonly Command<Context>[]): readonly Command<Context>[];
  readonly outlet: TextOutlet;
  /** Milliseconds since an arbitrary moment. */
  monotonic(): number;
}

/** Where a text goes that leaves the program. */
export interface TextOutlet {
  /** Into the clipboard of the terminal. */
  copy(text: string): void;
  /** Into a new file. Resolves with its path. */
  save(subject: string, ending: string, text: string): Promise<string>;
}

/** Left of the text: the sign of the found line and a space. */
const gutterColumns = 2;
/** Title, state line and last line of the screen take less than header, counts and titles of a table. */
const moreThanTable = 2;
/** As long as looking for something may hold up a frame, milliseconds. */
const searchMs = 12;
/** Base64 makes it 100,000 bytes, after which terminals give up (hterm, xterm). */
const mostCopiedBytes = 74_994;
const wheelRows = 3;

/** A text over the whole screen: scrolled, searched, copied, saved. */
export function textLayer(create: (host: TextHost) => TextContent, parts: TextParts): Layer {
  return new TextLayer(create, parts);
}

class TextLayer implements Layer, TextActions {
  readonly #content: TextContent;
  readonly #parts: TextParts;
  readonly #commands: readonly Command<void>[];
  readonly #keymap;
  #viewport: Viewport;
  #room: Room = { columns: 1, lines: 1 };
  /** Stays at the end when the text grows. */
  #follows: boolean;
  /** End of the text when one stopped following it. */
  #seenEnd = 0;
  #search: { readonly query: string; readonly pattern: Pattern; readonly hits: Hits } | undefined;
  /** Nothing was there when it was drawn last. */
  #isAwaited = false;
  /** The found line that one is at. */
  #found: number | undefined;
  #inner: Layer | undefined;
  #isOver = false;

  constructor(create: (host: TextHost) => TextContent, parts: TextParts) {
    this.#parts = parts;
    this.#content = create({ redraw: () => this.#redraw(), open: (layer) => this.#open(layer) });
    this.#follows = this.#content.growsAtEnd;
    this.#viewport = { ...atStart, wraps: this.#content.wraps };
    this.#commands = [
      ...this.#content.commands,
      ...parts.rebound(textCommands).map((command) => boundTo(command, this)),
    ];
    this.#keymap = keymapOf(this.#commands);
  }

  press: Layer["press"] = (chord, text) => {
    if (this.#inner !== undefined) this.#pressIn(this.#inner, chord, text);
    else if (chord !== undefined) {
      const refused = this.#keymap.run(chord, undefined)?.refused;
      if (refused !== undefined) this.#parts.say(refused);
    }
    return !this.#isOver;
  };

  wheel(lines: number): void {
    if (this.#inner !== undefined) this.press(lines < 0 ? "up" : "down", undefined);
    else this.moveBy(lines * wheelRows);
  }

  view: Layer["view"] = (tableLines, columns) => {
    this.#room = { columns: Math.max(1, columns - gutterColumns), lines: tableLines + moreThanTable };
    const inner = this.#inner?.view(this.#room.lines - 1, columns);
    return { ...inner, text: this.#textView(), footer: footerOf(this.#commands, undefined) };
  };

  steadyFor(): number {
    return this.#content.steadyFor();
  }

  close(): void {
    this.#inner?.close();
    this.#content.close();
  }

  get hasSearch(): boolean {
    return this.#search !== undefined;
  }

  moveBy(rows: number): void {
    this.#moveTo(scrolled(this.#content.lines, this.#viewport, rows, this.#room));
  }

  movePages(pages: number): void {
    this.moveBy(Math.trunc(pages * this.#room.lines) || Math.sign(pages));
  }

  moveToFirst(): void {
    this.#moveTo({ ...this.#viewport, top: this.#content.lines.first, row: 0 });
  }

  moveToLast(): void {
    this.#moveTo(atEnd(this.#content.lines, this.#viewport, this.#room));
  }

  moveSideways(columns: number): void {
    this.#viewport = { ...this.#viewport, left: Math.max(0, this.#viewport.left + columns) };
  }

  toggleWrap(): void {
    this.#viewport = { ...this.#viewport, wraps: !this.#viewport.wraps, row: 0 };
  }

  openSearch(): void {
    const before = { search: this.#search, found: this.#found, viewport: this.#viewport, follows: this.#follows };
    const prompt = searchPrompt(before.search?.query ?? "", {
      find: (query, pattern) => this.#searchFor(query, pattern, before.viewport),
      back: () => {
        this.#search = before.search;
        this.#found = before.found;
        this.#viewport = before.viewport;
        this.#follows = before.follows;
      },
    });
    this.#open(promptLayer(prompt));
  }

  findNext(step: 1 | -1): void {
    if (this.#search === undefined) return;
    this.#scan();
    const from = this.#found ?? (step === 1 ? this.#viewport.top - 1 : this.#viewport.top);
    this.#goTo(this.#search.hits.beside(from, step));
  }

  copyAll(): void {
    this.#copy(this.#content.text(), `Copied ${counted(this.#content.lines.end - this.#content.lines.first, "line")}.`);
  }

  copyLine(): void {
    const line = this.#found ?? this.#viewport.top;
    this.#copy(this.#content.lines.plain(line), "Copied the line.");
  }

  save(): void {
    const { subject, fileEnding } = this.#content;
    this.#parts.outlet.save(subject, fileEnding, this.#content.text()).then(
      (path) => this.#parts.say(`Saved as ${path}`),
      (error: unknown) => this.#parts.say(`Not saved: ${error instanceof Error ? error.message : String(error)}`),
    );
  }

  openHelp(): void {
    this.#open(helpLayer(() => helpOf(this.#commands, undefined)));
  }

  escape(): void {
    if (this.#search === undefined) this.leave();
    this.#search = undefined;
    this.#found = undefined;
  }

  leave(): void {
    this.#isOver = true;
  }

  /** Somebody waits for the first lines; later ones come with the next frame. */
  #redraw(): void {
    if (this.#isAwaited) this.#parts.drawNow();
    else this.#parts.redraw();
  }

  #open(layer: Layer): void {
    this.#inner?.close();
    this.#inner = layer;
  }

  #pressIn(inner: Layer, chord: Parameters<Layer["press"]>[0], text: string | undefined): void {
    if (inner.press(chord, text) || this.#inner !== inner) return;
    inner.close();
    this.#inner = undefined;
  }

  #moveTo(viewport: Viewport): void {
    const { lines, growsAtEnd } = this.#content;
    this.#viewport = within(lines, viewport, this.#room);
    const end = atEnd(lines, this.#viewport, this.#room);
    const isAtEnd = this.#viewport.top === end.top && this.#viewport.row === end.row;
    if (this.#follows && !isAtEnd) this.#seenEnd = lines.end;
    this.#follows = growsAtEnd && isAtEnd;
  }

  #searchFor(query: string, pattern: Pattern | undefined, from: Viewport): void {
    this.#search = pattern && { query, pattern, hits: new Hits(pattern) };
    this.#found = undefined;
    this.#viewport = from;
    this.#scan();
    this.#goTo(this.#search?.hits.beside(from.top - 1, 1));
  }

  #goTo(line: number | undefined): void {
    this.#found = line;
    if (line !== undefined) this.#moveTo(showing(this.#content.lines, this.#viewport, line, this.#room));
  }

  /** Goes on with the next frame where there is too much to look through in one. */
  #scan(): void {
    const isDone = this.#search?.hits.scan(this.#content.lines, searchMs, () => this.#parts.monotonic()) ?? true;
    if (!isDone) this.#parts.redraw();
  }

  #copy(text: string, said: string): void {
    const bytes = Buffer.byteLength(text);
    if (bytes > mostCopiedBytes) {
      this.#parts.say(
        `Terminals copy no more than 75 kB, and this is ${grouped(Math.ceil(bytes / 1000))} kB: S saves it.`,
      );
      return;
    }
    this.#parts.outlet.copy(text);
    this.#parts.say(said);
  }

  #textView(): TextView {
    const { lines, kind, subject, state } = this.#content;
    this.#scan();
    this.#viewport = this.#follows
      ? atEnd(lines, this.#viewport, this.#room)
      : within(lines, this.#viewport, this.#room);
    const rows = visibleRows(lines, this.#viewport, this.#room);
    this.#isAwaited = rows.length === 0;
    return {
      kind,
      subject,
      state,
      rows: rows.map(({ line, text }) => ({ text: this.#marked(text), isFound: line === this.#found })),
      facts: [...this.#searchFacts(), ...this.#growthFacts(), ...this.#content.facts].map(plainText),
      position: positionText(rows[0]?.line, rows.at(-1)?.line, lines.first, lines.end),
    };
  }

  #marked(text: StyledLine): StyledLine {
    if (this.#search === undefined) return text;
    const { pattern } = this.#search;
    return withMarks(text, pattern.rangesIn(text.map((piece) => piece.text).join("")));
  }

  #searchFacts(): readonly string[] {
    if (this.#search === undefined) return [];
    const { query, hits } = this.#search;
    if (hits.count === 0) return [`"${query}" is not in it`];
    const place = this.#found === undefined ? undefined : hits.placeOf(this.#found);
    const lines = counted(hits.count, "line");
    return [`"${query}" ${place === undefined ? `in ${lines}` : `${grouped(place)} of ${lines}`}`];
  }

  #growthFacts(): readonly string[] {
    if (!this.#content.growsAtEnd || this.#follows) return [];
    const below = this.#content.lines.end - this.#seenEnd;
    return [below === 0 ? "held, G follows" : `${grouped(below)} new below, G follows`];
  }
}

function positionText(top: number | undefined, bottom: number | undefined, first: number, end: number): string {
  if (top === undefined || bottom === undefined) return "";
  return `${grouped(top - first + 1)}-${grouped(bottom - first + 1)} of ${grouped(end - first)}`;
}
