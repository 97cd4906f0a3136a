import type { Terminal } from "./terminal.ts";

const cellWidth = 8.4;
const lineHeight = 18;
const margin = 12;
const background = "#1c1f26";
const foreground = "#d5d8df";
/** The first eight colours of the palette, and the bright ones after them. */
const palette = [
  ...["#3b4048", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#d5d8df"],
  ...["#5c6370", "#ef8a92", "#b5dd9a", "#f0d399", "#83c4f7", "#d79bea", "#7fd0da", "#ffffff"],
];

/** The terminal's screen as an SVG picture, cell by cell as the program left it. */
export function svgOf(terminal: Terminal): string {
  const { cols, rows } = terminal.screenBuffer;
  const width = Math.ceil(cols * cellWidth + 2 * margin);
  const height = rows * lineHeight + 2 * margin;
  const lines = Array.from({ length: rows }, (_, line) => svgLine(terminal, line)).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="monospace" font-size="14">
<rect width="100%" height="100%" rx="8" fill="${background}"/>
${lines}</svg>
`;
}

interface Run {
  text: string;
  readonly column: number;
  readonly look: string;
  readonly inverse: boolean;
}

function svgLine(terminal: Terminal, line: number): string {
  const buffer = terminal.screenBuffer.buffer.active.getLine(line);
  const runs: Run[] = [];
  for (let column = 0; column < terminal.screenBuffer.cols; column++) {
    const cell = buffer?.getCell(column);
    if (cell === undefined || cell.getWidth() === 0) continue;
    const inverse = cell.isInverse() !== 0;
    const colour = cell.isFgPalette() ? (palette[cell.getFgColor()] ?? foreground) : foreground;
    const look = [
      `fill="${inverse ? background : colour}"`,
      cell.isBold() ? 'font-weight="bold"' : "",
      cell.isDim() ? 'opacity="0.6"' : "",
      cell.isUnderline() ? 'text-decoration="underline"' : "",
    ].join(" ");
    const last = runs.at(-1);
    const text = cell.getChars() || " ";
    if (last !== undefined && last.look === look && last.inverse === inverse) last.text += text;
    else runs.push({ text, column, look, inverse });
  }
  const y = margin + line * lineHeight;
  return runs.map((run) => svgRun(run, y)).join("");
}

function svgRun({ text, column, look, inverse }: Run, y: number): string {
  if (text.trim() === "" && !inverse) return "";
  const x = (margin + column * cellWidth).toFixed(1);
  const width = (text.length * cellWidth).toFixed(1);
  const behind = inverse
    ? `<rect x="${x}" y="${y}" width="${width}" height="${lineHeight}" fill="${foreground}"/>`
    : "";
  const safe = text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  return `${behind}<text x="${x}" y="${y + 14}" textLength="${width}" xml:space="preserve" ${look}>${safe}</text>\n`;
}
