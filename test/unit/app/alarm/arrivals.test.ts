import { expect, test } from "vitest";
import { type Arrivals, arrivalsText, arrivalsWith } from "../../../../src/app/alarm/arrivals.ts";
import type { PodRow } from "../../../../src/resources/podRow.ts";
import { podRow, unhealthy } from "../../../support/podRow.ts";

const noon = new Date(2026, 0, 5, 12, 0, 0).getTime();
const oom = podRow({ name: "pay-1", ...unhealthy("broken", "OOMKilled exit 137") });
const slow = podRow({ name: "cart-1", ...unhealthy("slow", "starting for 6m") });
const well = podRow({ name: "web-1", status: "Running" });

type Coming = readonly [afterMs: number, ...rows: [PodRow, ...PodRow[]]];

function told(...coming: readonly Coming[]): string {
  const arrivals = coming.reduce<Arrivals | undefined>(
    (before, [afterMs, ...rows]) =>
      arrivalsWith(before, rows, { filter: "ns=shop", at: noon + afterMs, now: noon + afterMs }),
    undefined,
  );
  return arrivals === undefined ? "" : arrivalsText(arrivals);
}

test.each<{ what: string; coming: readonly Coming[]; text: string }>([
  {
    what: "one pod says why",
    coming: [[0, oom]],
    text: 'shop/pay-1 entered "ns=shop": OOMKilled exit 137',
  },
  { what: "one that is well says its status", coming: [[0, well]], text: 'shop/web-1 entered "ns=shop": Running' },
  {
    what: "many name the worst",
    coming: [[0, well, slow, oom]],
    text: '3 pods entered "ns=shop", among them shop/pay-1: OOMKilled exit 137',
  },
  {
    what: "one that comes later does not hide a worse one",
    coming: [
      [0, oom],
      [5_000, slow],
    ],
    text: '2 pods entered "ns=shop", among them shop/pay-1: OOMKilled exit 137',
  },
  {
    what: "one that comes later may be the worst",
    coming: [
      [0, slow],
      [59_999, oom],
    ],
    text: '2 pods entered "ns=shop", among them shop/pay-1: OOMKilled exit 137',
  },
  {
    what: "those of more than a minute say since when",
    coming: [
      [0, slow],
      [60_000, oom],
    ],
    text: '2 pods entered "ns=shop" since 12:00:00, among them shop/pay-1: OOMKilled exit 137',
  },
])("$what", ({ coming, text }) => {
  expect(told(...coming)).toBe(text);
});
