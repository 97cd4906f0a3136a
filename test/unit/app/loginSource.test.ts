import { expect, test } from "vitest";
import { loginSource } from "../../../src/app/loginSource.ts";
import type { Access } from "../../../src/kube/config/access.ts";
import { accessTo, pluginOf } from "../../support/accessTo.ts";

const secret = "s3cret";
const certificate = { cert: secret, key: secret };
const files = ["/home/jane/.kube/config"];
const exec = pluginOf("", { command: "/opt/bin/aws", args: [secret], env: { AWS_SECRET: secret } });

test.each([
  {
    what: "a plugin",
    access: { login: { kind: "exec", exec, certificate: undefined } },
    words: 'The token of user "jane" comes from running aws: log in with it in another terminal.',
  },
  {
    what: "an identity provider",
    access: {
      login: {
        kind: "oidc",
        config: { "idp-issuer-url": "https://login.example", "refresh-token": secret },
        file: "x",
        certificate: undefined,
      },
    },
    words: 'The token of user "jane" comes from https://login.example: log in there again.',
  },
  {
    what: "a token file",
    access: { login: { kind: "tokenFile", path: "/run/token", certificate: undefined } },
    words: 'The token of user "jane" is read from /run/token: a new one there is noticed.',
  },
  {
    what: "the kubeconfig",
    access: { login: { kind: "token", token: secret, certificate: undefined } },
    words: 'The token of user "jane" stands in /home/jane/.kube/config: log in again, a new one there is noticed.',
  },
  {
    what: "a password",
    access: { login: { kind: "basic", username: "jane", password: secret, certificate: undefined } },
    words: 'The password of user "jane" stands in /home/jane/.kube/config; API servers since 1.19 accept none.',
  },
  {
    what: "a certificate",
    access: { login: { kind: "none", certificate } },
    words: 'user "jane" logs in with the client certificate of /home/jane/.kube/config: a new one there is noticed.',
  },
  {
    what: "nothing",
    access: { login: { kind: "none", certificate: undefined } },
    words: 'Nothing in /home/jane/.kube/config says how user "jane" logs in.',
  },
  {
    what: "nobody",
    access: { user: undefined, login: { kind: "none", certificate: undefined } },
    words: "The context names no user, so nothing says who asks.",
  },
] satisfies readonly { what: string; access: Partial<Access>; words: string }[])(
  "a login by $what says where it comes from, and no secret",
  ({ access, words }) => {
    const said = loginSource(accessTo(access.login, { user: "jane", files, ...access }));

    expect(said).toBe(words);
    expect(said).not.toContain(secret);
  },
);

test("no control character of a name reaches the screen", () => {
  const access = accessTo(
    { kind: "tokenFile", path: "/run/\u001b[2Jtoken", certificate: undefined },
    { user: "ja\u0007ne" },
  );

  expect(loginSource(access)).toBe('The token of user "jane" is read from /run/[2Jtoken: a new one there is noticed.');
});
