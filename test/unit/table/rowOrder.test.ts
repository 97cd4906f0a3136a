import { expect, test } from "vitest";
import { filterOf } from "../../../src/table/filter.ts";
import { AnswerTime } from "../../../src/table/rowFilter.ts";
import { RowOrder } from "../../../src/table/rowOrder.ts";
import { RowStore } from "../../../src/table/rowStore.ts";
import { byKey, randomFrom, type Thing, thing, thingTable } from "./thing.ts";

const bySize = (a: Thing, b: Thing): number => a.size - b.size || byKey(a, b);

test.each(Array.from({ length: 30 }, (_, seed) => seed))(
  "after any batches the order is what sorting and filtering from scratch gives (seed %i)",
  (seed) => {
    const random = randomFrom(seed);
    const pick = (count: number) => Math.floor(random() * count);
    const store = new RowStore<Thing>();
    const order = new RowOrder<Thing>(byKey);
    let compare = byKey;
    let filter = filterOf("", thingTable.terms);
    for (let round = 0; round < 40; round++) {
      const batch = Array.from({ length: pick(4) === 0 ? 2_000 : pick(30) }, () => {
        const key = `thing-${pick(3_000)}`;
        if (pick(3) === 0) return { type: "remove" as const, key };
        return { type: "put" as const, row: thing(key, { size: pick(50), uid: `${key}.${pick(2)}` }) };
      });
      store.apply(batch);
      order.apply(store.take(), 0);
      if (pick(5) === 0) {
        compare = compare === byKey ? bySize : byKey;
        order.setCompare(compare, 0);
      }
      if (pick(4) === 0) {
        filter = filterOf(["", "7", "size>=25", "!1"][pick(4)] ?? "", thingTable.terms);
        order.setFilter(filter.over(thingTable.columns), 0);
      }

      const all = [...store.rows()].sort(compare);
      const rowFilter = filter.over(thingTable.columns);
      const wanted = all.filter((row) => rowFilter?.passes(row, 0, new AnswerTime()) ?? true);
      expect(order.total).toBe(all.length);
      expect(order.slice(0, order.shown).map((row) => row.uid)).toEqual(wanted.map((row) => row.uid));
      for (const row of wanted.slice(0, 5))
        expect(order.slice(order.indexOf(row), order.indexOf(row) + 1)).toEqual([row]);
    }
  },
);
