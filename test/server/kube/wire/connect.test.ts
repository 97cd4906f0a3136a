import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { type CertificateRequest, certificateAuthority, certificateFrom } from "../../../../src/demo/certificates.ts";
import type { Access, TlsTrust } from "../../../../src/kube/config/access.ts";
import { KubeError } from "../../../../src/kube/kubeError.ts";
import { openTransport, type TransportOptions } from "../../../../src/kube/wire/httpTransport.ts";
import { acceptJson } from "../../../../src/kube/wire/transport.ts";
import { accessOf, credentialsOf } from "../../../support/accessOf.ts";
import { startFakeApiServer } from "../../../support/fakeApiServer.ts";
import { FakeClock } from "../../../support/fakeClock.ts";
import { type FakeProxyOptions, startFakeProxy } from "../../../support/fakeProxy.ts";
import { freePorts } from "../../../support/freePort.ts";

const authority = certificateAuthority("cluster-ca");
const never = new AbortController().signal;
const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const trusted: TlsTrust = { ca: authority.cert, serverName: undefined, insecure: false };

async function startServer(request: Partial<CertificateRequest> = {}, signer = authority) {
  const tls = certificateFrom(signer, { commonName: "server", hosts: ["localhost", "127.0.0.1"], ...request });
  const server = await startFakeApiServer({ tls });
  closers.push(() => server.close());
  return server;
}

async function startProxy(options: FakeProxyOptions) {
  const proxy = await startFakeProxy(options);
  closers.push(() => proxy.close());
  return proxy;
}

/** Plain TCP, for servers that speak something else. */
async function startTcp(onConnection: (socket: Socket) => void): Promise<number> {
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    sockets.push(socket.on("error", () => undefined));
    onConnection(socket);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has no port");
  return address.port;
}

async function ask(
  server: string,
  part: Partial<Access> = {},
  options: Partial<TransportOptions> = {},
): Promise<number> {
  const transport = openTransport(
    accessOf(server, { tls: trusted, ...part }),
    credentialsOf({ certificate: part.login?.certificate }),
    { userAgent: "podscope/test", ...options },
  );
  closers.push(() => transport.close());
  const response = await transport.request({ path: "/version", accept: acceptJson }, never);
  for await (const _part of response.body);
  return response.status;
}

async function failureOf(promise: Promise<unknown>): Promise<KubeError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof KubeError)) throw new Error("not a KubeError", { cause: error });
  return error;
}

describe("TLS", () => {
  const hour = 3_600_000;

  test("a certificate of an unknown authority names its issuer", async () => {
    const other = certificateAuthority("stranger");
    const server = await startServer({}, other);
    const error = await failureOf(ask(server.url));
    expect(error).toMatchObject({ failure: "tls", advice: expect.stringContaining("certificate-authority-data") });
    expect(error.message).toBe(
      `The certificate of localhost:${server.port} is signed by an unknown authority ("stranger").`,
    );
  });

  test("a certificate that is signed by itself says so", async () => {
    const self = certificateAuthority("localhost");
    const server = await startFakeApiServer({ tls: self });
    closers.push(() => server.close());
    const error = await failureOf(ask(server.url));
    expect(error).toMatchObject({ failure: "tls", message: expect.stringContaining("is signed by itself") });
  });

  test("an expired certificate says when, and what this machine's clock says", async () => {
    const notBefore = new Date(Date.now() - 3 * hour);
    const notAfter = new Date(Date.now() - 2 * hour);
    const server = await startServer({ notBefore, notAfter });
    const clock = new FakeClock(Date.UTC(2026, 0, 5, 10));
    const error = await failureOf(ask(server.url, {}, { clock }));
    const expiry = notAfter.toISOString().slice(0, 16).replace("T", " ");
    expect(error).toMatchObject({
      failure: "tls",
      message: `The certificate of localhost:${server.port} expired ${expiry} UTC; this machine's clock says 2026-01-05 10:00 UTC.`,
    });
  });

  test("a certificate of the future blames the clock", async () => {
    const server = await startServer({ notBefore: new Date(Date.now() + hour) });
    const error = await failureOf(ask(server.url));
    expect(error).toMatchObject({ failure: "tls", advice: expect.stringContaining("clock") });
  });

  test("a certificate for other names lists them", async () => {
    const server = await startServer({ hosts: ["api.example.com", "10.0.0.1"] });
    const error = await failureOf(ask(server.url));
    expect(error).toMatchObject({
      failure: "tls",
      message: `The certificate of localhost:${server.port} is not for localhost; it is for api.example.com, 10.0.0.1.`,
      advice: expect.stringContaining("tls-server-name"),
    });
  });

  test("tls-server-name is the name that is checked", async () => {
    const server = await startServer({ hosts: ["api.example.com"] });
    expect(await ask(server.url, { tls: { ...trusted, serverName: "api.example.com" } })).toBe(200);
  });

  test("an address is checked against the certificate's addresses", async () => {
    const server = await startServer();
    expect(await ask(server.url.replace("localhost", "127.0.0.1"))).toBe(200);
  });

  test("insecure takes any certificate", async () => {
    const server = await startServer({ hosts: ["other"] }, certificateAuthority("stranger"));
    expect(await ask(server.url, { tls: { ca: undefined, serverName: undefined, insecure: true } })).toBe(200);
  });

  test("without an authority the system's are asked, which do not know ours", async () => {
    const server = await startServer();
    const error = await failureOf(ask(server.url, { tls: { ...trusted, ca: undefined } }));
    expect(error.failure).toBe("tls");
  });

  test("a certificate and key that do not fit are a configuration error", async () => {
    const server = await startServer();
    const [one, two] = ["one", "two"].map((commonName) => certificateFrom(authority, { commonName }));
    const certificate = { cert: one?.cert ?? "", key: two?.key ?? "" };
    const error = await failureOf(ask(server.url, { login: { kind: "none", certificate } }));
    expect(error.failure).toBe("config");
    expect(server.connections).toBe(0);
  });
});

describe("no connection", () => {
  test("to a port where nothing listens", async () => {
    const [port] = await freePorts(1);
    expect(await failureOf(ask(`https://127.0.0.1:${port}`))).toMatchObject({
      failure: "unreachable",
      message: `127.0.0.1:${port} refused the connection: nothing listens there.`,
    });
  });

  test("to a name that does not exist", async () => {
    const error = await failureOf(ask("https://nowhere.invalid:6443"));
    expect(error).toMatchObject({
      failure: "unreachable",
      message: expect.stringMatching(/^nowhere.invalid:6443 cannot be found: .*nowhere.invalid\.$/),
    });
  });

  test("when TLS is never answered", async () => {
    const accepted = Promise.withResolvers<void>();
    const port = await startTcp((socket) => socket.once("data", () => accepted.resolve()));
    const clock = new FakeClock();
    const asked = failureOf(ask(`https://127.0.0.1:${port}`, {}, { clock }));
    await accepted.promise;
    await clock.advance(10_000);
    expect(await asked).toMatchObject({
      failure: "unreachable",
      message: `127.0.0.1:${port} is connected, but there was no TLS answer within 10 s.`,
    });
    expect(clock.sleeping).toBe(0);
  });

  test("with TLS to a server without", async () => {
    const server = await startFakeApiServer();
    closers.push(() => server.close());
    expect(await failureOf(ask(`https://127.0.0.1:${server.port}`))).toMatchObject({
      message: `127.0.0.1:${server.port} does not speak TLS.`,
      advice: expect.stringContaining("http://"),
    });
  });

  test("without TLS to an API server with it", async () => {
    const port = await startTcp((socket) => {
      // What Go's net/http answers.
      socket.once("data", () =>
        socket.end("HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n"),
      );
    });
    expect(await failureOf(ask(`http://127.0.0.1:${port}`))).toMatchObject({
      failure: "config",
      message: `http://127.0.0.1:${port} speaks TLS, but was asked without.`,
      advice: expect.stringContaining("https://"),
    });
  });

  test("to something that does not speak HTTP", async () => {
    const port = await startTcp((socket) => socket.write("SSH-2.0-OpenSSH_9.6\r\n"));
    expect(await failureOf(ask(`http://127.0.0.1:${port}`))).toMatchObject({
      failure: "protocol",
      message: `127.0.0.1:${port} sent something that is not HTTP.`,
    });
  });

  test("that lasts: a chunk of the answer has a bad header", async () => {
    const head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    const port = await startTcp((socket) => socket.once("data", () => socket.write(`${head}2\r\n{}\r\nzz\r\n`)));
    expect(await failureOf(ask(`http://127.0.0.1:${port}`))).toMatchObject({
      failure: "unreachable",
      message: `127.0.0.1:${port} broke off its answer.`,
    });
  });

  test("that lasts: it is cut during TLS", async () => {
    const port = await startTcp((socket) => socket.once("data", () => socket.destroy()));
    expect(await failureOf(ask(`https://127.0.0.1:${port}`))).toMatchObject({
      failure: "unreachable",
      message: `127.0.0.1:${port} cut the connection.`,
    });
  });
});

describe("through a proxy", () => {
  const proxyPem = certificateFrom(authority, { commonName: "proxy", hosts: ["localhost"] });

  test.each([
    ["http", "user:p%40ss@", ["CONNECT localhost:PORT", `Basic ${Buffer.from("user:p@ss").toString("base64")}`]],
    ["http", "", ["CONNECT localhost:PORT"]],
    ["https", "", ["CONNECT localhost:PORT"]],
    ["socks5", "", ["localhost:PORT"]],
    ["socks5", "user:p%40ss@", ["user:p@ss", "localhost:PORT"]],
  ] as const)("%s://%sproxy the server is reached", async (kind, login, heard) => {
    const server = await startServer();
    const options = { kind, ...(kind === "https" ? { tls: proxyPem } : {}) };
    const proxy = await startProxy(login === "" ? options : { ...options, login: "user:p@ss" });
    expect(await ask(server.url, { proxy: `${kind}://${login}localhost:${proxy.port}` })).toBe(200);
    expect(proxy.heard).toEqual(heard.map((line) => line.replace("PORT", String(server.port))));
  });

  test("repeated headers stay apart", async () => {
    const server = await startServer();
    const proxy = await startProxy({ kind: "http" });
    const impersonation = { user: "bob", uid: undefined, groups: ["g1", "g2"], extra: {} };
    await ask(server.url, { proxy: `http://127.0.0.1:${proxy.port}`, impersonation });
    expect(server.requests[0]?.rawHeaders.filter((name) => name === "Impersonate-Group")).toHaveLength(2);
  });

  test.each([
    [{ kind: "http", refuse: "407 Proxy Authentication Required" }, "wants a login (407)."],
    [{ kind: "http", refuse: "403 Blocked\u001b[31m" }, "refused to connect to localhost:PORT: 403 Blocked[31m."],
    [{ kind: "socks5", refuse: 2 }, "refused to connect to localhost:PORT: its rules do not allow it."],
    [{ kind: "socks5", login: "other:login" }, "wants a login and did not accept it."],
  ] as const)("%o is a proxy error that names it without its password", async (options, words) => {
    const server = await startServer();
    const proxy = await startProxy(options);
    const error = await failureOf(ask(server.url, { proxy: `${options.kind}://user:hidden@127.0.0.1:${proxy.port}` }));
    expect(error).toMatchObject({
      failure: "proxy",
      message: `The proxy ${options.kind}://127.0.0.1:${proxy.port} ${words.replace("PORT", String(server.port))}`,
    });
    expect(`${error.message} ${error.advice}`).not.toContain("hidden");
  });

  test("that does not run is a proxy error", async () => {
    const [port] = await freePorts(1);
    expect(await failureOf(ask("https://localhost:6443", { proxy: `http://127.0.0.1:${port}` }))).toMatchObject({
      failure: "proxy",
      message: `proxy http://127.0.0.1:${port} refused the connection: nothing listens there.`,
    });
  });

  test("that says nothing is a proxy error in time", async () => {
    const proxy = await startProxy({ kind: "socks5", silent: true });
    const clock = new FakeClock();
    const traced = Promise.withResolvers<void>();
    const asked = failureOf(
      ask(
        "https://localhost:6443",
        { proxy: `socks5://127.0.0.1:${proxy.port}` },
        {
          clock,
          onTrace: ({ phases }) => phases.at(-1)?.phase === "tcp" && traced.resolve(),
        },
      ),
    );
    await traced.promise;
    await clock.advance(10_000);
    expect(await asked).toMatchObject({ failure: "proxy", message: expect.stringContaining("within 10 s") });
  });

  test("a connection that is still being made is dropped with the others", async () => {
    const proxy = await startProxy({ kind: "socks5", silent: true });
    const traced = Promise.withResolvers<void>();
    const transport = openTransport(
      accessOf("https://localhost:6443", { proxy: `socks5://127.0.0.1:${proxy.port}` }),
      credentialsOf({}),
      { userAgent: "podscope/test", onTrace: ({ phases }) => phases.at(-1)?.phase === "tcp" && traced.resolve() },
    );
    closers.push(() => transport.close());
    const asked = failureOf(transport.request({ path: "/version", accept: acceptJson }, never));
    await traced.promise;
    transport.dropConnections();
    expect(await asked).toMatchObject({ failure: "unreachable", message: expect.stringContaining("were dropped") });
  });

  test("a bad certificate of the server is the server's, not the proxy's", async () => {
    const server = await startServer({ hosts: ["other"] });
    const proxy = await startProxy({ kind: "http" });
    const error = await failureOf(ask(server.url, { proxy: `http://127.0.0.1:${proxy.port}` }));
    expect(error.failure).toBe("tls");
  });
});
