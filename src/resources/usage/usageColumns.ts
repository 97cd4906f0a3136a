import type { Column } from "../../table/column.ts";
import type { PodRow } from "../podRow.ts";
import type { PodUsage } from "./podUsage.ts";
import type { PodUsages } from "./podUsages.ts";
import { cpuMeasure, memoryMeasure, percentOf, type UsageMeasure } from "./usageMeasures.ts";

/** Percent of a limit from which on somebody should look. */
const nearLimit = 90;
const mebibyte = 1024 * 1024;

/**
 * CPU and memory as `kubectl top pods` prints them (kubectl pkg/metricsutil metrics_printer.go: millicores rounded up, whole
 * mebibytes), and how much that is of requests and limits, in whole percent cut off as `kubectl top nodes` has them. Blank when it
 * is not known.
 */
export function usageColumns(usages: PodUsages): readonly Column<PodRow>[] {
  const percent = (id: string, measure: UsageMeasure, of: "request" | "limit", dropOrder: number) => {
    const amountOf = (row: PodRow, usage: PodUsage) => percentOf(measure, of, row, usage);
    const title = `%${id}/${of === "request" ? "R" : "L"}`;
    const text = (value: number) => `${Math.trunc(value)}%`;
    const column = usageColumn(usages, { id: `${id.toLowerCase()}-${of}`, title, dropOrder, amountOf, text });
    if (of === "request") return column;
    return { ...column, tone: (row: PodRow) => (lastOf(usages, row, amountOf) >= nearLimit ? "warning" : "normal") };
  };
  return [
    usageColumn(usages, {
      id: "cpu",
      title: "CPU",
      dropOrder: 1.2,
      amountOf: (_, usage) => cpuMeasure.used(usage),
      text: (millicores) => `${millicores}m`,
    }),
    percent("CPU", cpuMeasure, "request", 11),
    percent("CPU", cpuMeasure, "limit", 13),
    usageColumn(usages, {
      id: "mem",
      title: "MEM",
      dropOrder: 1.1,
      amountOf: (_, usage) => memoryMeasure.used(usage),
      text: (bytes) => `${Math.trunc(bytes / mebibyte)}Mi`,
    }),
    percent("MEM", memoryMeasure, "request", 12),
    percent("MEM", memoryMeasure, "limit", 10),
  ];
}

interface UsageColumn extends Pick<Column<PodRow>, "id" | "title" | "dropOrder"> {
  amountOf(row: PodRow, usage: PodUsage): number;
  text(value: number): string;
}

function usageColumn(usages: PodUsages, { id, title, dropOrder, amountOf, text }: UsageColumn): Column<PodRow> {
  return {
    id,
    title,
    dropOrder,
    align: "right",
    measured: true,
    mostFirst: true,
    ages: true,
    text(row, now) {
      const usage = usages.at(row, now);
      const value = usage === undefined ? Number.NaN : amountOf(row, usage);
      return Number.isNaN(value) ? "" : text(value);
    },
    // What is not known comes after all that is, when the most is first.
    compare: (a, b) => lastOf(usages, a, amountOf) - lastOf(usages, b, amountOf),
    steadyFor: (row, now) => usages.steadyFor(row, now),
  };
}

/** -1 when it is not known. */
function lastOf(usages: PodUsages, row: PodRow, amountOf: UsageColumn["amountOf"]): number {
  const usage = usages.last(row);
  const value = usage === undefined ? Number.NaN : amountOf(row, usage);
  return Number.isNaN(value) ? -1 : value;
}
