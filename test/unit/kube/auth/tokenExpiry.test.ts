import { expect, test } from "vitest";
import { tokenExpiry } from "../../../../src/kube/auth/tokenExpiry.ts";

const tokenOf = (claims: unknown) => `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.c2ln`;

test("the end of a JSON web token is its exp claim, which is in seconds", () => {
  expect(tokenExpiry(tokenOf({ exp: 1_767_607_200, sub: "ada" }))).toBe(1_767_607_200_000);
});

test.each([
  ["says no end", tokenOf({ sub: "ada" })],
  ["says nonsense", tokenOf({ exp: "tomorrow" })],
  ["holds no object", tokenOf(null)],
  ["is another kind of token", "opaque"],
  ["has dots and no JSON", "a.b.c"],
  ["is empty", ""],
])("a token that %s has none", (_, token) => {
  expect(tokenExpiry(token)).toBeUndefined();
});
