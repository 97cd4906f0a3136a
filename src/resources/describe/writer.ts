import { aligned } from "../../base/tabWriter.ts";

/** Collects the lines of a description: two spaces a level, tabs between cells (kubectl pkg/describe, PrefixWriter). */
export class DescriptionWriter {
  readonly #lines: string[] = [];

  /** One line; `text` may hold tabs. Escapes are written as kubectl writes them (cli-runtime pkg/printers, terminal.go). */
  line(level: number, text: string): void {
    this.#lines.push("  ".repeat(level) + text.replaceAll("\u001b", "^[").replaceAll("\r", "\\r"));
  }

  /** `label:` with the first text, the others below it; `<none>` when there are none. */
  list(level: number, label: string, texts: readonly string[]): void {
    this.line(level, `${label}:\t${texts[0] ?? "<none>"}`);
    for (const text of texts.slice(1)) this.line(level, `\t${text}`);
  }

  /** With their columns aligned. */
  lines(): readonly string[] {
    return aligned(this.#lines);
  }
}
