import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { setImmediate } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import type { KeyChord } from "../../../../src/app/keyChord.ts";
import { KubeError } from "../../../../src/kube/kubeError.ts";
import { DashboardStage } from "../../../support/dashboardStage.ts";
import { podRow } from "../../../support/podRow.ts";

const pod = podRow({ name: "web-1", namespace: "shop" });
const object = {
  metadata: { uid: pod.uid },
  spec: { containers: [{ name: "app", ports: [{ containerPort: 8080, name: "http" }] }] },
};
const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function staged({ allowWrites = true, uid = pod.uid } = {}) {
  const stage = new DashboardStage({ columns: 120, dashboard: { allowWrites } });
  closers.push(() => stage.dashboard.close());
  stage.objects.set("/api/v1/namespaces/shop/pods/web-1", { ...object, metadata: { uid } });
  stage.live([pod]);
  const settle = async () => {
    for (let turn = 0; turn < 30; turn++) await setImmediate();
    stage.draw();
  };
  const press = async (...keys: readonly KeyChord[]) => {
    for (const key of keys) stage.press(key);
    await settle();
  };
  /** Opens one on any free port, and returns which. */
  const forward = async (): Promise<number> => {
    await press("f");
    stage.type(":8080");
    await press("enter");
    return Number(/^127\.0\.0\.1:(\d+) leads to /.exec(stage.view.notice?.text ?? "")?.[1]);
  };
  await settle();
  return { stage, press, settle, forward, notice: () => stage.view.notice?.text };
}

async function dial(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  closers.push(() => socket.destroy());
  await once(socket, "connect");
  return socket;
}

/** Waits for what happens in other turns of the event loop than a test can count: sockets. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await setImmediate();
}

test("f offers the ports that containers name, and takes what is typed", async () => {
  const { stage, press } = await staged();
  await press("f");
  expect(stage.view.overlay).toMatchObject({
    title: "Forward a port of shop/web-1",
    items: [{ text: "8080", detail: "http of app" }],
  });
  stage.type("9000:http");
  expect(stage.view.overlay).toMatchObject({ items: [{ text: "9000:http", detail: "9000 to 8080 of the pod" }] });
});

test("f does nothing where changes are not allowed, or for another pod of the same name", async () => {
  const closed = await staged({ allowWrites: false });
  await closed.press("f");
  expect(closed.notice()).toContain("--allow-writes");
  const other = await staged({ uid: "another" });
  await other.press("f");
  expect(other.notice()).toBe("No port of shop/web-1 can be forwarded: it is gone, and another pod has its name.");
});

test("what the server would refuse is not opened", async () => {
  const { stage, press, forward, notice } = await staged();
  stage.access.refused.set("create pods/portforward shop", "no role gives it");
  await forward();
  expect(notice()).toBe("You may not forward ports of pods in namespace shop: no role gives it");
  await press("F");
  expect(stage.view.overlay).toBeUndefined();
});

test("a connection to the port is one to the pod, and the list counts it", async () => {
  const { stage, forward, press, settle } = await staged();
  const port = await forward();
  expect(stage.view.header.badges).toContainEqual({ text: "1 forward", tone: "busy" });
  const socket = await dial(port);
  socket.write("ping");
  await until(() => stage.streams.ports.length === 1);
  const [remote] = stage.streams.ports;
  expect(remote?.request).toEqual({ namespace: "shop", pod: "web-1", port: 8080 });
  await once(remote?.local ?? socket, "data");
  remote?.local.write("pong, pong");
  await once(socket, "data");
  await press("F");
  expect(stage.view.overlay).toMatchObject({
    title: "Port-forwards",
    items: [{ text: `127.0.0.1:${port}`, detail: "shop/web-1:8080 · 1 connection · 4 B out, 10 B in" }],
  });
  remote?.end("");
  await once(socket, "close");
  await settle();
  expect(stage.view.overlay).toMatchObject({
    items: [{ detail: "shop/web-1:8080 · 0 connections · 4 B out, 10 B in" }],
  });
});

test("nothing listens at another address than 127.0.0.1", async () => {
  const { forward } = await staged();
  const socket = connect(await forward(), "127.0.0.2");
  const [error] = await once(socket, "error");
  expect(error).toBeInstanceOf(Error);
});

test.each([
  {
    how: "the runtime refuses",
    answer: (stage: DashboardStage) =>
      stage.streams.ports[0]?.end("error forwarding port 8080 to pod x, uid y: failed: connect: connection refused"),
    says: "nothing listens on 8080 in the pod",
  },
  {
    how: "no container runs",
    answer: (stage: DashboardStage) =>
      stage.streams.ports[0]?.end('error forwarding port 8080 to pod x, uid y: sandbox container "z" is not running'),
    says: "the pod does not run",
  },
  {
    how: "the server is away",
    answer: (stage: DashboardStage) => stage.streams.ports[0]?.fail(new KubeError("unreachable", "10.0.0.1 is away.")),
    says: "10.0.0.1 is away.",
  },
])("a connection that fails ends, and the list says why: $how", async ({ answer, says }) => {
  const { stage, forward, press } = await staged();
  const socket = await dial(await forward());
  await until(() => stage.streams.ports.length === 1);
  answer(stage);
  expect(await text(socket)).toBe("");
  await press("F");
  expect(stage.view.overlay).toMatchObject({
    items: [{ detail: expect.stringMatching(`^${says} · shop/web-1:8080 · `) }],
  });
});

test("the list copies an address, stops one, and forgets it", async () => {
  const { stage, forward, press } = await staged();
  const port = await forward();
  await press("F", "enter");
  expect(stage.copied).toEqual([`127.0.0.1:${port}`]);
  await press("F", "ctrl-d");
  expect(stage.view.overlay).toMatchObject({ items: [{ detail: "stopped, by you · shop/web-1:8080" }] });
  expect(stage.streams.holders).toBe(0);
  expect(stage.view.header.badges).not.toContainEqual({ text: "1 forward", tone: "busy" });
  const socket = connect(port, "127.0.0.1");
  const [error] = await once(socket, "error");
  expect(error).toMatchObject({ code: "ECONNREFUSED" });
  await press("ctrl-d");
  expect(stage.view.overlay).toMatchObject({ items: [] });
});

test("a port that somebody else has is not taken, and the way out is said", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  closers.push(() => taken.close());
  await once(taken, "listening");
  const { port } = taken.address() as { readonly port: number };
  const { stage, press, notice } = await staged();
  await press("f");
  stage.type(`${port}:8080`);
  await press("enter");
  expect(notice()).toBe(`Port ${port} of this machine is in use: :8080 takes any free one.`);
  expect(stage.streams.holders).toBe(0);
});

test.each([
  { how: "it is deleted", tell: (stage: DashboardStage) => stage.onePod?.apply([{ type: "remove", key: pod.key }]) },
  {
    how: "another one has its name",
    tell: (stage: DashboardStage) => stage.onePod?.apply([{ type: "put", row: { ...pod, uid: "another" } }]),
  },
  {
    how: "it is not there when the watch comes back",
    tell: (stage: DashboardStage) => stage.onePod?.replace(new Map()),
  },
])("a forward ends with its pod, and says so: $how", async ({ tell }) => {
  const { stage, forward, press, settle, notice } = await staged();
  const port = await forward();
  const socket = await dial(port);
  await until(() => stage.streams.ports.length === 1);
  stage.onePod?.replace(new Map([[pod.key, pod]]));
  tell(stage);
  await once(socket, "close");
  await settle();
  expect(notice()).toBe(`shop/web-1 is gone: 127.0.0.1:${port} leads nowhere any more.`);
  await press("F");
  expect(stage.view.overlay).toMatchObject({ items: [{ detail: "stopped, the pod is gone · shop/web-1:8080" }] });
});

test("another context changes nothing about a forward but how it is named", async () => {
  const { stage, forward, press, settle } = await staged();
  const port = await forward();
  await press(":");
  stage.type("ctx staging");
  await press("enter");
  stage.live([pod]);
  await settle();
  expect(stage.streams.holders).toBe(1);
  await press("F");
  expect(stage.view.overlay).toMatchObject({
    items: [{ text: `127.0.0.1:${port}`, detail: "prod-eu: shop/web-1:8080 · 0 connections · 0 B out, 0 B in" }],
  });
});

test("leaving the program stops them all", async () => {
  const { stage, forward } = await staged();
  const socket = await dial(await forward());
  await stage.dashboard.close();
  await once(socket, "close");
  expect(stage.streams.holders).toBe(0);
});
