import { wildcards } from "../base/wildcards.ts";
import { FilterError, type FilterOperator, type FilterTerm, type RowTest } from "../table/column.ts";
import { healthRank, isUnhealthy, troubleOf } from "./health/podHealth.ts";
import { whyWords } from "./health/whyText.ts";
import { ownerTerm } from "./ownerTerm.ts";
import type { PodRow } from "./podRow.ts";
import { comparisons, equality } from "./termValues.ts";

/** The typed filter terms of pods. */
export const podTerms: readonly FilterTerm<PodRow>[] = [
  textTerm("status", "status=Crash*", (row) => row.status),
  { name: "health", example: "health=broken", parse: parseHealth },
  textTerm("why", "why=*oom*", whyWords),
  textTerm("cause", "cause=*oom*", (row) => troubleOf(row)?.cause ?? ""),
  { name: "ready", example: "ready!=full", parse: parseReady },
  { name: "restarts", example: "restarts>=5", parse: parseRestarts },
  { name: "age", example: "age<2h", ages: true, parse: parseAge },
  textTerm("node", "node=worker-1*", (row) => row.node),
  ownerTerm,
  textTerm("ns", "ns=shop", (row) => row.namespace),
  textTerm("name", "name=web-*", (row) => row.name),
  textTerm("ip", "ip=10.1.*", (row) => row.ip),
  { name: "label", example: "label:app=web", parse: parseLabel },
];

/** A text that is empty can be asked for as such, `node=""`, and as the cell shows it, `node=<none>`. */
function textTerm(name: string, example: string, textOf: (row: PodRow) => string): FilterTerm<PodRow> {
  return {
    name,
    example,
    parse(operator, value) {
      const wanted = equality(name, operator);
      const pattern = new RegExp(`^${wildcards(value, ".*")}$`, "is");
      const isEmptyWanted = pattern.test("") || pattern.test("<none>");
      return (row) => {
        const text = textOf(row);
        return (text === "" ? isEmptyWanted : pattern.test(text)) === wanted;
      };
    },
  };
}

function parseReady(operator: FilterOperator, value: string): RowTest<PodRow> {
  if (value.toLowerCase() === "full") {
    const wanted = equality("ready", operator);
    return (row) => row.readyContainers >= row.totalContainers === wanted;
  }
  const [, ready, total] = /^(\d+)(?:\/(\d+))?$/.exec(value) ?? [];
  if (ready === undefined) throw new FilterError("ready takes full, a number such as 1, or both such as 1/2");
  const count = Number(ready);
  if (total === undefined) {
    const compare = comparisons[operator];
    return (row) => compare(row.readyContainers, count);
  }
  const wanted = equality("ready", operator);
  const whole = Number(total);
  return (row) => (row.readyContainers === count && row.totalContainers === whole) === wanted;
}

function parseHealth(operator: FilterOperator, value: string): RowTest<PodRow> {
  const wanted = equality("health", operator);
  const word = value.toLowerCase();
  if (word === "unhealthy") return (row) => isUnhealthy(row) === wanted;
  if (!Object.hasOwn(healthRank, word)) {
    throw new FilterError(`health takes unhealthy, ${Object.keys(healthRank).join(", ")}`);
  }
  return (row) => (row.health === word) === wanted;
}

function parseRestarts(operator: FilterOperator, value: string): RowTest<PodRow> {
  if (!/^\d+$/.test(value)) throw new FilterError("restarts takes a whole number such as 5");
  const compare = comparisons[operator];
  const count = Number(value);
  return (row) => compare(row.restarts, count);
}

function parseAge(operator: FilterOperator, value: string): RowTest<PodRow> {
  if (operator === "=" || operator === "!=") throw new FilterError("age takes <, <=, > or >=");
  const limit = durationFrom(value);
  const compare = comparisons[operator];
  // An unknown age is neither more nor less than any.
  const test: RowTest<PodRow> = (row, now) => compare(now - row.createdAt, limit);
  return Object.assign(test, {
    steadyFor(row: PodRow, now: number): number {
      const age = now - row.createdAt;
      // At the limit itself the answer of <= and > turns one millisecond later.
      return age <= limit ? Math.max(1, limit - age) : Number.POSITIVE_INFINITY;
    },
  });
}

function parseLabel(operator: FilterOperator, value: string): RowTest<PodRow> {
  const wanted = equality("label", operator);
  const [, key = "", text = "*"] = /^([^=]*)(?:==?(.*))?$/.exec(value) ?? [];
  if (key === "") throw new FilterError("label takes a key, or a key and a value such as app=web");
  const pair = new RegExp(`(?:^|,)${wildcards(key, "[^,=]*")}=${wildcards(text, "[^,]*")}(?:,|$)`, "i");
  return (row) => pair.test(row.labels) === wanted;
}

const unitMs: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};

/** Milliseconds of `90s`, `1h30m`, `3d4h`. */
function durationFrom(text: string): number {
  if (!/^(\d+[smhdwy])+$/i.test(text)) throw new FilterError("age takes a duration such as 30s, 5m, 2h or 3d4h");
  let sum = 0;
  for (const [, count, unit] of text.matchAll(/(\d+)([smhdwy])/gi)) {
    sum += Number(count) * (unitMs[unit?.toLowerCase() ?? ""] ?? 0);
  }
  return sum;
}
