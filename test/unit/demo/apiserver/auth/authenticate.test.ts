import type { PeerCertificate } from "node:tls";
import { expect, test } from "vitest";
import { authenticate } from "../../../../../src/demo/apiserver/auth/authenticate.ts";
import { anonymous } from "../../../../../src/demo/apiserver/auth/users.ts";

const tokens = new Map([["good", { name: "oncall", uid: "1001", groups: ["oncall"] }]]);
const certificate = certificateOf({ CN: "admin", O: "system:masters" });

function certificateOf(subject: { CN?: string; O?: string | string[] }): PeerCertificate {
  return { subject, fingerprint256: "AB:12" } as PeerCertificate;
}

function userOf(authorization?: string, presented?: PeerCertificate) {
  const headers = authorization === undefined ? {} : { authorization };
  return authenticate({ headers, certificate: presented }, tokens);
}

test("a request that brings nothing is anonymous", () => {
  expect(userOf()).toBe(anonymous);
  expect(userOf("Basic abc")).toBe(anonymous);
});

test("a bearer token names its user, who is authenticated then", () => {
  const user = { name: "oncall", uid: "1001", groups: ["oncall", "system:authenticated"] };
  expect(userOf("Bearer good")).toEqual(user);
  expect(userOf("bearer good")).toEqual(user);
});

test("a client certificate names user and groups by its CN and its O", () => {
  expect(userOf(undefined, certificate)).toEqual({
    name: "admin",
    groups: ["system:masters", "system:authenticated"],
    extra: { "authentication.kubernetes.io/credential-id": ["X509SHA256=ab12"] },
  });
  expect(userOf(undefined, certificateOf({ CN: "bob", O: ["a", "b"] })).groups).toEqual([
    "a",
    "b",
    "system:authenticated",
  ]);
  expect(userOf(undefined, certificateOf({ CN: "bob" })).groups).toEqual(["system:authenticated"]);
});

test("one good proof is enough", () => {
  expect(userOf("Bearer bad", certificate).name).toBe("admin");
  expect(userOf("Bearer good", certificateOf({})).name).toBe("oncall");
});

test.each([
  ["a token that nobody has", "Bearer bad", undefined],
  ["a certificate without a name", undefined, certificateOf({ O: "system:masters" })],
])("%s is refused", (_, authorization, presented) => {
  expect(() => userOf(authorization, presented)).toThrow(
    expect.objectContaining({ code: 401, message: "Unauthorized" }),
  );
});
