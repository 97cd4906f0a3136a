import { describe, expect, test } from "vitest";
import { historyBounds } from "../../../src/table/rowHistory.ts";
import type { RowChange, RowDelta } from "../../../src/table/rowStore.ts";
import { RowsInTime } from "../../../src/table/rowsInTime.ts";
import type { Stride } from "../../../src/table/timeStep.ts";
import { randomFrom, type Thing, thing, thingTable } from "./thing.ts";

const start = 1_000_000_000;
const all: Stride<Thing> = { ms: 0, isSeen: () => true };
const minute = { ...all, ms: 60_000 };
const put = (key: string, change: Partial<Thing> = {}): RowChange<Thing> => ({ type: "put", row: thing(key, change) });
const remove = (key: string): RowChange<Thing> => ({ type: "remove", key });

/** Rows with a history, and a person who looks at them: `seen` are the rows as the differences tell them. */
function stageOf(...rows: readonly Thing[]) {
  const inTime = new RowsInTime<Thing>(thingTable);
  const seen = new Map<string, Thing>();
  let now = start;
  const look = () => {
    for (const delta of inTime.take(now)) follow(seen, delta);
    return texts(seen);
  };
  inTime.replace(new Map(rows.map((row) => [row.key, row])));
  look();
  inTime.begin(now);
  return {
    inTime,
    look,
    /** Changes come together `ms` after those before. */
    later: (ms: number, ...changes: readonly RowChange<Thing>[]) => {
      now += ms;
      inTime.apply(changes);
      return look();
    },
    back: (stride = all) => (inTime.stepBack(stride, now) ? look() : "no more"),
    on: (stride = all) => {
      inTime.stepOn(stride);
      return look();
    },
    newest: () => texts(new Map([...inTime.rows()].map((row) => [row.key, row]))),
  };
}

/** @throws when the difference does not fit, as whoever follows would. */
function follow(rows: Map<string, Thing>, delta: RowDelta<Thing>): void {
  const known = rows.get(delta.row.key);
  if (delta.kind === "add") expect(known).toBeUndefined();
  if (delta.kind === "remove") expect(known).toBe(delta.row);
  if (delta.kind === "change") expect([known, delta.before.uid]).toEqual([delta.before, delta.row.uid]);
  if (delta.kind === "remove") rows.delete(delta.row.key);
  else rows.set(delta.row.key, delta.row);
}

function texts(rows: ReadonlyMap<string, Thing>): string {
  return [...rows.values()]
    .map(({ key, uid, size }) => `${key}${size}${uid === `uid-${key}` ? "" : `(${uid})`}`)
    .sort()
    .join(" ");
}

describe("one step back undoes, and one on does again,", () => {
  test.each<{ readonly what: string; readonly changes: readonly RowChange<Thing>[]; readonly after: string }>([
    { what: "a new row", changes: [put("c")], after: "a0 b0 c0" },
    { what: "another row", changes: [put("a", { size: 1 })], after: "a1 b0" },
    { what: "a row that is gone", changes: [remove("a")], after: "b0" },
    { what: "a new uid under the same key", changes: [put("a", { uid: "x" })], after: "a0(x) b0" },
    { what: "a removal and a new uid", changes: [remove("a"), put("a", { uid: "x" })], after: "a0(x) b0" },
    { what: "several at once", changes: [put("c"), remove("b"), put("a", { size: 2 })], after: "a2 c0" },
    { what: "one key twice at once", changes: [put("a", { size: 1 }), put("a", { size: 2 })], after: "a2 b0" },
  ])("$what", ({ changes, after }) => {
    const { later, back, on } = stageOf(thing("a"), thing("b"));
    expect(later(5_000, ...changes)).toBe(after);

    expect(back()).toBe(after);
    expect(back()).toBe("a0 b0");
    expect(back()).toBe("no more");
    expect(on()).toBe(after);
    expect(on()).toBe(after);
  });

  test("a list that came again: what is the same in it is no change", () => {
    const { inTime, look, back } = stageOf(thing("a"), thing("b"), thing("c"));
    const [a] = inTime.rows();
    if (a === undefined) throw new Error("no rows");
    inTime.replace(
      new Map([
        ["a", a],
        ["b", thing("b", { size: 7 })],
        ["d", thing("d")],
      ]),
    );

    expect(look()).toBe("a0 b7 d0");
    expect(inTime.historySize?.changes).toBe(3);
    back();
    expect(back()).toBe("a0 b0 c0");
  });
});

describe("a moment", () => {
  test("is what changed in one second of the clock", () => {
    const { later, back, inTime } = stageOf();
    later(0, put("a"));
    later(400, put("b"));
    later(599, put("c"));
    later(1, put("d"));

    expect([back(), inTime.hold?.at]).toEqual(["a0 b0 c0 d0", start + 1_000]);
    expect([back(), inTime.hold?.at]).toEqual(["a0 b0 c0", start + 999]);
    expect([back(), inTime.hold?.at]).toEqual(["", start]);
  });

  test("ends when somebody looks at it, however soon the next change comes", () => {
    const { later, back, on } = stageOf();
    later(0, put("a"));
    expect(back()).toBe("a0");
    later(1, put("b"));

    expect(on()).toBe("a0 b0");
    expect(back()).toBe("a0");
  });

  test("of which nothing is seen is passed over, but not the state before all of them", () => {
    const { later, back, on } = stageOf(thing("a"));
    for (const key of ["b", "web-1", "c", "d", "web-2", "e"]) later(1_000, put(key));
    const web: Stride<Thing> = { ms: 0, isSeen: ({ deltas }) => deltas.some(({ row }) => row.key.startsWith("web")) };
    const none: Stride<Thing> = { ms: 0, isSeen: () => false };

    expect(back(web)).toBe("a0 b0 c0 d0 web-10 web-20");
    expect(back(web)).toBe("a0 b0 web-10");
    expect(back(web)).toBe("a0");
    expect(back(web)).toBe("no more");
    expect(on(web)).toBe("a0 b0 web-10");
    expect(back(none)).toBe("a0");
    on();
    on(none);
    expect(back(none)).toBe("no more");
  });
});

test("a minute is at least one moment, and no more moments than fit into it", () => {
  const { later, back, on } = stageOf();
  for (const key of ["a", "b", "c"]) later(200_000, put(key));
  for (const key of ["d", "e", "f"]) later(20_000, put(key));

  expect(back(minute)).toBe("a0 b0 c0");
  expect(back(minute)).toBe("a0 b0");
  expect(on(minute)).toBe("a0 b0 c0");
  expect(on(minute)).toBe("a0 b0 c0 d0 e0 f0");
});

describe("rows that are held", () => {
  test("stay, while the newest are taken in, and go on with all that is different", () => {
    const { inTime, later, look, newest } = stageOf(thing("a"), thing("b"));
    inTime.holdStill(start);
    later(1_000, put("a", { size: 1 }), put("c"));
    expect(later(1_000, remove("b"), remove("c"))).toBe("a0 b0");
    expect([inTime.waiting, newest()]).toEqual([2, "a1"]);
    inTime.goOn();

    expect(look()).toBe("a1");
    expect(inTime.waiting).toBe(0);
  });

  test("before the first list was complete stay as well, and have nothing before them", () => {
    const inTime = new RowsInTime<Thing>(thingTable);
    inTime.holdStill(start);
    inTime.apply([put("a")]);

    expect(inTime.take(start)).toEqual([]);
    expect(inTime.stepBack(all, start)).toBe(false);
    inTime.begin(start);
    expect(inTime.stepBack(all, start)).toBe(false);
    inTime.goOn();
    expect(inTime.take(start).map(({ kind }) => kind)).toEqual(["add"]);
  });

  test("go back from where they were held, not from the newest", () => {
    const { inTime, later, back, on } = stageOf();
    later(1_000, put("a"));
    inTime.holdStill(start + 1_500);
    later(1_000, put("b"));

    expect([back(), inTime.hold?.at]).toEqual(["a0", start + 1_000]);
    expect(on()).toBe("a0 b0");
  });

  test("stay when what they are made of falls out of the history", () => {
    const { inTime, later, back, on } = stageOf(thing("a"));
    later(1_000, put("b"));
    back();
    expect(back()).toBe("a0");
    const many = Array.from({ length: historyBounds.changes - 1 }, (_, index) => put(`k${index}`));
    for (const changes of [many, [put("z")]]) expect(later(1_000, ...changes)).toBe("a0");

    expect(back()).toBe("no more");
    expect(on().split(" ")).toHaveLength(many.length + 2);
    expect(inTime.hold?.at).toBe(start + 2_000);
  });
});

describe("the history", () => {
  test("has nothing of what came before it began, and costs nothing for what stays", () => {
    const { inTime } = stageOf(thing("a"), thing("b"));

    expect(inTime.historySize).toEqual({ changes: 0, bytes: 0, since: start });
  });

  test.each([
    { what: "changes", bytesOf: () => 0, count: historyBounds.changes },
    { what: "bytes", bytesOf: () => historyBounds.bytes / 100, count: 99 },
  ])("is bounded by $what, and says how far back it goes", ({ bytesOf, count }) => {
    const inTime = new RowsInTime<Thing>({ ...thingTable, bytesOf });
    inTime.apply([put("a")]);
    inTime.take(start);
    inTime.begin(start);
    for (let second = 1; second <= count + 5; second++) {
      inTime.apply([put("a", { size: second })]);
      inTime.take(start + second * 1_000);
    }

    expect(inTime.historySize?.changes).toBe(count);
    expect(inTime.historySize?.since).toBe(start + 5_000);
    inTime.stepBack({ ms: Number.MAX_VALUE, isSeen: () => true }, start);
    expect(inTime.take(start).map(({ row }) => row.size)).toEqual([5]);
  });
});

test("whatever happens, the rows at each moment are those that were there (seeded)", () => {
  for (const seed of [1, 2, 3, 4]) {
    const random = randomFrom(seed);
    const pick = (below: number) => Math.floor(random() * below);
    const change = () => {
      const key = "abcde"[pick(5)] ?? "a";
      return pick(3) === 0 ? remove(key) : put(key, { size: pick(3), uid: `uid-${key}${pick(4) === 0 ? "x" : ""}` });
    };
    const stage = stageOf(thing("a"), thing("b"));
    const states = [stage.look()];
    let [at, isLive] = [0, true];
    for (let round = 0; round < 400; round++) {
      const isHeld = stage.inTime.hold !== undefined;
      const deed = pick(4);
      if (deed < 2) {
        const before = stage.inTime.historySize?.changes;
        const shown = stage.look();
        const seen = stage.later(1_000, ...Array.from({ length: pick(4) }, change));
        if (isHeld) expect(seen).toBe(shown);
        if (stage.inTime.historySize?.changes !== before) states.push(stage.newest());
        expect(isHeld ? stage.look() : states.at(-1)).toBe(seen);
      } else if (deed === 2) {
        const known = isLive ? states.length - 1 : at - 1;
        const isOldest = known < 0 || (isLive && states.length === 1);
        const seen = stage.back();
        expect(seen).toBe(isOldest ? "no more" : states[known]);
        if (!isOldest) [at, isLive] = [known, false];
      } else {
        const seen = stage.on();
        if (!isLive) at++;
        isLive ||= at >= states.length;
        expect(seen).toBe(isLive ? states.at(-1) : states[at]);
      }
    }
  }
});
