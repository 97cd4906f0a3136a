/** An amount such as `100m` or `1.5Gi`: `digits` times ten to the power of `exponent`, exactly. */
export interface Quantity {
  readonly digits: bigint;
  readonly exponent: number;
}

const decimalExponents: Readonly<Record<string, number>> = {
  ...{ n: -9, u: -6, m: -3, "": 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 },
};
const binaryPowers: Readonly<Record<string, bigint>> = { Ki: 1n, Mi: 2n, Gi: 3n, Ti: 4n, Pi: 5n, Ei: 6n };

const form = /^([+-]?)(?:(\d+)\.?(\d*)|\.(\d+))(?:([KMGTPE]i|[numkMGTPE]?)|[eE]([+-]?\d{1,4}))$/;

/** Reads a Kubernetes resource quantity (apimachinery pkg/api/resource); undefined when it is none. */
export function quantityFrom(text: string): Quantity | undefined {
  const match = form.exec(text);
  if (match === null) return undefined;
  const [, sign = "", whole = "", fraction = "", only = "", suffix = "", power = "0"] = match;
  const decimals = fraction + only;
  const size = BigInt(whole + decimals) * 1024n ** (binaryPowers[suffix] ?? 0n);
  return {
    digits: sign === "-" ? -size : size,
    exponent: Number(power) + (decimalExponents[suffix] ?? 0) - decimals.length,
  };
}

/** Negative, 0 or positive. */
export function compareQuantities(a: Quantity, b: Quantity): number {
  const least = Math.min(a.exponent, b.exponent);
  const [x, y] = [a, b].map(({ digits, exponent }) => digits * 10n ** BigInt(exponent - least)) as [bigint, bigint];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** The amount as a number of units of ten to the power of `unit`, rounded up as the API does: -3 gives millicores. */
export function unitsOf({ digits, exponent }: Quantity, unit: number): number {
  const shift = exponent - unit;
  if (shift >= 0) return Number(digits * 10n ** BigInt(shift));
  const divisor = 10n ** BigInt(-shift);
  const whole = digits / divisor;
  return Number(digits % divisor > 0n ? whole + 1n : whole);
}
