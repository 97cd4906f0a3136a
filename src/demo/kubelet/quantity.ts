/** How much a quantity of the API is (apimachinery pkg/api/resource): `128Mi`, `1G`, `250m`. 0 when it is not one. */
export function amountOf(quantity: string | undefined): number {
  const parts = /^([0-9.]+(?:e[0-9]+)?)([A-Za-z]*)$/.exec(quantity ?? "");
  return parts === null ? 0 : Number(parts[1]) * (factors[parts[2] ?? ""] ?? 0);
}

const factors: Readonly<Record<string, number>> = {
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** Bytes as a quantity with a binary suffix, without loss where that is possible. */
export function binaryQuantity(bytes: number): string {
  const whole = Math.round(bytes);
  for (const suffix of ["Gi", "Mi", "Ki"]) {
    const factor = factors[suffix] ?? 1;
    if (whole > 0 && whole % factor === 0) return `${whole / factor}${suffix}`;
  }
  return String(whole);
}
