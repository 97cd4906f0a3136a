import { describe, expect, test } from "vitest";
import { KubeError } from "../../src/kube/kubeError.ts";
import type { TransportTrace } from "../../src/kube/wire/transportTrace.ts";
import { widthOf } from "../../src/table/textWidth.ts";
import { DashboardStage, type StageOptions } from "../support/dashboardStage.ts";
import { drawnLines, drawnScreen } from "../support/drawnScreen.tsx";
import { paymentPod, paymentPodPath } from "../support/paymentPod.ts";
import { podRow } from "../support/podRow.ts";
import { RequestStage, server, streamUrl } from "../support/tourStage.ts";

process.env.TZ = "UTC";

const sizes = [
  [80, 24],
  [200, 50],
] as const;

const { name, uid, resourceVersion } = paymentPod.metadata;
const payments = podRow({
  ...{ name, uid, resourceVersion, status: "CrashLoopBackOff", readyContainers: 0, restarts: 4 },
  ...{ owner: "ReplicaSet/payments-7f9c6d5b4", labels: "app=payments,pod-template-hash=7f9c6d5b4" },
});
const refused = "10.20.30.40:6443 refused the connection: nothing listens there.";
const trusted: StageOptions = {
  access: {
    files: ["/home/ada/.kube/config"],
    tls: { ca: "PEM", serverName: undefined, insecure: false },
    login: { kind: "token", token: "s3cr3t", certificate: undefined },
  },
};

interface Frame {
  readonly what: string;
  readonly play: (stage: DashboardStage) => void | Promise<void>;
}

/** A first request that the server answered, and its watch of some minutes. */
async function watched(stage: DashboardStage): Promise<void> {
  const { requests, figures } = stage.traffic;
  const asked = new RequestStage(stage.clock);
  const list = requests.newList(true);
  const hear = (trace: TransportTrace) => {
    stage.requests.hear(trace);
    list.hear(trace);
  };
  asked.answered(streamUrl, hear).received(69_800_000);
  list.end();
  figures.listed({
    ...{ form: "stream", rows: 10_000, resourceVersion: "81234" },
    ...{ completeAt: stage.clock.now(), tookMs: 1_100 },
  });
  figures.watching(stage.clock.now());
  asked.answered(`${server}/version`, stage.requests.hear, { mediaType: "application/json" }).end();
  asked.begun(`${server}/api/v1/nodes/worker-3`, stage.requests.hear).end("10.20.30.40:6443 cut the connection.");
  await stage.clock.advance(70_000);
  figures.bookmarkCame("81300", stage.clock.now());
  figures.restarted("the server ended it after 431 s", "watch", stage.clock.now());
  for (let count = 0; count < 37; count++) figures.changeCame(stage.clock.monotonic());
}

async function open(stage: DashboardStage): Promise<void> {
  stage.objects.set(paymentPodPath, paymentPod);
  await watched(stage);
  stage.live([payments]);
  stage.press("b");
  await stage.settle();
  stage.pass(1_000);
}

const frames: readonly Frame[] = [
  { what: "behind the scenes of a live view", play: open },
  {
    what: "behind the scenes further down",
    play: async (stage) => {
      await open(stage);
      stage.press("pageDown", "pageDown");
    },
  },
  {
    what: "behind the scenes at its end",
    play: async (stage) => {
      await open(stage);
      stage.press("G");
    },
  },
  {
    what: "behind the scenes of a login that is refused",
    play: async (stage) => {
      const list = stage.traffic.requests.newList(true);
      new RequestStage(stage.clock).answered(streamUrl, list.hear, { status: 401 }).end("Unauthorized");
      const error = new KubeError("unauthorized", "Unauthorized", { advice: "Log in again." });
      stage.sync({ phase: "unauthorized", asOf: undefined, error });
      stage.press("b");
    },
  },
  {
    what: "behind the scenes while the server is away",
    play: async (stage) => {
      await open(stage);
      const error = new KubeError("unreachable", refused, { advice: "Check that the cluster is running." });
      const retryAt = stage.clock.now() + 7_000;
      new RequestStage(stage.clock).begun(streamUrl, stage.traffic.requests.hearWatch).end(refused);
      stage.sync({ phase: "unreachable", asOf: stage.clock.now(), error, retryAt });
      stage.pass(1_000);
    },
  },
];

describe.each(sizes)("at %ix%i", (columns, lines) => {
  test.each(frames)("$what", async ({ what, play }) => {
    const stage = new DashboardStage({ columns, lines, ...trusted });
    await play(stage);

    const drawn = drawnScreen(stage.view);
    for (const line of drawn.split("\n").slice(1, lines + 1)) expect(widthOf(line)).toBe(columns + 2);
    expect(drawnLines(stage.view)).toHaveLength(lines);
    expect(drawn).not.toContain("s3cr3t");
    await expect(drawn).toMatchFileSnapshot(`frames/${columns}x${lines}/${what.replaceAll(/[^a-z]+/g, "-")}.txt`);
  });
});
