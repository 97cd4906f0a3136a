import { type Duplex, duplexPair } from "node:stream";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { certificateAuthority, certificateFrom } from "../../../../src/demo/certificates.ts";
import { podPort } from "../../../../src/kube/typed/podPort.ts";
import { openTransport } from "../../../../src/kube/wire/httpTransport.ts";
import { accessOf, credentialsOf } from "../../../support/accessOf.ts";
import { type StreamStage, startStreamStage } from "../../../support/streamStage.ts";

const authority = certificateAuthority("cluster-ca");
const serving = certificateFrom(authority, { commonName: "server", hosts: ["127.0.0.1"] });

let stage: StreamStage;
let transport: ReturnType<typeof openTransport>;

beforeEach(async () => {
  stage = await startStreamStage(serving);
  const tls = { ca: authority.cert, serverName: undefined, insecure: false };
  const access = accessOf(`https://127.0.0.1:${stage.listener.port}`, { tls });
  transport = openTransport(access, credentialsOf({ authorization: "Bearer admin-token" }), { userAgent: "test" });
});
afterEach(async () => {
  await transport.close();
  await stage.close();
});

/** The end of a connection that a program on this machine has, and how the other one ended. */
function connect(
  pod: string,
  port = 8080,
  signal = new AbortController().signal,
): { near: Duplex; complaint: Promise<string> } {
  const [near, local] = duplexPair();
  const complaint = podPort({ namespace: "shop", pod, port }, local, transport, signal).finally(() => local.end());
  return { near, complaint };
}

const request = (body = "") =>
  `POST /basket HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n${body}`;

test("bytes go to the pod's port and its answer comes back", async () => {
  const { near, complaint } = connect("web-1");
  near.write(request());
  expect(await text(near)).toContain("web-1 of shop on n1, port 8080: POST /basket\n");
  expect(await complaint).toBe("");
});

test("more than the server takes at once arrives all the same", async () => {
  const { near, complaint } = connect("web-1");
  near.write(request("x".repeat(8 * 1024 * 1024)));
  expect(await text(near)).toMatch(/^HTTP\/1.1 200 OK/);
  expect(await complaint).toBe("");
});

test("what the runtime complains of comes in its words", async () => {
  const { near, complaint } = connect("slow-1");
  expect(await complaint).toMatch(/^error forwarding port 8080 to pod slow-1, .* connect: connection refused/);
  expect(await text(near)).toBe("");
});

test("a program that goes away takes the connection to the pod with it", async () => {
  const { near, complaint } = connect("web-1");
  near.end();
  expect(await complaint).toBe("");
});

test("a connection is cut by whoever opened it, and ends with the server's", async () => {
  const stop = new AbortController();
  const [mine, dropped] = [connect("web-1", 8080, stop.signal), connect("web-1")];
  for (const { near } of [mine, dropped]) near.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
  for (const { near } of [mine, dropped]) await new Promise((resolve) => near.once("data", resolve));
  stop.abort();
  await mine.complaint;
  stage.listener.dropConnections();
  await dropped.complaint;
});

test("a pod that is not there is refused before anything is sent", async () => {
  await expect(connect("nope").complaint).rejects.toMatchObject({
    failure: "notFound",
    message: 'pods "nope" not found',
  });
});
