import { describe, expect, test } from "vitest";
import { compareVersions, isOlder } from "../../../../src/kube/sync/resourceVersion.ts";

describe("versions", () => {
  test.each([
    ["9", "10", "older"],
    ["10", "9", "newer"],
    ["812", "812", "equal"],
    ["9007199254740993", "9007199254740992", "newer"],
    ["18446744073709551616", "18446744073709551615", "newer"],
    ["01", "2", "unknown"],
    ["0", "2", "unknown"],
    ["", "2", "unknown"],
    ["a9", "a10", "unknown"],
    ["-1", "2", "unknown"],
    ["a9", "a9", "equal"],
  ])("%s is %s: %s", (a, b, expected) => {
    const order = compareVersions(a, b);

    expect(order === undefined ? "unknown" : order < 0 ? "older" : order > 0 ? "newer" : "equal").toBe(expected);
  });

  test("what cannot be ordered is never called older", () => {
    expect(isOlder("abc", "abd")).toBe(false);
  });
});
