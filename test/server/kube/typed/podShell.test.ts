import { afterEach, beforeEach, expect, test } from "vitest";
import { certificateAuthority, certificateFrom } from "../../../../src/demo/certificates.ts";
import { credentialSourceOf } from "../../../../src/kube/auth/credentialSource.ts";
import type { Access, Login } from "../../../../src/kube/config/access.ts";
import { podShell, type ShellRequest } from "../../../../src/kube/typed/podShell.ts";
import { openTransport } from "../../../../src/kube/wire/httpTransport.ts";
import type { TransportTrace } from "../../../../src/kube/wire/transportTrace.ts";
import { accessTo, pluginOf, RecordingDeps } from "../../../support/accessTo.ts";
import { startFakeProxy } from "../../../support/fakeProxy.ts";
import { remoteTerminal } from "../../../support/remoteTerminal.ts";
import { type StreamStage, startStreamStage } from "../../../support/streamStage.ts";

const authority = certificateAuthority("cluster-ca");
const serving = certificateFrom(authority, { commonName: "server", hosts: ["kubernetes.test"] });
const closers: (() => void | Promise<void>)[] = [];
const traces: TransportTrace[] = [];

let stage: StreamStage;

beforeEach(async () => {
  traces.length = 0;
  stage = await startStreamStage({ ...serving, clientCa: authority.cert });
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
  await stage.close();
});

const token: Login = { kind: "token", token: "admin-token", certificate: undefined };

/** The name of the server in its certificate is not that of its address: only `tls-server-name` makes it fit. */
function transportWith(login: Login, parts: Partial<Access> = {}) {
  const deps = new RecordingDeps();
  const access = accessTo(login, {
    server: `https://127.0.0.1:${stage.listener.port}`,
    tls: { ca: authority.cert, serverName: "kubernetes.test", insecure: false },
    ...parts,
  });
  const credentials = credentialSourceOf(access, deps);
  const transport = openTransport(access, credentials, {
    userAgent: "test",
    onTrace: (trace) => void traces.push(trace),
  });
  closers.push(async () => {
    credentials.close();
    await transport.close();
  });
  return transport;
}

function shellOf(
  transport: ReturnType<typeof transportWith>,
  request: Partial<ShellRequest> = {},
  signal = new AbortController().signal,
) {
  const typist = remoteTerminal();
  const whole = { namespace: "shop", pod: "web-1", container: "web", command: ["sh"], ...request };
  return { ...typist, end: podShell(whole, typist.terminal, transport, signal) };
}

const printing = (status: unknown) =>
  `console.log(JSON.stringify({ kind: "ExecCredential", apiVersion: "client.authentication.k8s.io/v1", status: ${JSON.stringify(status)} }))`;

const masters = certificateFrom(authority, { commonName: "carl", organization: "system:masters" });

test.each<{ how: string; login: Login; parts?: Partial<Access>; sent: object; certificate?: string }>([
  { how: "a token", login: token, sent: { authorization: "Bearer admin-token" } },
  {
    how: "a client certificate",
    login: { kind: "none", certificate: masters },
    sent: {},
    certificate: "carl",
  },
  {
    how: "what a plugin grants",
    login: { kind: "exec", exec: pluginOf(printing({ token: "admin-token" })), certificate: undefined },
    sent: { authorization: "Bearer admin-token" },
  },
  {
    how: "whom one impersonates",
    login: token,
    parts: {
      impersonation: { user: "dora", uid: undefined, groups: ["system:masters", "ops"], extra: { Team: ["a"] } },
    },
    sent: {
      authorization: "Bearer admin-token",
      "impersonate-user": "dora",
      "impersonate-group": "system:masters, ops",
      "impersonate-extra-team": "a",
    },
  },
])("$how reaches the request for a shell", async ({ login, parts, sent, certificate }) => {
  const shell = shellOf(transportWith(login, parts), { command: ["sh", "-c", "echo in; exit 3"] });
  expect(await shell.end).toEqual({ kind: "exit", code: 3 });
  expect(shell.text()).toBe("in\r\n");
  const request = stage.seen.find(({ path }) => path.endsWith("/exec"));
  expect(request?.headers).toMatchObject(sent);
  expect(request?.certificate).toBe(certificate);
});

test("a proxy carries a shell as it carries everything", async () => {
  const proxy = await startFakeProxy({ kind: "http" });
  closers.push(() => proxy.close());
  const shell = shellOf(transportWith(token, { proxy: `http://127.0.0.1:${proxy.port}` }));
  await shell.until("/ # ");
  shell.type("exit\r");
  expect(await shell.end).toEqual({ kind: "exit", code: 0 });
  expect(proxy.heard).toEqual([`CONNECT 127.0.0.1:${stage.listener.port}`]);
});

test("a certificate for another name is not trusted for a shell either", async () => {
  const transport = transportWith(token, { tls: { ca: authority.cert, serverName: undefined, insecure: false } });
  await expect(shellOf(transport).end).rejects.toMatchObject({ failure: "tls" });
});

test("a login that is refused is got again, once", async () => {
  const counting = pluginOf(
    `import { existsSync, writeFileSync } from "node:fs"; const file = process.env.MARK; const was = existsSync(file); writeFileSync(file, "");
    const token = was ? "admin-token" : "old"; ${printing("TOKEN").replace('"TOKEN"', "{ token }")}`,
    { env: { MARK: `/tmp/podscope-plugin-${process.pid}-${Date.now()}` } },
  );
  const shell = shellOf(transportWith({ kind: "exec", exec: counting, certificate: undefined }), { command: ["true"] });
  expect(await shell.end).toEqual({ kind: "exit", code: 0 });
  expect(stage.seen.map(({ headers }) => headers.authorization)).toEqual(["Bearer old", "Bearer admin-token"]);
});

test("what the server refuses comes in its own words", async () => {
  const reader: Login = { kind: "token", token: "reader-token", certificate: undefined };
  await expect(shellOf(transportWith(reader)).end).rejects.toMatchObject({
    failure: "forbidden",
    message:
      'pods "web-1" is forbidden: User "reader" cannot create resource "pods/exec" in API group "" in the namespace "shop"',
  });
  await expect(shellOf(transportWith(token), { pod: "nope" }).end).rejects.toMatchObject({ failure: "notFound" });
});

test("a command that cannot be started has failed, in words without control characters", async () => {
  const end = await shellOf(transportWith(token), { pod: "bare-1", container: "bare", command: ["\u001b[2Jsh"] }).end;
  expect(end).toMatchObject({ kind: "failed" });
  expect(end.kind === "failed" && end.why).toMatch(/exec: "\P{Cc}*sh": executable file not found in \$PATH$/u);
});

test("a new size of the terminal reaches the shell", async () => {
  const shell = shellOf(transportWith(token));
  await shell.until("/ # ");
  shell.resize(72, 20);
  shell.type("stty size\r");
  await shell.until("20 72\r\n");
});

test.each([
  { how: "the server drops it", cut: () => stage.listener.dropConnections() },
  { how: "the transport is closed", cut: (transport: ReturnType<typeof transportWith>) => transport.close() },
])("a shell whose connection is gone is lost: $how", async ({ cut }) => {
  const transport = transportWith(token);
  const shell = shellOf(transport);
  await shell.until("/ # ");
  await cut(transport);
  expect(await shell.end).toEqual({ kind: "lost" });
});

test("a person who leaves cuts the connection, whatever it does", async () => {
  const leaving = new AbortController();
  const shell = shellOf(transportWith(token), {}, leaving.signal);
  await shell.until("/ # ");
  leaving.abort();
  expect(await shell.end).toEqual({ kind: "lost" });
});

test("the way to a shell is traced with its phases, and without secrets", async () => {
  await shellOf(transportWith(token), { command: ["true"] }).end;
  const last = traces.at(-1);
  expect(last).toMatchObject({ method: "GET", status: 101, error: undefined });
  expect(last?.phases.map(({ phase }) => phase)).toEqual(["credentials", "tcp", "tls", "firstByte", "body"]);
  expect(JSON.stringify(traces)).not.toContain("admin-token");
});
