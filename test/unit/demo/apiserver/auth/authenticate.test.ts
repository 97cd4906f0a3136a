import { expect, test } from "vitest";
import { authenticate, type ClientCertificate } from "../../../../../src/demo/apiserver/auth/authenticate.ts";
import { anonymous } from "../../../../../src/demo/apiserver/auth/userInfo.ts";

const tokens = new Map([["good", { username: "oncall", uid: "1001", groups: ["oncall"] }]]);
const certificate: ClientCertificate = {
  isTrusted: true,
  commonName: "admin",
  organizations: ["system:masters"],
  sha256: "ab12",
};

test("a request that brings nothing is anonymous", () => {
  expect(authenticate({}, tokens)).toBe(anonymous);
  expect(authenticate({ authorization: "Basic abc" }, tokens)).toBe(anonymous);
});

test("a bearer token names its user, who is authenticated then", () => {
  const user = { username: "oncall", uid: "1001", groups: ["oncall", "system:authenticated"] };
  expect(authenticate({ authorization: "Bearer good" }, tokens)).toEqual(user);
  expect(authenticate({ authorization: "bearer good" }, tokens)).toEqual(user);
});

test("a client certificate names user and groups by its CN and its O", () => {
  expect(authenticate({ certificate }, tokens)).toEqual({
    username: "admin",
    groups: ["system:masters", "system:authenticated"],
    extra: { "authentication.kubernetes.io/credential-id": ["X509SHA256=ab12"] },
  });
});

test("one good proof is enough", () => {
  const stranger = { ...certificate, isTrusted: false };
  expect(authenticate({ certificate, authorization: "Bearer bad" }, tokens).username).toBe("admin");
  expect(authenticate({ certificate: stranger, authorization: "Bearer good" }, tokens).username).toBe("oncall");
});

test.each([
  ["a token that nobody has", { authorization: "Bearer bad" }],
  ["a certificate of another authority", { certificate: { ...certificate, isTrusted: false } }],
  ["a certificate without a name", { certificate: { ...certificate, commonName: "" } }],
])("%s is refused", (_, credentials) => {
  expect(() => authenticate(credentials, tokens)).toThrow(
    expect.objectContaining({ code: 401, message: "Unauthorized" }),
  );
});
