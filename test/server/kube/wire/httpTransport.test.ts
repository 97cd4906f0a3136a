import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "../../../../src/base/clock.ts";
import { certificateAuthority, certificateFrom } from "../../../../src/demo/certificates.ts";
import { KubeError } from "../../../../src/kube/kubeError.ts";
import { openTransport, type TransportOptions } from "../../../../src/kube/wire/httpTransport.ts";
import { type ApiResponse, acceptJson, acceptObject, type Transport } from "../../../../src/kube/wire/transport.ts";
import type { TransportTrace } from "../../../../src/kube/wire/transportTrace.ts";
import { accessOf, credentialsOf } from "../../../support/accessOf.ts";
import { type FakeApiServer, startFakeApiServer } from "../../../support/fakeApiServer.ts";
import { FakeClock } from "../../../support/fakeClock.ts";

const authority = certificateAuthority("test-ca");
const tls = certificateFrom(authority, { commonName: "server", hosts: ["localhost", "127.0.0.1"] });
const never = new AbortController().signal;
/** Shorter ones are not packed. */
function putLongList(): void {
  for (let count = 0; count < 1_000; count++)
    server.pods.put({ metadata: { namespace: "shop", name: `web-${count}` } });
}

const pods = { path: "/api/v1/pods", accept: acceptJson };

let server: FakeApiServer;
let transport: Transport | undefined;
let traces: Map<number, TransportTrace>;

beforeEach(async () => {
  server = await startFakeApiServer({ tls });
  traces = new Map();
});

afterEach(async () => {
  await transport?.close();
  transport = undefined;
  await server.close();
});

type Part = Parameters<typeof accessOf>[1] & { readonly credentials?: ReturnType<typeof credentialsOf> };

function open({ credentials, ...part }: Part = {}, options: Partial<TransportOptions> = {}): Transport {
  const trust = { ca: authority.cert, serverName: undefined, insecure: false };
  transport = openTransport(accessOf(server.url, { tls: trust, ...part }), credentials ?? credentialsOf({}), {
    userAgent: "podscope/test",
    onTrace: (trace) => traces.set(trace.id, trace),
    ...options,
  });
  return transport;
}

async function bytesOf(response: ApiResponse): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of response.body) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

async function failureOf(promise: Promise<unknown>): Promise<KubeError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof KubeError)) throw new Error("not a KubeError", { cause: error });
  return error;
}

const ask = async (part: Part = {}) => bytesOf(await open(part).request(pods, never));

describe("a request", () => {
  test("goes below the path prefix of the server, says who asks, and is read to its end", async () => {
    server.fail({ on: ({ path }) => path === "/k8s/clusters/c-1/api/v1/pods", status: 200, body: { kind: "PodList" } });
    const part = {
      server: `${server.url}/k8s/clusters/c-1`,
      credentials: credentialsOf({ authorization: "Bearer one" }),
    };
    const request = { ...pods, query: { limit: 2, labelSelector: "a=b,c", continue: undefined } };
    const body = await bytesOf(await open(part).request(request, never));
    expect(JSON.parse(body.toString())).toEqual({ kind: "PodList" });
    expect(server.requests).toMatchObject([
      {
        query: { limit: "2", labelSelector: "a=b,c" },
        headers: { authorization: "Bearer one", "user-agent": "podscope/test", accept: "application/json" },
      },
    ]);
  });

  test("uses a connection again that is free, and another one while it is not", async () => {
    const opened = open();
    await bytesOf(await opened.request(pods, never));
    const watch = await opened.request({ ...pods, query: { watch: 1 } }, never);
    await bytesOf(await opened.request(pods, never));
    expect(server.requests.map(({ connection }) => connection)).toEqual([1, 1, 2]);
    server.watches[0]?.end();
    await bytesOf(watch);
    await bytesOf(await opened.request(pods, never));
    expect(server.connections).toBe(2);
  });

  test("goes out again when its idle connection was closed meanwhile", async () => {
    const opened = open();
    await bytesOf(await opened.request(pods, never));
    server.fail({ reset: true });
    const body = await bytesOf(await opened.request(pods, never));
    expect(JSON.parse(body.toString())).toMatchObject({ kind: "PodList" });
    expect(server.requests.map(({ connection }) => connection)).toEqual([1, 1, 2]);
  });

  test("sends every impersonated group as a header of its own", async () => {
    const extra = { "example.com/Rôle": ["a", "b"] };
    await ask({ impersonation: { user: "jürgen", uid: "7", groups: ["g1", "g2"], extra } });
    const headers = server.requests[0]?.rawHeaders ?? [];
    const sent = headers.flatMap((name, index) =>
      index % 2 === 0 && name.startsWith("Impersonate-")
        ? [`${name}: ${Buffer.from(headers[index + 1] ?? "", "latin1").toString()}`]
        : [],
    );
    expect(sent).toEqual([
      "Impersonate-User: jürgen",
      "Impersonate-Uid: 7",
      "Impersonate-Group: g1",
      "Impersonate-Group: g2",
      "Impersonate-Extra-example.com%2FR%C3%B4le: a",
      "Impersonate-Extra-example.com%2FR%C3%B4le: b",
    ]);
  });

  test("carries a JSON body", async () => {
    const spec = { resourceAttributes: { verb: "list", resource: "pods" } };
    const path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
    const response = await open().request({ method: "POST", path, accept: acceptJson, body: { spec } }, never);
    expect(response.status).toBe(201);
    expect(JSON.parse((await bytesOf(response)).toString())).toMatchObject({ status: { allowed: true } });
  });

  test("unpacks gzip that it asked for", async () => {
    server.pods.put({ metadata: { namespace: "shop", name: "web-1" } });
    server.settings.pieceBytes = 1;
    const body = await bytesOf(await open().request({ ...pods, gzip: true }, never));
    expect(server.requests[0]?.headers["accept-encoding"]).toBe("gzip");
    expect(JSON.parse(body.toString())).toMatchObject({ items: [{ metadata: { name: "web-1" } }] });
  });

  test("asks for no gzip where the cluster says disable-compression", async () => {
    const body = await bytesOf(await open({ compression: false }).request({ ...pods, gzip: true }, never));
    expect(server.requests[0]?.headers["accept-encoding"]).toBeUndefined();
    expect(JSON.parse(body.toString())).toMatchObject({ kind: "PodList" });
  });

  test("tells the server's clock", async () => {
    server.settings.date = "Mon, 05 Jan 2026 10:00:00 GMT";
    expect((await open().request(pods, never)).serverDate).toBe(Date.UTC(2026, 0, 5, 10));
  });
});

describe("credentials", () => {
  test("are never sent without TLS", async () => {
    const plain = await startFakeApiServer();
    try {
      await ask({ server: plain.url, credentials: credentialsOf({ authorization: "Bearer one" }) });
      expect(plain.requests[0]?.headers.authorization).toBeUndefined();
    } finally {
      await plain.close();
    }
  });

  test("are had anew once when the server refuses them", async () => {
    server.settings.identities = { two: { user: "two", may: () => true } };
    const credentials = credentialsOf({ authorization: "Bearer one" }, { authorization: "Bearer two" });
    await ask({ credentials });
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(["Bearer one", "Bearer two"]);
  });

  test("that are refused twice are a login problem", async () => {
    server.settings.identities = {};
    const credentials = credentialsOf({ authorization: "Bearer one" }, { authorization: "Bearer two" }, {});
    expect(await failureOf(ask({ credentials }))).toMatchObject({ failure: "unauthorized", message: "Unauthorized" });
    expect(server.requests).toHaveLength(2);
  });

  test("with another certificate are used on new connections", async () => {
    const [one, two] = ["one", "two"].map((commonName) => certificateFrom(authority, { commonName }));
    const credentials = credentialsOf({ certificate: one }, { certificate: two });
    const opened = open({ credentials });
    await bytesOf(await opened.request(pods, never));
    credentials.refused({ authorization: undefined, certificate: one });
    await bytesOf(await opened.request(pods, never));
    expect(server.requests.map(({ connection }) => connection)).toEqual([1, 2]);
    await server.until(() => server.connections === 1);
  });
});

describe("an answer that is an error", () => {
  test.each([
    [400, "unsupported"],
    [403, "forbidden"],
    [404, "notFound"],
    [405, "unsupported"],
    [406, "unsupported"],
    [410, "gone"],
    [415, "unsupported"],
    [422, "unsupported"],
    [429, "throttled"],
    [500, "server"],
    [503, "server"],
  ])("%d is %s, in the server's words, as JSON and as protobuf", async (status, failure) => {
    server.fail({ status, times: 2 });
    const opened = open();
    for (const accept of [acceptJson, acceptObject]) {
      const error = await failureOf(opened.request({ ...pods, accept }, never));
      expect(error).toMatchObject({ failure, message: `the server answers ${status}`, status: { code: status } });
    }
  });

  test("says the server's sentence when it comes as protobuf", async () => {
    server.settings.identities = { one: { user: "one", may: () => false } };
    const opened = open({ credentials: credentialsOf({ authorization: "Bearer one" }) });
    const error = await failureOf(opened.request({ ...pods, accept: acceptObject }, never));
    expect(error).toMatchObject({
      failure: "forbidden",
      message: 'pods is forbidden: User "one" cannot list resource "pods" in API group "" at the cluster scope',
      status: { reason: "Forbidden" },
    });
  });

  test("says so when no credentials were sent", async () => {
    server.settings.identities = {};
    expect((await failureOf(ask())).advice).toMatch(/^No credentials were sent/);
  });

  test("a version that the server does not have yet is gone", async () => {
    const error = await failureOf(open().request({ ...pods, query: { resourceVersion: "9999" } }, never));
    expect(error).toMatchObject({
      failure: "gone",
      retryAfterMs: 1000,
      status: { causes: [{ reason: "ResourceVersionTooLarge" }] },
    });
  });

  test.each([
    ["7", 7000],
    ["0", 500],
    ["-3", 500],
    ["1000000000", 120_000],
    ["Mon, 05 Jan 2026 10:00:30 GMT", 30_000],
    ["Mon, 05 Jan 2026 09:00:00 GMT", 500],
    ["abc", undefined],
    ["", undefined],
  ])("Retry-After %j is %s ms", async (value, wait) => {
    server.settings.date = "Mon, 05 Jan 2026 10:00:00 GMT";
    server.fail({ status: 503, headers: { "retry-after": value } });
    const error = await failureOf(ask());
    expect(error.retryAfterMs).toBe(wait);
    expect(error.failure).toBe(wait === undefined ? "server" : "throttled");
  });

  test("control characters of the server never come through", async () => {
    server.fail({ status: 500, body: { kind: "Status", message: "a\u001b[2Jb\nc", code: 500 } });
    expect((await failureOf(ask())).message).toBe("a[2Jb c");
  });

  test("HTML with status 200 is not a Kubernetes API, and its words are shown", async () => {
    const page = `<html><head><title>Corporate login</title><style>p{}</style></head><body>${"<p>Sign in</p>".repeat(50)}`;
    server.fail({ status: 200, headers: { "content-type": "text/html; charset=utf-8" }, body: page });
    const error = await failureOf(ask());
    expect(error).toMatchObject({ failure: "protocol", message: expect.stringContaining("is not a Kubernetes API") });
    expect(error.message).toContain('"Corporate login Sign in Sign in');
    expect(error.message.split('"')[1]).toHaveLength(80);
  });

  test("a redirect names only the host it leads to", async () => {
    server.fail({ status: 302, headers: { location: "https://sso.example.com/login?state=secret" }, body: "" });
    const error = await failureOf(ask());
    expect(error).toMatchObject({
      failure: "protocol",
      message: expect.stringContaining("redirects to sso.example.com"),
    });
    expect(error.message).not.toContain("secret");
  });

  test("an answer of a proxy on the way is shown as what it is", async () => {
    const headers = { "content-type": "text/html" };
    server.fail({ status: 502, headers, body: "<h1>Bad Gateway</h1>" });
    const error = await failureOf(ask());
    expect(error).toMatchObject({ failure: "server", message: `${server.url} answered 502: Bad Gateway` });
  });

  test.each([
    ["says gzip and is none", Buffer.from("{}"), { failure: "protocol" }],
    ["says br, which nobody asked for", Buffer.from("{}"), { failure: "protocol" }],
  ])("a body that %s is a protocol error", async (name, body, expected) => {
    const encoding = name.includes("br,") ? "br" : "gzip";
    server.fail({ status: 200, headers: { "content-encoding": encoding, "content-type": "application/json" }, body });
    expect(await failureOf(ask())).toMatchObject(expected);
  });

  test("gzip that ends too early is a protocol error", async () => {
    putLongList();
    server.fail({ cut: { afterBytes: 300, how: "end" } });
    const opened = open();
    const error = await failureOf(opened.request({ ...pods, gzip: true }, never).then(bytesOf));
    expect(error.failure).toBe("protocol");
  });
});

describe("a body that breaks off", () => {
  test.each(["fin", "reset"] as const)("by %s throws after what has come", async (how) => {
    const plain = await startFakeApiServer();
    try {
      plain.pods.put({ metadata: { namespace: "shop", name: "web-1" } });
      plain.fail({ cut: { afterBytes: 40, how } });
      const response = await open({ server: plain.url }).request(pods, never);
      let length = 0;
      const read = async () => {
        for await (const part of response.body) length += part.length;
      };
      expect(await failureOf(read())).toMatchObject({ failure: "unreachable" });
      expect(length).toBe(40);
    } finally {
      await plain.close();
    }
  });

  test("with the proper end of the body ends cleanly", async () => {
    server.pods.put({ metadata: { namespace: "shop", name: "web-1" } });
    server.fail({ cut: { afterBytes: 40, how: "end" } });
    expect(await ask()).toHaveLength(40);
  });
});

describe("stopping", () => {
  test("a request that is aborted before the headers throws the reason and closes its connection", async () => {
    server.fail({ wait: new Promise(() => undefined) });
    const controller = new AbortController();
    const asked = open().request(pods, controller.signal);
    await server.until(() => server.requests.length === 1);
    controller.abort(new Error("enough"));
    await expect(asked).rejects.toThrow("enough");
    await server.until(() => server.connections === 0);
    expect([...traces.values()].at(-1)).toMatchObject({ error: "cancelled" });
  });

  test("a watch that is aborted throws the reason and closes its connection", async () => {
    const controller = new AbortController();
    const response = await open().request({ ...pods, query: { watch: 1 } }, controller.signal);
    const read = bytesOf(response);
    controller.abort(new Error("enough"));
    await expect(read).rejects.toThrow("enough");
    await server.until(() => server.connections === 0);
  });

  test("a body that nobody reads on closes its connection", async () => {
    server.pods.put({ metadata: { namespace: "shop", name: "web-1" } });
    for await (const _part of (await open().request({ ...pods, query: { watch: 1 } }, never)).body) break;
    await server.until(() => server.connections === 0);
  });

  test("dropped connections break what is under way, and the next request opens a new one", async () => {
    const opened = open();
    const response = await opened.request({ ...pods, query: { watch: 1 } }, never);
    const read = bytesOf(response);
    opened.dropConnections();
    expect(await failureOf(read)).toMatchObject({ failure: "unreachable" });
    await bytesOf(await opened.request(pods, never));
    expect(server.requests.map(({ connection }) => connection)).toEqual([1, 2]);
  });

  test("close ends everything", async () => {
    const opened = open();
    await bytesOf(await opened.request(pods, never));
    const read = bytesOf(await opened.request({ ...pods, query: { watch: 1 } }, never));
    await opened.close();
    await expect(read).rejects.toThrow();
    await expect(opened.request(pods, never)).rejects.toThrow();
    await server.until(() => server.connections === 0);
  });

  test("headers that do not come in time are said to be missing", async () => {
    server.fail({ wait: new Promise(() => undefined) });
    const clock = new FakeClock();
    const asked = failureOf(open({}, { clock }).request(pods, never));
    await server.until(() => server.requests.length === 1);
    await clock.advance(30_000);
    expect(await asked).toMatchObject({
      failure: "unreachable",
      message: `localhost:${server.port} is connected but has not answered for 30 s.`,
    });
    expect(clock.sleeping).toBe(0);
  });
});

describe("a request timeout", () => {
  const limited = (clock: FakeClock) => open({}, { clock, requestTimeoutMs: 5_000 });
  const late = () => ({
    failure: "unreachable",
    message: `localhost:${server.port} did not answer completely within 5 s.`,
    cause: expect.objectContaining({ name: "TimeoutError" }),
  });

  test("ends a request whose headers do not come", async () => {
    server.fail({ wait: new Promise(() => undefined) });
    const clock = new FakeClock();
    const asked = failureOf(limited(clock).request(pods, never));
    await server.until(() => server.requests.length === 1);
    await clock.advance(5_000);
    expect(await asked).toMatchObject(late());
    expect([...traces.values()].at(-1)?.error).toBe(late().message);
  });

  test("ends a body that goes on for too long, and closes its connection", async () => {
    const clock = new FakeClock();
    const response = await limited(clock).request({ ...pods, query: { watch: 1 } }, never);
    const read = failureOf(bytesOf(response));
    await clock.advance(5_000);
    expect(await read).toMatchObject(late());
    await server.until(() => server.connections === 0);
  });

  test("leaves a watch alone that has begun", async () => {
    const clock = new FakeClock();
    const watch = { ...pods, query: { watch: 1 }, isEndless: true };
    const response = await limited(clock).request(watch, never);
    await clock.advance(60_000);
    server.pods.put({ metadata: { namespace: "shop", name: "web-1" } });
    const body = response.body[Symbol.asyncIterator]();
    expect(Buffer.from((await body.next()).value ?? "").toString()).toContain("web-1");
  });

  test("bounds the headers of a watch", async () => {
    server.fail({ wait: new Promise(() => undefined) });
    const clock = new FakeClock();
    const asked = failureOf(limited(clock).request({ ...pods, isEndless: true }, never));
    await server.until(() => server.requests.length === 1);
    await clock.advance(5_000);
    expect((await asked).message).toBe(`localhost:${server.port} is connected but has not answered for 5 s.`);
  });

  test("is over with the request: nothing sleeps on", async () => {
    const clock = new FakeClock();
    await bytesOf(await limited(clock).request(pods, never));
    expect(clock.sleeping).toBe(0);
  });
});

describe("a trace", () => {
  test("has every phase of the first request, and fewer on a used connection", async () => {
    const opened = open();
    for (let count = 0; count < 2; count++) await bytesOf(await opened.request(pods, never));
    const phasesOf = (id: number) => traces.get(id)?.phases.map(({ phase }) => phase);
    expect(phasesOf(1)).toEqual(["credentials", "dns", "tcp", "tls", "firstByte", "body"]);
    expect(phasesOf(2)).toEqual(["credentials", "firstByte", "body"]);
    expect(traces.get(2)).toMatchObject({
      method: "GET",
      url: `${server.url}/api/v1/pods`,
      status: 200,
      mediaType: "application/json",
      error: undefined,
      endedAt: expect.any(Number),
    });
  });

  test("says over what connection it went: where to, how it is secured, and whether it had served before", async () => {
    const opened = open();
    for (let count = 0; count < 2; count++) await bytesOf(await opened.request(pods, never));
    const route = { address: `127.0.0.1:${server.port}`, tls: "TLSv1.3", certificateUntil: expect.any(Number) };
    expect(traces.get(1)?.connection).toEqual({ ...route, reused: false });
    expect(traces.get(2)?.connection).toEqual({ ...route, reused: true });
    expect(traces.get(1)?.connection?.certificateUntil).toBeGreaterThan(Date.now());

    opened.dropConnections();
    await bytesOf(await opened.request(pods, never));
    expect(traces.get(3)?.connection).toEqual({ ...route, reused: false });
  });

  test("is heard by whoever asks, beside the listener of all", async () => {
    const heard = new Set<TransportTrace>();
    await bytesOf(await open().request({ ...pods, onTrace: (trace) => heard.add(trace) }, never));
    expect([...heard]).toEqual([traces.get(1)]);
  });

  test("knows at any moment what has come of an answer that goes on", async () => {
    const watch = await open().request({ ...pods, query: { watch: 1 } }, never);
    const body = watch.body[Symbol.asyncIterator]();
    expect(traces.get(1)?.bytesReceived).toBe(0);
    server.pods.put({ metadata: { namespace: "shop", name: "web-1" } });
    const { value } = await body.next();
    expect(traces.get(1)).toMatchObject({ bytesReceived: value?.length, endedAt: undefined });
    await body.return?.(undefined);
  });

  test("counts bytes as they came over the wire", async () => {
    putLongList();
    const body = await bytesOf(await open({}, { clock: systemClock }).request({ ...pods, gzip: true }, never));
    expect(traces.get(1)?.bytesReceived).toBeGreaterThan(0);
    expect(traces.get(1)?.bytesReceived).toBeLessThan(body.length / 2);
    expect(traces.get(1)?.encoding).toBe("gzip");
  });

  test("says why a request failed, and holds no secret of the address", async () => {
    server.fail({ status: 500 });
    const address = server.url.replace("https://", "https://admin:secret@");
    await failureOf(ask({ server: address }));
    expect(traces.get(1)).toMatchObject({ status: 500, error: "the server answers 500" });
    expect(JSON.stringify([...traces.values()])).not.toContain("secret");
  });
});
