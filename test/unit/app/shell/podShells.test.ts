import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import type { KeyChord } from "../../../../src/app/keyChord.ts";
import { KubeError } from "../../../../src/kube/kubeError.ts";
import { DashboardStage } from "../../../support/dashboardStage.ts";
import { podRow } from "../../../support/podRow.ts";

const pod = podRow({ name: "web-1", namespace: "shop" });
const running = { running: { startedAt: "2026-01-05T10:00:00Z" } };

function objectOf(names: readonly string[], uid = pod.uid) {
  return { metadata: { uid }, status: { containerStatuses: names.map((name) => ({ name, state: running })) } };
}

async function staged(names: readonly string[], { allowWrites = true, uid = pod.uid } = {}) {
  const stage = new DashboardStage({ dashboard: { allowWrites } });
  stage.objects.set("/api/v1/namespaces/shop/pods/web-1", objectOf(names, uid));
  stage.live([pod]);
  const press = async (...keys: readonly KeyChord[]) => {
    for (const key of keys) stage.press(key);
    for (let turn = 0; turn < 20; turn++) await setImmediate();
    stage.draw();
  };
  await press();
  return { stage, press, notice: () => stage.view.notice?.text };
}

test("x does nothing where changes are not allowed, and says how to allow them", async () => {
  const { stage, press, notice } = await staged(["app"], { allowWrites: false });
  await press("x");
  expect(stage.streams.shells).toEqual([]);
  expect(notice()).toContain("--allow-writes");
});

test("x does nothing that the server would refuse, and says why", async () => {
  const { stage, press, notice } = await staged(["app"]);
  stage.access.refused.set("create pods/exec shop", "no role gives it");
  await press("x");
  expect(stage.streams.shells).toEqual([]);
  expect(notice()).toBe("You may not open shells in pods in namespace shop: no role gives it");
});

test("x opens a shell in the only container, and says first how to come back", async () => {
  const { stage, press, notice } = await staged(["app"]);
  await press("x");
  expect(stage.terminal.text()).toBe(
    "shop/web-1, container app: exit or Ctrl-D comes back; ~. on a new line breaks off.\r\n",
  );
  const [shell] = stage.streams.shells;
  expect(shell?.request).toEqual({
    namespace: "shop",
    pod: "web-1",
    container: "app",
    command: ["sh", "-c", "command -v bash >/dev/null && exec bash || exec sh"],
  });
  expect(stage.streams.holders).toBe(1);
  shell?.end({ kind: "exit", code: 3 });
  await press();
  expect(notice()).toBe("The shell in shop/web-1 (app) ended: exit 3.");
  expect(stage.streams.holders).toBe(0);
});

test("of several containers one is chosen", async () => {
  const { stage, press } = await staged(["app", "worker"]);
  await press("x");
  expect(stage.view.overlay).toMatchObject({
    title: "Shell in shop/web-1",
    items: [
      { text: "app", detail: "running" },
      { text: "worker", detail: "running" },
    ],
  });
  await press("down", "enter");
  expect(stage.streams.shells.map(({ request }) => request.container)).toEqual(["worker"]);
});

test("~. breaks off a shell that says nothing any more", async () => {
  const { stage, press, notice } = await staged(["app"]);
  await press("x");
  stage.terminal.type("\r~.");
  await press();
  expect(stage.streams.shells[0]?.signal.aborted).toBe(true);
  expect(notice()).toBe("Broke off the shell in shop/web-1 (app); what ran in it may go on.");
});

test("what is typed reaches the shell as it is", async () => {
  const { stage, press } = await staged(["app"]);
  await press("x");
  const typed: string[] = [];
  stage.streams.shells[0]?.terminal.input.on("data", (bytes: Buffer) => typed.push(bytes.toString()));
  stage.terminal.type("ls ~/x\u0003\u0004\u001b[A");
  await press();
  expect(typed.join("")).toBe("ls ~/x\u0003\u0004\u001b[A");
});

test("a pod of the same name that is another one gets no shell", async () => {
  const { stage, press, notice } = await staged(["app"], { uid: "another" });
  await press("x");
  expect(stage.streams.shells).toEqual([]);
  expect(notice()).toBe("No shell in shop/web-1: it is gone, and another pod has its name.");
});

test("whoever has gone on meanwhile gets no shell in the face", async () => {
  const { stage, press } = await staged(["app"]);
  stage.press("x");
  await press("?");
  expect(stage.streams.shells).toEqual([]);
  expect(stage.view.overlay?.kind).toBe("help");
});

test("a refusal of the server comes in its words", async () => {
  const { stage, press, notice } = await staged(["app"]);
  await press("x");
  stage.streams.shells[0]?.fail(new KubeError("forbidden", "exec is not for you"));
  await press();
  expect(notice()).toBe("No shell in shop/web-1: exec is not for you");
});

test("leaving the program ends the shell", async () => {
  const { stage, press } = await staged(["app"]);
  await press("x");
  await stage.dashboard.close();
  expect(stage.streams.shells[0]?.signal.aborted).toBe(true);
});
