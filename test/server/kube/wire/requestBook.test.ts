import { afterEach, beforeEach, expect, test } from "vitest";
import { systemClock } from "../../../../src/base/clock.ts";
import { certificateAuthority, certificateFrom } from "../../../../src/demo/certificates.ts";
import { credentialSourceOf } from "../../../../src/kube/auth/credentialSource.ts";
import type { Access, Login } from "../../../../src/kube/config/access.ts";
import { thisMachine } from "../../../../src/kube/config/machine.ts";
import { openTransport } from "../../../../src/kube/wire/httpTransport.ts";
import { RequestBook } from "../../../../src/kube/wire/requestBook.ts";
import { acceptJson } from "../../../../src/kube/wire/transport.ts";
import { wholeBody } from "../../../../src/kube/wire/wholeBody.ts";
import { accessOf } from "../../../support/accessOf.ts";
import { pluginOf } from "../../../support/accessTo.ts";
import { type FakeApiServer, startFakeApiServer } from "../../../support/fakeApiServer.ts";

const authority = certificateAuthority("test-ca");
const tls = certificateFrom(authority, { commonName: "server", hosts: ["localhost", "127.0.0.1"] });
const never = new AbortController().signal;
const secret = "s3cr3t-of-ada";
const certificate = undefined;

let server: FakeApiServer;

beforeEach(async () => {
  server = await startFakeApiServer({ tls });
});

afterEach(() => server.close());

/** Everything in the book after one request, however it went. */
async function writtenBy(part: Partial<Access>): Promise<string> {
  const book = new RequestBook();
  const trust = { ca: authority.cert, serverName: undefined, insecure: false };
  const access = accessOf(server.url, { tls: trust, ...part });
  const credentials = credentialSourceOf(access, {
    machine: thisMachine(),
    clock: systemClock,
    onActivity: () => {},
    onNotice: () => {},
    terminal: undefined,
  });
  const transport = openTransport(access, credentials, { userAgent: "podscope/test", onTrace: book.hear });
  try {
    const { body } = await transport.request({ path: "/api/v1/pods", accept: acceptJson }, never);
    await wholeBody(body);
  } catch {
    // What it says is not asked here.
  } finally {
    credentials.close();
    await transport.close();
  }
  expect(book.newest()).not.toEqual([]);
  return JSON.stringify(book.newest());
}

const pluginThat = (does: string): Login => ({ kind: "exec", exec: pluginOf(does), certificate });

const grant = JSON.stringify({
  apiVersion: "client.authentication.k8s.io/v1",
  kind: "ExecCredential",
  status: { token: secret },
});

test.each<{ what: string; part: Partial<Access> }>([
  { what: "a token", part: { login: { kind: "token", token: secret, certificate } } },
  { what: "a password", part: { login: { kind: "basic", username: "ada", password: secret, certificate } } },
  { what: "the token of a plugin", part: { login: pluginThat(`console.log(${JSON.stringify(grant)})`) } },
  {
    what: "what a plugin says that fails",
    part: { login: pluginThat(`console.error("cannot log in ${secret}"); process.exit(1)`) },
  },
  { what: "what a plugin says that answers nonsense", part: { login: pluginThat(`console.log("${secret}")`) } },
  { what: "who is impersonated", part: { impersonation: { user: secret, uid: secret, groups: [secret], extra: {} } } },
  { what: "the password of a proxy", part: { proxy: `http://ada:${secret}@127.0.0.1:1` } },
])("$what is not in it, whether the server takes it or not", async ({ part }) => {
  expect(await writtenBy(part)).not.toContain(secret);
  server.settings.identities = {};
  expect(await writtenBy(part)).not.toContain(secret);
});

test("an address with a password and a query leaves both behind", async () => {
  const address = `${server.url.replace("https://", `https://ada:${secret}@`)}/?token=${secret}`;

  expect(await writtenBy({ server: address })).not.toContain(secret);
});
