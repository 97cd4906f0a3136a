import { medianOf, type Samples } from "./samples.ts";

export type Unit = "ms" | "s" | "MB" | "%";

/** A value with its spread, as it is printed and as it was measured. */
export interface Measure {
  readonly unit: Unit;
  readonly value: number;
  readonly samples: Samples;
}

/** One line of the table. */
export interface Figure {
  readonly name: string;
  readonly measured: Measure;
  /** At most this, in the unit of `measured`. */
  readonly limit: number;
  /** How the limit comes about when it is not a plain number: `4 x the bare node`. */
  readonly rule?: string;
  /** What the same machine needed for something comparable in the same run. */
  readonly yardsticks: readonly Yardstick[];
  /** What a reader has to know to believe it. */
  readonly remark?: string;
  /** False when the conditions that the goal speaks of did not come about: the figure then proves nothing. */
  readonly isProof?: boolean;
}

export interface Yardstick {
  readonly name: string;
  readonly measured: Measure;
}

/** The median of what was measured. */
export function measureOf(unit: Unit, samples: Samples): Measure {
  return { unit, value: medianOf(samples), samples };
}

export type Verdict = "met" | "missed" | "not proved";

export function verdictOf({ measured, limit, isProof = true }: Figure): Verdict {
  if (measured.value > limit) return "missed";
  return isProof ? "met" : "not proved";
}
