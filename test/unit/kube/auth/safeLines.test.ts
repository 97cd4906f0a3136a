import { expect, test } from "vitest";
import { safeLinesOf } from "../../../../src/kube/auth/safeLines.ts";

test("control sequences go, lines stay, empty ones do not", () => {
  expect(safeLinesOf("\u001b[31mred\u001b[0m\r\n\n\u0007 bell\u009b\rover \u202etxet", [])).toEqual([
    "red",
    "bell",
    "over txet",
  ]);
});

test.each([
  ["token=abcdef123", "token=***"],
  ['"accessToken": "abcdef123"', '"accessToken": "***"'],
  ["client_secret: abcdef123 used", "client_secret: *** used"],
  ["Authorization: Bearer abcdef123456", "Authorization: *** ***"],
  ["got eyJhbGciOi.eyJzdWIi.c2ln from", "got *** from"],
  ["the value s3cr3t-1 failed", "the value *** failed"],
])("%j is shown as %j", (text, expected) => {
  expect(safeLinesOf(text, ["s3cr3t-1"])).toEqual([expected]);
});

test("a long line is cut", () => {
  expect(safeLinesOf("x".repeat(5000), [])[0]).toHaveLength(300);
});
