import { PassThrough } from "node:stream";
import { PortForward } from "@kubernetes/client-node";
import { afterEach, beforeEach, expect, test } from "vitest";
import { clientNodeConfig, type StreamStage, startStreamStage } from "../../support/streamStage.ts";

let stage: StreamStage;

beforeEach(async () => {
  stage = await startStreamStage();
});
afterEach(() => stage.close());

async function connect(pod: string, port = 8080) {
  const [output, errors, input] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const socket = await new PortForward(clientNodeConfig(stage), false).portForward(
    "shop",
    pod,
    [port],
    output,
    errors,
    input,
  );
  if (typeof socket === "function") throw new Error("client-node retries though it was not asked to");
  const closed = new Promise<void>((resolve) => socket.addEventListener("close", () => resolve()));
  const textOf = (stream: PassThrough) => String(stream.read() ?? "");
  return { input, closed, socket, output, said: () => textOf(output), complained: () => textOf(errors) };
}

test("a port answers over HTTP with who it is", async () => {
  const { input, said, closed } = await connect("web-1");
  input.write("GET /basket HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
  await closed;
  const answer = said();
  expect(answer).toMatch(/^HTTP\/1.1 200 OK\r\n/);
  expect(answer).toContain("web-1 of shop on n1, port 8080: GET /basket\n");
});

test.each([
  { pod: "web-1", port: 9090, why: "a port that nobody has" },
  { pod: "slow-1", port: 8080, why: "a program that is not ready" },
])("refuses $why in the runtime's words", async ({ pod, port }) => {
  const { closed, complained, said } = await connect(pod, port);
  await closed;
  const message = complained();
  expect(message).toMatch(
    new RegExp(`^error forwarding port ${port} to pod ${pod}, uid [0-9a-f-]{36}: failed to execute portforward`),
  );
  expect(message).toContain(`dial tcp4 127.0.0.1:${port}: connect: connection refused`);
  expect(said()).toBe("");
});

test("a connection ends with the pod", async () => {
  const { closed } = await connect("web-1");
  stage.delete("web-1", 1);
  stage.wait(5);
  await closed;
});

test("whoever may only get pods/portforward may not forward", async () => {
  const [output, input] = [new PassThrough(), new PassThrough()];
  const forward = new PortForward(clientNodeConfig(stage, "reader-token"));
  await expect(forward.portForward("shop", "web-1", [8080], output, null, input)).rejects.toMatchObject({
    message: "Unexpected server response: 403",
  });
});
