import type { Bench } from "../bench.ts";
import type { Figure } from "../figure.ts";
import type { FamilyName } from "../options.ts";
import type { Scale } from "../scale.ts";
import { measureChanges } from "./changes.ts";
import { measureFilter } from "./filter.ts";
import { measureGet } from "./get.ts";
import { measureKeys } from "./keys.ts";
import { measureList } from "./list.ts";
import { measureLogs } from "./logs.ts";
import { measureRest } from "./rest.ts";
import { measureStart } from "./start.ts";
import { measureTime } from "./time.ts";
import { measureTriage } from "./triage.ts";

interface Family {
  /** Sizes of the cluster at which it is measured. */
  readonly at: "smallest" | "largest" | "all";
  measure(bench: Bench): Promise<readonly Figure[]>;
}

export const families: Readonly<Record<FamilyName, Family>> = {
  start: { at: "smallest", measure: measureStart },
  list: { at: "all", measure: measureList },
  get: { at: "smallest", measure: measureGet },
  rest: { at: "all", measure: measureRest },
  filter: { at: "largest", measure: measureFilter },
  triage: { at: "largest", measure: measureTriage },
  logs: { at: "smallest", measure: measureLogs },
  // Last, as those that follow: changes leave more pods behind than there were.
  changes: { at: "smallest", measure: measureChanges },
  keys: { at: "smallest", measure: measureKeys },
  time: { at: "largest", measure: measureTime },
};

export function isMeasuredAt(name: FamilyName, stage: number, { sizes }: Scale): boolean {
  const { at } = families[name];
  return at === "all" || (at === "smallest" ? stage === 0 : stage === sizes.length - 1);
}
