import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { widthOf } from "../../src/table/textWidth.ts";
import { DashboardStage } from "../support/dashboardStage.ts";
import { drawnScreen } from "../support/drawnScreen.tsx";
import { podRow } from "../support/podRow.ts";

process.env.TZ = "UTC";

const pod = podRow({ name: "checkout-7f9c6d5b4-x2kqp", readyContainers: 2, totalContainers: 3 });
const running = { running: { startedAt: "2026-01-05T09:00:00Z" } };
const object = {
  metadata: { uid: pod.uid, annotations: { "kubectl.kubernetes.io/default-container": "checkout" } },
  spec: {
    containers: [
      { name: "proxy", ports: [{ containerPort: 15_001 }] },
      {
        name: "checkout",
        ports: [
          { containerPort: 8080, name: "http" },
          { containerPort: 9090, name: "metrics" },
        ],
      },
      { name: "audit" },
    ],
  },
  status: {
    containerStatuses: [
      { name: "audit", state: { waiting: { reason: "CrashLoopBackOff" } } },
      { name: "proxy", state: running },
      { name: "checkout", state: running },
    ],
  },
};

interface Frame {
  readonly what: string;
  readonly play: (stage: DashboardStage) => Promise<void>;
}

async function settle(stage: DashboardStage): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await setImmediate();
  stage.draw();
}

async function forward(stage: DashboardStage, ports: string): Promise<void> {
  stage.press("f");
  await settle(stage);
  stage.type(ports);
  stage.press("enter");
  // A port is had when the system has given it.
  while (stage.view.notice?.text.includes(" leads to ") !== true) await settle(stage);
}

const frames: readonly Frame[] = [
  {
    what: "choosing a container for a shell",
    play: async (stage) => {
      stage.press("x");
      await settle(stage);
    },
  },
  {
    what: "choosing a port to forward",
    play: async (stage) => {
      stage.press("f");
      await settle(stage);
    },
  },
  {
    what: "typing ports to forward",
    play: async (stage) => {
      stage.press("f");
      await settle(stage);
      stage.type("9000:http");
    },
  },
  {
    what: "port-forwards, one open and one whose pod is gone",
    play: async (stage) => {
      await forward(stage, ":http");
      stage.onePod?.apply([{ type: "remove", key: pod.key }]);
      await settle(stage);
      await forward(stage, ":metrics");
      stage.press("F");
      await settle(stage);
    },
  },
];

describe.each([
  [80, 24],
  [200, 50],
])("at %ix%i", (columns, lines) => {
  test.each(frames)("$what", async ({ what, play }) => {
    const stage = new DashboardStage({ columns, lines, dashboard: { allowWrites: true } });
    stage.objects.set(`/api/v1/namespaces/shop/pods/${pod.name}`, object);
    stage.live([pod, podRow({ name: "web-1" })]);
    await play(stage);

    // Which ports are free is the machine's affair.
    const drawn = drawnScreen(stage.view).replaceAll(/127\.0\.0\.1:\d{5}/g, "127.0.0.1:45678");
    await stage.dashboard.close();
    for (const line of drawn.split("\n").slice(1, lines + 1)) expect(widthOf(line)).toBe(columns + 2);
    await expect(drawn).toMatchFileSnapshot(`frames/${columns}x${lines}/${what.replaceAll(/[^a-z]+/g, "-")}.txt`);
  });
});
