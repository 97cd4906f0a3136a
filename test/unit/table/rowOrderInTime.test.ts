import { expect, test } from "vitest";
import { AnswerTime, type RowFilter } from "../../../src/table/rowFilter.ts";
import { RowOrder } from "../../../src/table/rowOrder.ts";
import { RowStore } from "../../../src/table/rowStore.ts";
import { byKey, randomFrom, type Thing, thing } from "./thing.ts";

/** Passes within `size` ms after it was born, and says until when. */
const young: RowFilter<Thing> = {
  passes(row, now, answer) {
    const age = now - row.bornAt;
    answer.holdsUntil(age < 0 ? row.bornAt : age < row.size ? row.bornAt + row.size : Number.POSITIVE_INFINITY);
    return age >= 0 && age < row.size;
  },
};

/** Passes for the calm, at any time. */
const calm: RowFilter<Thing> = { passes: (row) => row.state === "calm" };

test.each(Array.from({ length: 20 }, (_, seed) => seed))(
  "as time goes by, and goes back, the rows are those that pass now (seed %i)",
  (seed) => {
    const random = randomFrom(seed);
    const pick = (below: number) => Math.floor(random() * below);
    const store = new RowStore<Thing>();
    const order = new RowOrder<Thing>(byKey);
    let filter: RowFilter<Thing> | undefined = young;
    // A few rows are now and then all of one age.
    const keys = seed % 2 === 0 ? 2_000 : 3;
    let now = 0;
    order.setFilter(filter, now);
    for (let round = 0; round < 120; round++) {
      now += pick(8) === 0 ? -pick(300) : pick(100);
      store.apply(
        Array.from({ length: pick(10) === 0 ? 1_500 : pick(12) }, () => {
          const key = `thing-${pick(keys)}`;
          if (pick(4) === 0) return { type: "remove", key };
          const state = pick(2) === 0 ? "calm" : "angry";
          return { type: "put", row: thing(key, { bornAt: now - pick(300) + 50, size: pick(400), state }) };
        }),
      );
      order.apply(store.take(), now);
      if (pick(10) === 0) {
        filter = [young, calm, undefined][pick(3)];
        order.setFilter(filter, now);
      }
      order.recheck(now);

      const all = [...store.rows()].sort(byKey);
      const passing = (at: number) => all.filter((row) => filter?.passes(row, at, new AnswerTime()) ?? true);
      expect(order.slice(0, order.shown).map(({ key }) => key)).toEqual(passing(now).map(({ key }) => key));
      const { holdsUntil } = order;
      if (filter === young) {
        expect(holdsUntil).toBeGreaterThan(now);
        const end = Math.min(holdsUntil, now + 1_000) - 1;
        expect(passing(end).map(({ key }) => key)).toEqual(passing(now).map(({ key }) => key));
      } else {
        expect(holdsUntil).toBe(Number.POSITIVE_INFINITY);
      }
    }
  },
);
