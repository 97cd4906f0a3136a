import { describe, expect, test } from "vitest";
import { KubeError } from "../../src/kube/kubeError.ts";
import { widthOf } from "../../src/table/textWidth.ts";
import { DashboardStage } from "../support/dashboardStage.ts";
import { drawnLines, drawnScreen } from "../support/drawnScreen.tsx";
import { paymentPod, paymentPodPath } from "../support/paymentPod.ts";
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
    what: "help of a text",
    play: async (stage) => {
      await open(stage, "y");
      stage.press("?");
    },
  },
];

async function open(stage: DashboardStage, key: "y"): Promise<void> {
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
