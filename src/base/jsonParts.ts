/** Where a text starts in what it was taken from. Both count from 1; the column counts bytes. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** Hears the parts of JSON objects as they arrive. A text is what is between two commas: white space, and JSON nobody has checked yet. */
export interface JsonListener {
  /** A member of the outermost object: `"kind": "PodList"`. */
  member(text: string, at: TextPosition): void;
  /** An element of the list that is called `items` in the outermost object. */
  item(text: string, at: TextPosition): void;
  /** The outermost object is over. Another one may follow. */
  end(): void;
}

/** JSON that is broken where its parts are told from each other. */
export class JsonPartsError extends SyntaxError {
  override readonly name = "JsonPartsError";
  readonly at: TextPosition;

  constructor(message: string, at: TextPosition) {
    super(message);
    this.at = at;
  }
}

const byteOf = { lineFeed: 0x0a, quote: 0x22, backslash: 0x5c, comma: 0x2c, brace: 0x7b, bracket: 0x5b } as const;
const closing = { brace: 0x7d, bracket: 0x5d } as const;

/** 1 for every byte that means something outside of a string. */
const marks = new Uint8Array(256);
for (const byte of [...Object.values(byteOf), ...Object.values(closing)]) marks[byte] = 1;

/**
 * Takes JSON objects apart as they arrive: finds where each member of the outermost object and each element of its
 * `items` ends, so that no more than one of them is ever in memory. Order and white space do not matter.
 */
export class JsonParts {
  readonly #listener: JsonListener;
  readonly #maxBytes: number;
  #depth = 0;
  /** Depth at which commas part what is told: 1 in the outermost object, 2 in `items`. */
  #base = 1;
  /** What was there before the part under way: it tells whether there may be none. */
  #before: "open" | "comma" | "items" = "open";
  #inString = false;
  #escaped = false;
  /** The beginning of a part whose end has not come, and where it starts. */
  #pieces: Buffer[] = [];
  #length = 0;
  #partAt: TextPosition = { line: 1, column: 1 };
  /** Line breaks before this chunk, and bytes since the last one of them. */
  #line = 1;
  #column = 1;

  /** A part that is longer than `maxBytes` is an error. */
  constructor(listener: JsonListener, maxBytes: number) {
    this.#listener = listener;
    this.#maxBytes = maxBytes;
  }

  /** False in the middle of an object. */
  get isBetween(): boolean {
    return this.#depth === 0;
  }

  /** Where the next byte will be. */
  get position(): TextPosition {
    return { line: this.#line, column: this.#column };
  }

  /** Keeps nothing of `bytes`. @throws JsonPartsError, and what the listener throws. */
  push(bytes: Buffer): void {
    let start = 0;
    let inString = this.#inString;
    let escaped = this.#escaped;
    /** Index of the first byte of the line, negative when it is in an earlier chunk. */
    let lineStart = 1 - this.#column;
    const positionOf = (index: number): TextPosition => ({ line: this.#line, column: index - lineStart + 1 });
    const startAt = (index: number) => {
      start = index;
      this.#partAt = positionOf(index);
    };
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] as number;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === byteOf.backslash) escaped = true;
        else if (byte === byteOf.quote) inString = false;
        continue;
      }
      if (this.#depth === 0 && byte > 0x20 && byte !== byteOf.brace) {
        throw new JsonPartsError("expected {", positionOf(at));
      }
      if (marks[byte] === 0) continue;
      if (byte === byteOf.quote) {
        inString = true;
      } else if (byte === byteOf.lineFeed) {
        this.#line++;
        lineStart = at + 1;
      } else if (byte === byteOf.comma) {
        if (this.#depth !== this.#base) continue;
        this.#tell(bytes, start, at, positionOf);
        this.#before = "comma";
        startAt(at + 1);
      } else if (byte === byteOf.brace || byte === byteOf.bracket) {
        if (this.#depth === 0) {
          this.#before = "open";
          startAt(at + 1);
        } else if (this.#depth === 1 && byte === byteOf.bracket && this.#opensItems(bytes, start, at)) {
          this.#base = 2;
          this.#before = "open";
          startAt(at + 1);
        }
        this.#depth++;
      } else {
        if (this.#depth === this.#base) {
          const isRight = this.#base === 1 ? byte === closing.brace : byte === closing.bracket;
          if (!isRight) {
            throw new JsonPartsError(this.#base === 1 ? "expected , or }" : "expected , or ]", positionOf(at));
          }
          this.#tell(bytes, start, at, positionOf);
          this.#before = "items";
          startAt(at + 1);
          if (this.#base === 1) this.#listener.end();
          this.#base = 1;
        }
        this.#depth--;
      }
    }
    this.#inString = inString;
    this.#escaped = escaped;
    this.#column = bytes.length - lineStart + 1;
    if (this.#depth > 0 && start < bytes.length) this.#keep(bytes.subarray(start));
  }

  #opensItems(bytes: Buffer, start: number, end: number): boolean {
    if (!/^\s*"items"\s*:\s*$/.test(this.#text(bytes, start, end))) return false;
    this.#forget();
    return true;
  }

  #keep(piece: Buffer): void {
    this.#length += piece.length;
    if (this.#length > this.#maxBytes) {
      throw new JsonPartsError(`no object is longer than ${this.#maxBytes / (1024 * 1024)} MB`, this.#partAt);
    }
    if (piece.length > 0) this.#pieces.push(Buffer.from(piece));
  }

  #text(bytes: Buffer, start: number, end: number): string {
    if (this.#pieces.length === 0) return bytes.toString("utf8", start, end);
    return Buffer.concat([...this.#pieces, bytes.subarray(start, end)]).toString();
  }

  #forget(): void {
    this.#pieces = [];
    this.#length = 0;
  }

  #tell(bytes: Buffer, start: number, end: number, positionOf: (index: number) => TextPosition): void {
    const text = this.#text(bytes, start, end);
    this.#forget();
    if (text.trim() === "") {
      const isEmptyContainer = this.#before === "open" && bytes[end] !== byteOf.comma;
      if (isEmptyContainer || this.#before === "items") return;
      throw new JsonPartsError(this.#base === 1 ? "expected a name in quotes" : "expected a value", positionOf(end));
    }
    if (this.#before === "items") throw new JsonPartsError("expected , or }", this.#partAt);
    if (this.#base === 2) this.#listener.item(text, this.#partAt);
    else this.#listener.member(text, this.#partAt);
  }
}
