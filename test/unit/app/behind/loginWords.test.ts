import { expect, test } from "vitest";
import { impersonationWords, loginWords } from "../../../../src/app/behind/loginWords.ts";
import type { Access, Login } from "../../../../src/kube/config/access.ts";
import { accessTo, pluginOf } from "../../../support/accessTo.ts";

process.env.TZ = "UTC";

const now = Date.UTC(2026, 0, 5, 10, 0, 0);
const secret = "s3cr3t-of-ada";
const tokenUntil = (end: number) =>
  `${secret}.${Buffer.from(JSON.stringify({ exp: end / 1000 })).toString("base64url")}.${secret}`;
const without = { certificate: undefined };
const issuer = `https://ada:${secret}@login.example/realms/shop`;
const exec = pluginOf("", { command: "/opt/bin/aws", args: [secret], env: { AWS_SECRET: secret } });

test.each<{ what: string; login: Login; access?: Partial<Access>; words: string }>([
  {
    what: "nothing",
    login: { kind: "none", ...without },
    words: "nothing: whoever asks is system:anonymous",
  },
  { what: "a token", login: { kind: "token", token: secret, ...without }, words: "a token of the kubeconfig" },
  {
    what: "a token that says its end",
    login: { kind: "token", token: tokenUntil(now + 3_600_000), ...without },
    words: "a token of the kubeconfig until 11:00:00",
  },
  {
    what: "a token that has ended",
    login: { kind: "token", token: tokenUntil(now - 86_400_000), ...without },
    words: "a token of the kubeconfig, which ended at 2026-01-04 10:00:00",
  },
  {
    what: "a token file",
    login: { kind: "tokenFile", path: "/run/token", ...without },
    words: "a token that is read from /run/token",
  },
  {
    what: "a password",
    login: { kind: "basic", username: "ada", password: secret, ...without },
    words: "the name ada and a password, which servers since 1.19 do not take",
  },
  {
    what: "a plugin, without what it is given",
    login: { kind: "exec", exec, ...without },
    words: "the plugin aws, which is run and prints a token or a certificate",
  },
  {
    what: "an identity provider",
    login: {
      kind: "oidc",
      config: { "idp-issuer-url": issuer, "refresh-token": secret, "id-token": tokenUntil(now + 60_000) },
      file: "",
      ...without,
    },
    words: "OpenID Connect, a token of login.example until 10:01:00",
  },
  {
    what: "a server without TLS",
    login: { kind: "token", token: secret, ...without },
    access: { server: "http://localhost:8080" },
    words: "a token of the kubeconfig; never sent to a server without TLS",
  },
])("$what", ({ login, access, words }) => {
  expect(loginWords(accessTo(login, access), undefined, now)).toBe(words);
});

test("a client certificate says its end, and comes along with any other login", () => {
  const certificate = { cert: secret, key: secret };
  const end = now + 1_000;
  const words = (login: Login, at = now) => loginWords(accessTo(login), end, at);

  expect(words({ kind: "none", certificate })).toBe("a client certificate until 10:00:01");
  expect(words({ kind: "none", certificate }, end)).toBe("a client certificate, which ended at 10:00:01");
  expect(words({ kind: "token", token: secret, certificate })).toBe(
    "a token of the kubeconfig, and a client certificate until 10:00:01",
  );
});

test("who is impersonated is told with the groups", () => {
  expect(impersonationWords(undefined)).toBe("");
  expect(impersonationWords({ user: "jane", uid: undefined, groups: [], extra: {} })).toBe("jane");
  expect(impersonationWords({ user: "jane", uid: undefined, groups: ["a", "b"], extra: {} })).toBe("jane, groups a, b");
});
