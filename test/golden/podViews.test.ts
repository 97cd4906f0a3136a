import { describe, expect, test } from "vitest";
import { KubeError } from "../../src/kube/kubeError.ts";
import type { PodRow } from "../../src/resources/podRow.ts";
import { widthOf } from "../../src/table/textWidth.ts";
import { DashboardStage } from "../support/dashboardStage.ts";
import { drawnLines, drawnScreen } from "../support/drawnScreen.tsx";
import { paymentEvents, paymentPod, paymentPodPath, paymentSurroundings } from "../support/paymentPod.ts";
import { podRow } from "../support/podRow.ts";

process.env.TZ = "UTC";

const sizes = [
  [80, 24],
  [200, 50],
] as const;

const { name, uid, resourceVersion } = paymentPod.metadata;
const payments = podRow({ name, uid, resourceVersion, status: "CrashLoopBackOff", readyContainers: 0, restarts: 4 });
const refused = new KubeError("unreachable", "connection to 10.20.30.40:6443 refused");
const later = (stage: DashboardStage) => stage.clock.now() + 7_000;

interface Frame {
  readonly what: string;
  readonly play: (stage: DashboardStage) => void | Promise<void>;
}

const frames: readonly Frame[] = [
  { what: "page of a crashing pod", play: openPage },
  {
    what: "page at its end",
    play: async (stage) => {
      await openPage(stage);
      stage.press("G");
    },
  },
  {
    what: "page with folded sections",
    play: async (stage) => {
      await openPage(stage);
      stage.press("1", "2", "4");
    },
  },
  {
    what: "page of a pod that was deleted",
    play: async (stage) => {
      await openPage(stage);
      stage.objects.delete(paymentPodPath);
      stage.pass(131_000);
      stage.remove(payments);
      await stage.settle();
      stage.pass(300_000);
    },
  },
  { what: "yaml", play: (stage) => open(stage, "y") },
  {
    what: "yaml with its secrets, searched",
    play: async (stage) => {
      await open(stage, "y");
      stage.press("x", "/");
      stage.type("main");
      stage.press("enter", "n");
    },
  },
  {
    what: "json at its end",
    play: async (stage) => {
      await open(stage, "y");
      stage.press("J", "G", "w");
    },
  },
  {
    what: "yaml of a pod that was deleted",
    play: async (stage) => {
      await open(stage, "y");
      stage.objects.delete(paymentPodPath);
      stage.pass(131_000);
      stage.remove(payments);
      await stage.settle();
    },
  },
  {
    what: "yaml while the server is away",
    play: async (stage) => {
      await open(stage, "y");
      stage.sync({ phase: "waiting", asOf: stage.clock.now(), until: later(stage), error: refused });
    },
  },
  {
    what: "logs of all containers",
    play: async (stage) => {
      await open(stage, "l");
      stage.logs.of("migrate").write(...migrateLog);
      stage.logs.of("migrate").end();
      stage.logs.of("proxy").write(...proxyLog);
      stage.logs.of("main").write(...mainLog);
      await caughtUp(stage);
    },
  },
  {
    what: "logs with times and a filter, while a stream is broken",
    play: async (stage) => {
      await open(stage, "l");
      stage.logs.of("main").write(...mainLog);
      await caughtUp(stage);
      stage.logs.of("main").fail(refused);
      stage.press("3", "t", "f");
      stage.type("!started");
      stage.press("enter");
      await stage.settle();
    },
  },
  {
    what: "logs while the server is away",
    play: async (stage) => {
      await open(stage, "l");
      stage.logs.of("main").write(...mainLog);
      await caughtUp(stage);
      stage.sync({ phase: "waiting", asOf: stage.clock.now(), until: later(stage), error: refused });
    },
  },
  {
    what: "logs that one has scrolled up in",
    play: async (stage) => {
      await open(stage, "l");
      stage.logs.of("main").write(...counted(0, 300));
      await caughtUp(stage);
      stage.press("3", "pageUp", "/");
      stage.type("line 2");
      stage.press("enter");
      stage.logs.of("main").write(...counted(300, 42));
      await caughtUp(stage);
    },
  },
  {
    what: "logs of containers that wait or are refused",
    play: async (stage) => {
      await open(stage, "l");
      stage.logs.of("migrate").fail(new KubeError("forbidden", logsForbidden));
      stage.logs.of("proxy").write();
      stage.logs.of("main").fail(new KubeError("unsupported", notStarted));
      await caughtUp(stage);
    },
  },
  {
    what: "merged logs of an owner",
    play: async (stage) => {
      await openOwnersLogs(stage);
      stage.logs.ofPod("cart-7f9c-m8k2x").write(...mainLog.slice(0, 2));
      stage.logs.ofPod("cart-7f9c-q4zt7").write(at(4, "GET /cart 200"), at(8, "GET /cart 503"));
      await caughtUp(stage);
      stage.remove(...cart.slice(0, 1));
      const late = cartPod("cart-6b1d-x9w2r", "6b1d");
      stage.objects.set(podPathOf(late), podObjectOf(late));
      stage.put(late);
      await stage.settle();
      stage.logs.ofPod("cart-6b1d-x9w2r").write(at(12, "listening on :8080"));
      await caughtUp(stage);
      await caughtUp(stage);
    },
  },
  {
    what: "choosing among the containers of several pods",
    play: async (stage) => {
      await openOwnersLogs(stage);
      await caughtUp(stage);
      stage.press("o");
    },
  },
  {
    what: "choosing a container",
    play: async (stage) => {
      await open(stage, "l");
      stage.logs.of("main").write(...mainLog);
      await caughtUp(stage);
      stage.press("o");
    },
  },
  {
    what: "description of a pod",
    play: async (stage) => {
      await open(stage, "d");
      stage.events(...paymentEvents);
      stage.press("G");
    },
  },
  {
    what: "events of a pod",
    play: async (stage) => {
      await open(stage, "e");
      stage.events(...paymentEvents);
    },
  },
  {
    what: "events of a namespace that may not be listed",
    play: async (stage) => {
      await open(stage, "E");
      const error = new KubeError("forbidden", eventsForbidden);
      stage.eventState({ phase: "forbidden", asOf: undefined, error, retryAt: later(stage) });
      stage.draw();
    },
  },
  {
    what: "help of a text",
    play: async (stage) => {
      await open(stage, "y");
      stage.press("?");
    },
  },
];

const at = (second: number, text: string) => `2026-01-05T09:57:${String(second).padStart(2, "0")}.25Z ${text}`;
const counted = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => at(Math.floor((from + index) / 10), `line ${from + index}`));
const migrateLog = [at(0, "Applying 0042_ledger.sql"), at(2, "\u001b[32mdone\u001b[0m in 1.2s")];
const proxyLog = [at(1, "[info] listening on :15001"), at(8, "[warn] upstream main:8080 closed the connection")];
const mainLog = [
  at(3, '{"level":"info","ts":1767607023,"msg":"started","port":8080}'),
  at(5, '{"level":"warn","msg":"heap is large","used":"231Mi","limit":"256Mi"}'),
  at(6, "plain text, \u001b[1;31mwith an error\u001b[0m and a bell\u0007"),
  at(
    7,
    '{"level":"error","msg":"cannot reach the ledger","error":"dial tcp 10.0.0.7:5432: connect: connection refused"}',
  ),
];
const logsForbidden =
  'pods "payments-7f9c6d5b4-x2kqp" is forbidden: User "oncall" cannot get resource "pods/log" in API group "" in the namespace "shop"';
const eventsForbidden =
  'events is forbidden: User "oncall" cannot list resource "events" in API group "" in the namespace "shop"';
const notStarted =
  'container "main" in pod "payments-7f9c6d5b4-x2kqp" is waiting to start: trying and failing to pull image';

const cartPod = (name: string, hash: string) =>
  podRow({ name, owner: `ReplicaSet/cart-${hash}`, labels: `app=cart,pod-template-hash=${hash}` });
const cart = [cartPod("cart-7f9c-m8k2x", "7f9c"), cartPod("cart-7f9c-q4zt7", "7f9c")];
const podPathOf = ({ name }: PodRow) => `/api/v1/namespaces/shop/pods/${name}`;
const podObjectOf = ({ uid }: PodRow) => ({
  metadata: { uid },
  spec: { containers: [{ name: "main" }] },
  status: { containerStatuses: [{ name: "main", state: { running: {} } }] },
});

async function openOwnersLogs(stage: DashboardStage): Promise<void> {
  for (const pod of cart) stage.objects.set(podPathOf(pod), podObjectOf(pod));
  stage.live(cart);
  stage.press("l", "O");
  await stage.settle();
}

async function caughtUp(stage: DashboardStage): Promise<void> {
  await stage.clock.advance(2_000);
  stage.draw();
}

async function openPage(stage: DashboardStage): Promise<void> {
  for (const [path, object] of paymentSurroundings) stage.objects.set(path, object);
  await open(stage, "enter");
  stage.events(...paymentEvents);
  stage.logs.of("main").write(...mainLog);
  stage.logs.of("main").end();
  await stage.settle();
  await stage.settle();
}

async function open(stage: DashboardStage, key: "y" | "l" | "e" | "E" | "enter" | "d"): Promise<void> {
  stage.objects.set(paymentPodPath, paymentPod);
  stage.live([payments, podRow({ name: "web-1" })]);
  stage.press(key);
  await stage.settle();
}

describe.each(sizes)("at %ix%i", (columns, lines) => {
  test.each(frames)("$what", async ({ what, play }) => {
    const stage = new DashboardStage({ columns, lines });
    await play(stage);

    const drawn = drawnScreen(stage.view);
    for (const line of drawn.split("\n").slice(1, lines + 1)) expect(widthOf(line)).toBe(columns + 2);
    expect(drawnLines(stage.view)).toHaveLength(lines);
    await expect(drawn).toMatchFileSnapshot(`frames/${columns}x${lines}/${what.replaceAll(/[^a-z]+/g, "-")}.txt`);
  });
});
