import type { HelpGroup } from "../app/dashboardView.ts";
import { widthOf } from "../table/textWidth.ts";
import { fitSpans, type Line, span, spansWidth } from "./spans.ts";

const gap = 4;
const readableColumn = 36;

/** Every key with what it does, in as many columns as fit; `top` lines are scrolled away. */
export function helpLines(groups: readonly HelpGroup[], top: number, columns: number, lines: number): readonly Line[] {
  const keysWidth = Math.min(
    16,
    Math.max(0, ...groups.flatMap(({ entries }) => entries.map(({ keys }) => widthOf(keys)))),
  );
  const blocks = groups.map((group) => blockOf(group, keysWidth));
  const widest = Math.max(readableColumn, ...groups.map((group) => widthOfTitles(group, keysWidth)));
  const across = Math.max(1, Math.min(blocks.length, Math.floor((columns + gap) / (widest + gap))));
  const stacks = balanced(blocks, across);
  const width = Math.floor((columns - (across - 1) * gap) / across);
  const height = Math.max(0, ...stacks.map((stack) => stack.length));
  const all = Array.from({ length: height }, (_, y) => sideBySide(stacks, y, width));
  const start = Math.max(0, Math.min(top, all.length - lines));
  const shown = all.slice(start, start + lines);
  const below = all.length - start - shown.length;
  return below > 0 ? [...shown.slice(0, -1), [span(`${below + 1} more lines below`, { dim: true })]] : shown;
}

/** Without the reasons why something cannot be done now, which whoever presses the key is told. */
function widthOfTitles({ entries }: HelpGroup, keysWidth: number): number {
  return Math.max(0, ...entries.map(({ title }) => keysWidth + 2 + widthOf(title)));
}

function blockOf(group: HelpGroup, keysWidth: number): readonly Line[] {
  const entries = group.entries.map(({ keys, title, whyDisabled }): Line => {
    const padded = keys + " ".repeat(Math.max(0, keysWidth - widthOf(keys)));
    return whyDisabled === undefined
      ? [span(padded, { bold: true }), span(`  ${title}`)]
      : [span(`${padded}  ${title} (${whyDisabled})`, { dim: true })];
  });
  return [[span(group.title, { underline: true })], ...entries];
}

/** Blocks in order, put into `across` stacks of about the same height, an empty line between blocks. */
function balanced(blocks: readonly (readonly Line[])[], across: number): readonly (readonly Line[])[] {
  const total = blocks.reduce((sum, block) => sum + block.length + 1, 0);
  const stacks: Line[][] = [[]];
  let placed = 0;
  for (const block of blocks) {
    const stack = stacks.at(-1);
    const isFull = placed + block.length / 2 > (total * stacks.length) / across;
    if (stack === undefined || (isFull && stacks.length < across && stack.length > 0)) stacks.push([...block]);
    else stack.push(...(stack.length > 0 ? [[]] : []), ...block);
    placed += block.length + 1;
  }
  return stacks;
}

function sideBySide(stacks: readonly (readonly Line[])[], y: number, width: number): Line {
  return stacks.flatMap((stack, index): Line => {
    const line = fitSpans(stack[y] ?? [], width);
    if (index === stacks.length - 1) return line;
    return [...line, span(" ".repeat(width - spansWidth(line) + gap))];
  });
}
