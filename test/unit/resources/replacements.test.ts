import { describe, expect, test } from "vitest";
import type { PodRow } from "../../../src/resources/podRow.ts";
import { replacementsOf } from "../../../src/resources/replacements.ts";
import type { Tombstone } from "../../../src/table/tombstones.ts";
import { podRow } from "../../support/podRow.ts";

const second = 1000;
const leftAt = Date.UTC(2026, 0, 5, 10, 0, 0);

/** Left at `leftAt` and was gone 30 s later. */
function gone(change: Partial<PodRow> = {}, later = 0): Tombstone<PodRow> {
  const row = podRow({ name: "old-1", ...change });
  return { row, before: row, leftAt: leftAt + later, goneAt: leftAt + later + 30 * second };
}

const made = (name: string, after: number, change: Partial<PodRow> = {}) =>
  podRow({ name, createdAt: leftAt + after * second, ...change });

function placesOf(stones: readonly Tombstone<PodRow>[], pods: readonly PodRow[]) {
  const found = replacementsOf(stones, pods);
  return Object.fromEntries(stones.map(({ row }) => [row.name, found.get(row.uid)?.name]));
}

const nextRevision = { owner: "ReplicaSet/web-8a1d", labels: "app=web,pod-template-hash=8a1d" };
const revision = { owner: "ReplicaSet/web-7f9c", labels: "app=web,pod-template-hash=7f9c" };

test.each<[string, Partial<PodRow>, PodRow, boolean]>([
  ["a pod of the same owner that was made when it left", {}, made("new-1", 1), true],
  ["one that was made a little before, since clocks differ", {}, made("new-1", -8), true],
  ["one that was made when it was gone", {}, made("new-1", 45), true],
  ["one that was there long before", {}, made("new-1", -60), false],
  ["one that was made long after", {}, made("new-1", 120), false],
  ["one of another owner", {}, made("new-1", 1, { owner: "ReplicaSet/api-1" }), false],
  ["one of another namespace", {}, made("new-1", 1, { namespace: "web" }), false],
  ["one of the next revision, made before", revision, made("new-1", -200, nextRevision), true],
  ["one of the next revision, made long before", revision, made("new-1", -900, nextRevision), false],
  ["a pod without an owner and its name", { owner: "" }, made("old-1", 1, { owner: "", uid: "2" }), true],
  ["a pod without an owner and another name", { owner: "" }, made("new-1", 1, { owner: "" }), false],
  ["one of the job that tries again", { owner: "Job/backup" }, made("new-1", 40, { owner: "Job/backup" }), true],
])("its place may have %s: %#", (_what, old, row, isPlace) => {
  expect(placesOf([gone(old)], [row])).toEqual({ "old-1": isPlace ? row.name : undefined });
});

describe("of several", () => {
  test("each has its own, the longest gone the oldest", () => {
    const stones = [gone({ name: "old-2", uid: "2" }, 2_000), gone({ name: "old-1", uid: "1" })];

    expect(placesOf(stones, [made("new-2", 3), made("new-1", 1)])).toEqual({ "old-1": "new-1", "old-2": "new-2" });
    expect(placesOf(stones, [made("new-1", 3)])).toEqual({ "old-1": "new-1", "old-2": undefined });
  });

  test("one of a StatefulSet has the pod with its name, one of a DaemonSet that on its node", () => {
    const set = { owner: "StatefulSet/db" };
    const stones = [gone({ name: "db-0", uid: "0", ...set }), gone({ name: "db-1", uid: "1", ...set })];
    const pods = [made("db-1", 1, { uid: "b", ...set }), made("db-0", 2, { uid: "a", ...set })];
    expect(placesOf(stones, pods)).toEqual({ "db-0": "db-0", "db-1": "db-1" });

    const daemon = { owner: "DaemonSet/agent" };
    const onNodes = [gone({ name: "x", node: "n1", ...daemon }), gone({ name: "y", node: "n2", ...daemon })];
    const agents = [made("p", 1, { node: "n2", ...daemon }), made("q", 2, { node: "n1", ...daemon })];
    expect(placesOf(onNodes, agents)).toEqual({ x: "q", y: "p" });
  });

  test("one that went itself had the place of the one before", () => {
    const between = made("between", 1);
    const stones = [gone(), { row: between, before: between, leftAt: leftAt + 60_000, goneAt: leftAt + 61_000 }];

    expect(placesOf(stones, [made("new-1", 62)])).toEqual({ "old-1": "between", between: "new-1" });
  });
});
