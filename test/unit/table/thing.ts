import { FilterError, type TableSpec } from "../../../src/table/column.ts";

/** A row for tests of the table, which knows no kinds. */
export interface Thing {
  readonly key: string;
  readonly uid: string;
  readonly size: number;
  readonly state: string;
  readonly bornAt: number;
}

export function thing(key: string, change: Partial<Thing> = {}): Thing {
  return { key, uid: `uid-${key}`, size: 0, state: "calm", bornAt: 0, ...change };
}

export const byKey = (a: Thing, b: Thing): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

export const thingTable: TableSpec<Thing> = {
  columns: [
    { id: "name", title: "NAME", dropOrder: 0, elastic: true, text: (row) => row.key, compare: byKey },
    { id: "size", title: "SIZE", dropOrder: 2, text: (row) => String(row.size), compare: (a, b) => a.size - b.size },
    {
      id: "state",
      title: "STATE",
      dropOrder: 1,
      text: (row) => row.state,
      compare: (a, b) => a.state.localeCompare(b.state),
      tone: (row) => (row.state === "angry" ? "bad" : "normal"),
    },
    {
      id: "age",
      title: "AGE",
      dropOrder: 3,
      ages: true,
      text: (row, now) => `${Math.floor((now - row.bornAt) / 60_000)}m`,
      steadyFor: (row, now) => 60_000 - ((now - row.bornAt) % 60_000),
      compare: (a, b) => b.bornAt - a.bornAt,
    },
  ],
  defaultCompare: byKey,
  terms: [
    {
      name: "size",
      example: "size>=5",
      parse: (operator, value) => {
        const wanted = Number(value);
        if (Number.isNaN(wanted)) throw new FilterError(`${value} is not a number`);
        return operator === ">=" ? (row) => row.size >= wanted : (row) => row.size === wanted;
      },
    },
  ],
  isLeaving: (row) => row.state === "leaving",
  bytesOf: () => 100,
  summaryOf: (row) => ({ label: row.state, tone: row.state === "angry" ? "bad" : "normal" }),
};

export { randomFrom } from "../../support/randomFrom.ts";
