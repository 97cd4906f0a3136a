/** What a view looks like on a terminal, as text that people can read and compare. */
import { renderToString } from "ink";
import type { DashboardView } from "../../src/app/dashboardView.ts";
import { widthOf } from "../../src/table/textWidth.ts";
import { Screen } from "../../src/ui/screen.tsx";
import { themeFor } from "../../src/ui/theme.ts";

interface Run {
  readonly text: string;
  readonly looks: readonly string[];
}

const names: Readonly<Record<string, string>> = {
  "1": "bold",
  "2": "dim",
  "4": "underline",
  "7": "inverse",
  "31": "red",
  "32": "green",
  "33": "yellow",
  "34": "blue",
  "35": "magenta",
  "36": "cyan",
};

/** A colour takes the place of another one. */
const colours = ["red", "green", "yellow", "blue", "magenta", "cyan"];

/** What each closing code ends. */
const ends: Readonly<Record<string, readonly string[]>> = {
  "22": ["bold", "dim"],
  "24": ["underline"],
  "27": ["inverse"],
  "39": colours,
};

/** The lines with their escape sequences, as Ink draws them. */
export function drawnLines(view: DashboardView, env: Readonly<Record<string, string>> = {}): readonly string[] {
  const drawn = renderToString(<Screen view={view} theme={themeFor(env)} />, { columns: view.columns });
  return drawn.split("\n");
}

/** The screen in a frame, and below it every piece of text that does not look plain. */
export function drawnScreen(view: DashboardView, env: Readonly<Record<string, string>> = {}): string {
  const lines = drawnLines(view, env).map(runsOf);
  const edge = "-".repeat(view.columns);
  const texts = lines.map((runs) => {
    const text = runs.map((run) => run.text).join("");
    return `|${text}${" ".repeat(Math.max(0, view.columns - widthOf(text)))}|`;
  });
  const looks = lines.flatMap((runs, index) => {
    const styled = runs.filter(({ looks: [look] }) => look !== undefined);
    const words = styled.map(({ text, looks: all }) => `${all.join(" ")} "${text.trimEnd()}"`);
    return words.length === 0 ? [] : [`${String(index + 1).padStart(2)}  ${words.join("  ")}`];
  });
  return `+${edge}+\n${texts.join("\n")}\n+${edge}+\n${looks.join("\n")}\n`;
}

/** Pieces of one look. @throws when a line holds any other escape sequence. */
function runsOf(line: string): readonly Run[] {
  const looks = new Set<string>();
  const runs: Run[] = [];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what this expression reads
  for (const [, codes, text = ""] of line.matchAll(/(?:\u001b\[([\d;]*)m)|([^\u001b]+|\u001b)/g)) {
    if (text.includes("\u001b")) throw new Error(`an unknown escape sequence in ${JSON.stringify(line)}`);
    for (const code of codes?.split(";") ?? []) {
      const name = names[code];
      if (name !== undefined && colours.includes(name)) for (const other of colours) looks.delete(other);
      if (name !== undefined) looks.add(name);
      else if (ends[code] === undefined) throw new Error(`an unknown look ${code} in ${JSON.stringify(line)}`);
      for (const ended of ends[code] ?? []) looks.delete(ended);
    }
    if (text !== "") runs.push({ text, looks: [...looks] });
  }
  return runs;
}
