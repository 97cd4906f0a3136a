import { expect, test } from "vitest";
import { impersonationHeaders } from "../../../../src/kube/auth/impersonationHeaders.ts";

test("nobody is impersonated without a word of it", () => {
  expect(impersonationHeaders(undefined)).toEqual([]);
});

test("groups and extras are headers of their own, extra keys are percent-encoded", () => {
  const headers = impersonationHeaders({
    user: "bob",
    uid: "7",
    groups: ["a, b", "c"],
    extra: { "acme.com/Team%": ["x", "y"], ü: ["z"], none: [] },
  });
  expect(headers).toEqual([
    ...["Impersonate-User", "bob"],
    ...["Impersonate-Uid", "7"],
    ...["Impersonate-Group", "a, b"],
    ...["Impersonate-Group", "c"],
    ...["Impersonate-Extra-acme.com%2FTeam%25", "x"],
    ...["Impersonate-Extra-acme.com%2FTeam%25", "y"],
    ...["Impersonate-Extra-%C3%BC", "z"],
  ]);
});
