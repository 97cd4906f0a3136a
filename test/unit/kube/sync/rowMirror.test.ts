import { describe, expect, test } from "vitest";
import type { RowChange, Versioned, WatchEvent } from "../../../../src/kube/sync/listWatch.ts";
import { RowMirror } from "../../../../src/kube/sync/rowMirror.ts";
import { bookmark, end, gone, put } from "../../../support/scriptedListWatch.ts";

/** A mirror at version 9 with a@3 and b@5. */
function mirrorAt9(): RowMirror<Versioned> {
  const mirror = new RowMirror<Versioned>(new Map());
  for (const event of [put("a", "3"), put("b", "5")]) mirror.take(event, undefined);
  mirror.complete("9");
  return mirror;
}

const words = (changes: readonly RowChange<Versioned>[]) =>
  changes.map((change) =>
    change.type === "put" ? `+${change.row.key}@${change.row.resourceVersion}` : `-${change.key}`,
  );

describe("a mirror of a watch", () => {
  test.each([
    { what: "a new row", event: put("c", "10"), changes: ["+c@10"], version: "10" },
    { what: "a changed row", event: put("a", "10"), changes: ["+a@10"], version: "10" },
    { what: "a row once more", event: put("b", "5"), changes: ["+b@5"], version: "9" },
    { what: "an older row", event: put("b", "4"), changes: [], version: "9" },
    { what: "the echo of a row that is gone", event: put("zz", "8"), changes: [], version: "9" },
    { what: "another uid", event: put("a", "10", "new"), changes: ["-a", "+a@10"], version: "10" },
    { what: "a deletion", event: gone("a", "10"), changes: ["-a"], version: "10" },
    { what: "an old deletion", event: gone("b", "4"), changes: [], version: "9" },
    { what: "a deletion of nothing", event: gone("zz", "10"), changes: [], version: "10" },
    { what: "a bookmark", event: bookmark("40"), changes: [], version: "40" },
    { what: "a bookmark in place", event: bookmark("9"), changes: [], version: "9" },
    {
      what: "a version beyond 2^53",
      event: put("a", "18446744073709551616"),
      changes: ["+a@18446744073709551616"],
      version: "18446744073709551616",
    },
  ] satisfies { what: string; event: WatchEvent<Versioned>; changes: string[]; version: string }[])(
    "takes $what",
    ({ event, changes, version }) => {
      const mirror = mirrorAt9();
      const told: RowChange<Versioned>[] = [];
      mirror.take(event, told);

      expect(words(told)).toEqual(changes);
      expect(mirror.version).toBe(version);
    },
  );

  test.each([
    { what: "a bookmark that goes back", event: bookmark("8"), reason: "versionWentBack" },
    { what: "an older row with another uid", event: put("b", "4", "other"), reason: "uidConflict" },
    { what: "a deletion of another uid", event: gone("b", "10", "other"), reason: "uidConflict" },
  ])("is lost by $what, and changes nothing", ({ event, reason }) => {
    const mirror = mirrorAt9();
    const before = [...mirror.rows];
    const told: RowChange<Versioned>[] = [];

    expect(mirror.take(event, told)).toEqual({ kind: "lost", reason });
    expect(told).toEqual([]);
    expect([...mirror.rows]).toEqual(before);
    expect(mirror.version).toBe("9");
  });
});

test("a mirror of a list has no version before its end: rows come in any order of versions", () => {
  const mirror = new RowMirror<Versioned>(new Map());
  for (const event of [put("a", "30"), put("b", "5"), gone("c", "4")]) mirror.take(event, undefined);

  expect(mirror.version).toBeUndefined();
  expect(mirror.take(end("40"), undefined)).toEqual({ kind: "bookmark", version: "40", isEnd: true });
  expect([...mirror.rows.keys()]).toEqual(["a", "b"]);
});
