import { FilterError, type FilterOperator, type FilterTerm, type RowTest } from "../../table/column.ts";
import type { PodRow } from "../podRow.ts";
import { quantityFrom, unitsOf } from "../quantity.ts";
import { comparisons } from "../termValues.ts";
import type { PodUsages } from "./podUsages.ts";
import { cpuMeasure, memoryMeasure, percentOf, type UsageMeasure } from "./usageMeasures.ts";

/** `cpu>500m`, `mem>90%`: what is not known is neither more nor less than anything. */
export function usageTerms(usages: PodUsages): readonly FilterTerm<PodRow>[] {
  return [usageTerm("cpu", "500m", cpuMeasure, -3, usages), usageTerm("mem", "1Gi", memoryMeasure, 0, usages)];
}

function usageTerm(
  name: string,
  example: string,
  measure: UsageMeasure,
  unit: number,
  usages: PodUsages,
): FilterTerm<PodRow> {
  const test = (operator: FilterOperator, value: string): ((row: PodRow, now: number) => boolean) => {
    const compare = comparisons[operator];
    const [, percent, of] = /^(\d+(?:\.\d+)?)%([rl]?)$/i.exec(value) ?? [];
    const isOfRequest = of?.toLowerCase() === "r";
    const amount = percent === undefined ? quantityFrom(value) : undefined;
    if (percent === undefined && amount === undefined) {
      throw new FilterError(`${name} takes an amount such as ${example}, 80% of the limit, or 80%r of the request`);
    }
    const wanted = amount === undefined ? Number(percent) : unitsOf(amount, unit);
    return (row, now) => {
      const usage = usages.at(row, now);
      if (usage === undefined) return false;
      const used =
        amount === undefined ? percentOf(measure, isOfRequest ? "request" : "limit", row, usage) : measure.used(usage);
      return !Number.isNaN(used) && compare(used, wanted);
    };
  };
  return {
    name,
    example: `${name}>${example}`,
    ages: true,
    parse(operator, value) {
      if (operator === "=" || operator === "!=") throw new FilterError(`${name} takes <, <=, > or >=`);
      const passes = test(operator, value);
      if (!usages.isOn) throw new FilterError(`${name} is not asked for: show CPU and memory first`);
      const steady: RowTest<PodRow> = (row, now) => passes(row, now);
      return Object.assign(steady, { steadyFor: (row: PodRow, now: number) => usages.steadyFor(row, now) });
    },
  };
}
