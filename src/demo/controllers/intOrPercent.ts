/**
 * A number, or a percentage of `total` rounded up or down; an absent one is 0 (apimachinery pkg/util/intstr
 * GetScaledValueFromIntOrPercent).
 */
export function intOrPercent(value: number | string | undefined, total: number, round: "up" | "down"): number {
  if (typeof value !== "string") return value ?? 0;
  const share = (Number.parseInt(value, 10) * total) / 100;
  return round === "up" ? Math.ceil(share) : Math.floor(share);
}
