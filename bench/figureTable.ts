import { type Figure, type Measure, type Unit, verdictOf } from "./figure.ts";

/** The figures as a Markdown table. */
export function figureTable(figures: readonly Figure[]): string {
  return ["| figure | podscope | goal | | beside it |", "|---|---|---|---|---|", ...figureLines(figures)].join("\n");
}

/** Its lines without the head. */
export function figureLines(figures: readonly Figure[]): readonly string[] {
  return figures.map((figure) => {
    const verdict = verdictOf(figure);
    const { name, measured, limit, rule, yardsticks, remark } = figure;
    const goal = `≤ ${valueText(limit, measured.unit)}${rule === undefined ? "" : ` (${rule})`}`;
    const beside = yardsticks.map((yardstick) => `${yardstick.name} ${measureText(yardstick.measured)}`).join("; ");
    const what = remark === undefined ? name : `${name}; ${remark}`;
    return `| ${what} | ${measureText(measured)} | ${goal} | ${verdict === "met" ? verdict : `**${verdict}**`} | ${beside} |`;
  });
}

/** `131 ms (126–148)`: the least and the most stand behind it. */
function measureText({ unit, value, samples }: Measure): string {
  const text = valueText(value, unit);
  if (samples.length < 2) return text;
  const [least, most] = [Math.min(...samples), Math.max(...samples)].map((end) => digits(end, unit));
  return `${text} (${least}–${most})`;
}

function valueText(value: number, unit: Unit): string {
  return `${digits(value, unit)} ${unit}`;
}

const decimals: Readonly<Record<Unit, number>> = { ms: 0, s: 2, MB: 0, "%": 1 };

function digits(value: number, unit: Unit): string {
  return value.toFixed(unit === "ms" && value < 10 ? 1 : decimals[unit]);
}
