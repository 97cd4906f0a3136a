/** Longer lines are cut into several: letters. */
const longest = 64 * 1024;

/** Takes UTF-8 text apart into lines as it arrives. */
export class LineSplitter {
  readonly #decoder = new TextDecoder();
  #rest = "";

  /** The lines that end in this chunk, without their line breaks. */
  push(chunk: Uint8Array): readonly string[] {
    const text = this.#rest + this.#decoder.decode(chunk, { stream: true });
    const lines: string[] = [];
    let start = 0;
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
      lines.push(text.slice(start, end));
      start = end + 1;
    }
    while (text.length - start > longest) {
      lines.push(text.slice(start, start + longest));
      start += longest;
    }
    this.#rest = text.slice(start);
    return lines;
  }

  /** What is left at the end of the text, when its last line has no break. */
  end(): readonly string[] {
    const rest = this.#rest + this.#decoder.decode();
    this.#rest = "";
    return rest === "" ? [] : [rest];
  }
}
