import { createServer, type Server } from "node:https";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { certificateAuthority, certificateFrom } from "../../../../src/demo/certificates.ts";
import { credentialSourceOf } from "../../../../src/kube/auth/credentialSource.ts";
import { kubectlLinesOf } from "../../../../src/kube/config/configError.ts";
import { KubeError } from "../../../../src/kube/kubeError.ts";
import { accessTo, RecordingDeps } from "../../../support/accessTo.ts";

const { signal } = new AbortController();
const authority = certificateAuthority("test-ca");
const { cert, key } = certificateFrom(authority, { commonName: "idp", hosts: ["127.0.0.1"] });

interface Asked {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly form: Record<string, string>;
}

let server: Server;
let issuer: string;
let asked: Asked[];
/** What the identity provider answers to a renewal. */
let renewal: (asked: Asked) => { status: number; body: unknown };

beforeAll(async () => {
  server = createServer({ cert, key }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
      const one = { path: request.url ?? "", authorization: request.headers.authorization, form };
      asked.push(one);
      const { status, body } =
        one.path === "/token" ? renewal(one) : { status: 200, body: { token_endpoint: `${issuer}/token` } };
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  issuer = `https://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
});
afterAll(() => {
  server.close();
});
beforeEach(() => {
  asked = [];
  renewal = () => ({ status: 200, body: { id_token: idToken(600), refresh_token: "refresh-2" } });
});

/** An id token that ends `seconds` after the fake clock's start. */
function idToken(seconds: number): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "none" })}.${part({ exp: Date.UTC(2026, 0, 5, 10) / 1000 + seconds })}.c2ln`;
}

function sourceOf(config: Record<string, string>, deps = new RecordingDeps()) {
  const trust = { "idp-certificate-authority-data": Buffer.from(authority.cert).toString("base64") };
  const whole = { "idp-issuer-url": issuer, "client-id": "podscope", ...trust, ...config };
  return {
    deps,
    source: credentialSourceOf(
      accessTo({ kind: "oidc", config: whole, file: "/config", certificate: undefined }),
      deps,
    ),
  };
}

test("an id token that is still good is used, and nobody is asked", async () => {
  const { source, deps } = sourceOf({ "id-token": idToken(60) });
  expect((await source.get(signal)).authorization).toBe(`Bearer ${idToken(60)}`);
  expect(asked).toEqual([]);
  expect(deps.activities).toEqual([]);
});

test("an expired one is renewed with the refresh token, the next time with the newest", async () => {
  const { source, deps } = sourceOf({ "id-token": idToken(5), "refresh-token": "refresh-1" });
  expect((await source.get(signal)).authorization).toBe(`Bearer ${idToken(600)}`);
  deps.clock.jump(590_000);
  await source.get(signal);
  expect(asked.filter(({ path }) => path === "/token").map(({ form }) => form)).toEqual([
    { grant_type: "refresh_token", refresh_token: "refresh-1", client_id: "podscope" },
    { grant_type: "refresh_token", refresh_token: "refresh-2", client_id: "podscope" },
  ]);
  expect(deps.activities).toEqual(["renewing the login", undefined, "renewing the login", undefined]);
});

test("a refused one is renewed although it looks good", async () => {
  const { source } = sourceOf({ "id-token": idToken(300), "refresh-token": "refresh-1" });
  expect(source.refused(await source.get(signal))).toBe(true);
  expect((await source.get(signal)).authorization).toBe(`Bearer ${idToken(600)}`);
});

test("the client secret goes into the header, and into the form when the provider wants it there", async () => {
  const { source } = sourceOf({ "refresh-token": "refresh-1", "client-secret": "s:ecret" });
  renewal = ({ form }) =>
    form.client_secret === "s:ecret"
      ? { status: 200, body: { id_token: idToken(600) } }
      : { status: 401, body: { error: "invalid_client" } };
  expect((await source.get(signal)).authorization).toBe(`Bearer ${idToken(600)}`);
  const [, first, second] = asked;
  expect(first?.authorization).toBe(`Basic ${Buffer.from("podscope:s%3Aecret").toString("base64")}`);
  expect(first?.form).not.toHaveProperty("client_secret");
  expect(second?.authorization).toBeUndefined();
});

test("a provider's authority can be a file", async () => {
  const deps = new RecordingDeps();
  deps.machine.files.set("/idp.crt", authority.cert);
  const trust = { "idp-certificate-authority": "/idp.crt", "idp-certificate-authority-data": "" };
  const { source } = sourceOf({ "refresh-token": "refresh-1", ...trust }, deps);
  expect((await source.get(signal)).authorization).toBe(`Bearer ${idToken(600)}`);
});

test("renewed tokens are saved where they came from, and nothing else in the file changes", async () => {
  const deps = new RecordingDeps();
  const fileWith = (id: string, refresh: string) =>
    `# mine\nusers:\n- {name: v, user: {token: 'refresh-1'}}\n- name: u # me\n  user:\n    auth-provider:\n      name: oidc\n      config:\n        refresh-token:   ${refresh} # keep\n        id-token: ${id}\nfuture: [1,2]\n`;
  deps.machine.files.set("/config", fileWith("old", "refresh-1"));
  await sourceOf({ "id-token": "old", "refresh-token": "refresh-1" }, deps).source.get(signal);
  expect(deps.machine.files.get("/config")).toBe(fileWith(`"${idToken(600)}"`, '"refresh-2"'));
  expect(deps.notices).toEqual([]);
});

test("a file that somebody else has renewed meanwhile is left alone, and that is told", async () => {
  const deps = new RecordingDeps();
  const text = JSON.stringify({
    users: [{ name: "u", user: { "auth-provider": { config: { "refresh-token": "theirs" } } } }],
  });
  deps.machine.files.set("/config", text);
  await sourceOf({ "refresh-token": "refresh-1" }, deps).source.get(signal);
  expect(deps.machine.files.get("/config")).toBe(text);
  expect(deps.notices).toEqual([["the renewed login could not be saved in /config: it has other tokens by now"]]);
});

test("tokens that cannot be saved are used all the same, and that is told", async () => {
  const { source, deps } = sourceOf({ "refresh-token": "refresh-1" });
  expect((await source.get(signal)).authorization).toBe(`Bearer ${idToken(600)}`);
  expect(deps.notices).toEqual([["the renewed login could not be saved in /config: no such file or directory"]]);
});

test("without a refresh token the sentence is kubectl's", async () => {
  const { source } = sourceOf({ "id-token": idToken(-5) });
  const error: unknown = await source.get(signal).catch((reason) => reason);
  expect(error instanceof KubeError && kubectlLinesOf(error)).toEqual([
    "Unable to connect to the server: No valid id-token, and cannot refresh without refresh-token",
  ]);
});

test.each([
  [
    "a refusal",
    {},
    { status: 400, body: { error: "invalid_grant", error_description: "Token is\u001b[31m not active" } },
    "invalid_grant: Token is not active",
  ],
  [
    "a refusal that quotes the token",
    {},
    { status: 400, body: { error: "bad", error_description: "refresh-SECRET" } },
    "bad: ***",
  ],
  ["an answer without a token", {}, { status: 200, body: {} }, "the token response did not contain an id_token"],
  ["a failing provider", {}, { status: 503, body: "<html>" }, "the identity provider answered 503"],
  ["no provider", { "idp-issuer-url": "https://127.0.0.1:1" }, { status: 200, body: {} }, "ECONNREFUSED"],
  ["an issuer that is not trusted", { "idp-certificate-authority-data": "" }, { status: 200, body: {} }, "certificate"],
])("%s is named, without a secret", async (_, config, answer, words) => {
  renewal = () => answer;
  const { source } = sourceOf({ "refresh-token": "refresh-SECRET", "client-secret": "client-SECRET", ...config });
  const error: unknown = await source.get(signal).catch((reason) => reason);
  expect(error).toMatchObject({ failure: "login", message: expect.stringContaining(`failed to refresh token: `) });
  expect(String(error)).toContain(words);
  expect(error instanceof Error && [error.message, error.stack, String(error.cause)].join()).not.toContain("SECRET");
});

test("nothing is sent to an issuer over http://", async () => {
  const { source } = sourceOf({ "refresh-token": "refresh-1", "idp-issuer-url": "http://127.0.0.1:1" });
  await expect(source.get(signal)).rejects.toThrow(
    "the idp-issuer-url of the kubeconfig's user must start with https://",
  );
});

test("who leaves while a provider is silent does not wait for it", async () => {
  const leave = new AbortController();
  renewal = () => {
    leave.abort(new Error("Esc"));
    return { status: 200, body: {} };
  };
  const { source } = sourceOf({ "refresh-token": "refresh-1" });
  await expect(source.get(leave.signal)).rejects.toThrow("Esc");
});
