import { quantityFrom, unitsOf } from "../../resources/quantity.ts";

/** A quantity of the API in whole units (bytes), or in units of ten to the power of `unit`; 0 when it is none. */
export function amountOf(text: string | undefined, unit = 0): number {
  const quantity = text === undefined ? undefined : quantityFrom(text);
  return quantity === undefined ? 0 : unitsOf(quantity, unit);
}

/** An amount as a quantity with the largest binary suffix that loses nothing. */
export function binaryQuantity(amount: number): string {
  const found = suffixes.find(([, factor]) => amount > 0 && amount % factor === 0);
  return found === undefined ? String(amount) : `${amount / found[1]}${found[0]}`;
}

const suffixes = [
  ["Gi", 2 ** 30],
  ["Mi", 2 ** 20],
  ["Ki", 2 ** 10],
] as const;
