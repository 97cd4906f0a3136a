import { describe, expect, test } from "vitest";
import { defaultConfig } from "../../../../src/app/config.ts";
import type { KeyChord } from "../../../../src/app/keyChord.ts";
import { KubeError } from "../../../../src/kube/kubeError.ts";
import type { PodRow } from "../../../../src/resources/podRow.ts";
import type { PodSample } from "../../../../src/resources/usage/podSample.ts";
import { DashboardStage, type StageOptions } from "../../../support/dashboardStage.ts";
import { podRow } from "../../../support/podRow.ts";

process.env.TZ = "UTC";

const second = 1000;
const mi = 1024 * 1024;
const resources = {
  cpuRequest: 100,
  cpuLimit: Number.NaN,
  memoryRequest: 100 * mi,
  memoryLimit: 200 * mi,
  containers: ["main"],
  others: [],
};
const pod = (name: string, change: Partial<PodRow> = {}) => podRow({ name, resources, ...change });

/** What a pod used five seconds ago. */
function sampleOf(stage: DashboardStage, name: string, change: Partial<PodSample> = {}): PodSample {
  const at = stage.clock.now() - 5 * second;
  const used = { nanocores: 50e6, bytes: 190 * mi, containers: ["main"] };
  return { key: `shop/${name}`, at, windowMs: 15 * second, ...used, ...change };
}

async function live(options: StageOptions = {}) {
  const stage = new DashboardStage({ columns: 140, ...options });
  stage.samples = [sampleOf(stage, "a-1"), sampleOf(stage, "b-1", { nanocores: 200e6 })];
  stage.live([pod("a-1"), pod("b-1"), pod("c-1")]);
  await stage.settle();
  const cells = () => {
    const { columns, lines } = stage.view.table;
    const measured = columns.flatMap(({ id }, index) => (/^(cpu|mem)/.test(id) ? [index] : []));
    return lines.map(({ key, cells }) =>
      [key.replace("shop/", ""), ...measured.map((index) => cells[index]?.text.trim() ?? "")].join(" ").trimEnd(),
    );
  };
  return {
    stage,
    cells,
    press: async (...keys: readonly KeyChord[]) => {
      stage.press(...keys);
      await stage.settle();
      await stage.settle();
    },
    pass: async (ms: number) => {
      await stage.clock.advance(ms);
      await stage.settle();
    },
    badge: () => stage.view.header.badges.find(({ text }) => text.includes("metrics"))?.text,
  };
}

test("are not asked for until somebody wants to see them", async () => {
  const { stage, pass, badge } = await live();
  await pass(120 * second);

  expect([stage.samplesAsked, badge(), stage.clock.sleeping]).toEqual([0, undefined, 0]);
});

test("stand beside the pods by a key, and go by the same", async () => {
  const { stage, cells, press, badge } = await live();
  await press("m");
  expect(cells()).toEqual(["a-1 50m 50%  190Mi 190% 95%", "b-1 200m 200%  190Mi 190% 95%", "c-1"]);
  expect(badge()).toBe("metrics of 09:59:55");
  await press("m");

  expect(cells()).toEqual(["a-1", "b-1", "c-1"]);
  expect([badge(), stage.clock.sleeping]).toEqual([undefined, 0]);
});

test("are said to be asked for until they come, and only then", async () => {
  const { stage, badge } = await live();
  stage.press("m");
  expect(badge()).toBe("metrics asked for");
  stage.press("m");
  stage.sync({ phase: "catchingUp", asOf: 0, since: 0, cause: "the connection was reset" });
  stage.press("m");

  expect(badge()).toBeUndefined();
});

test("are there from the start where the configuration says so", async () => {
  const { cells } = await live({ dashboard: { config: { ...defaultConfig, metrics: true } } });

  expect(cells()[0]).toBe("a-1 50m 50%  190Mi 190% 95%");
});

test("are asked for each 30 seconds", async () => {
  const { stage, cells, press, pass } = await live();
  await press("m");
  await pass(29 * second);
  expect(stage.samplesAsked).toBe(1);
  stage.samples = [sampleOf(stage, "a-1", { nanocores: 51e6 })];
  await pass(second);

  expect(stage.samplesAsked).toBe(2);
  expect(cells()).toEqual(["a-1 51m 51%  190Mi 190% 95%", "b-1", "c-1"]);
});

describe("are not asked for", () => {
  test.each<[string, (stage: DashboardStage) => void]>([
    ["while they are off", (stage) => stage.press("m")],
    ["while the table is held still", (stage) => stage.press("space")],
    [
      "while the rows are not known to be true",
      (stage) => stage.sync({ phase: "catchingUp", asOf: 0, since: 0, cause: "the connection was reset" }),
    ],
    ["when the dashboard is closed", (stage) => void stage.dashboard.close()],
  ])("%s", async (_what, change) => {
    const { stage, press, pass } = await live();
    await press("m");
    change(stage);
    await pass(120 * second);

    expect(stage.samplesAsked).toBe(1);
    expect(stage.clock.sleeping).toBe(0);
  });

  test("later because the table was held still before the answer came", async () => {
    const { stage, press, cells } = await live();
    stage.press("m", "space");
    await stage.settle();
    await press("space");

    expect(stage.samplesAsked).toBe(2);
    expect(cells()[0]).toBe("a-1 50m 50%  190Mi 190% 95%");
  });

  test("more often than each 30 seconds, whoever holds the table still in between", async () => {
    const { stage, press, pass } = await live();
    await press("m");
    await pass(10 * second);
    await press("space");
    await press("space");
    await pass(19 * second);
    expect(stage.samplesAsked).toBe(1);
    await pass(second);

    expect(stage.samplesAsked).toBe(2);
  });
});

test("rows from a file have none, and it is said why", async () => {
  const { stage, press } = await live();
  stage.sync({ phase: "file", path: "pods.json", asOf: 0 });
  await press("m");

  expect(stage.view.notice?.text).toBe("The rows come from a file.");
  expect(stage.samplesAsked).toBe(0);
});

describe("a server that has none", () => {
  const status = { code: 503, reason: "ServiceUnavailable", message: "", causes: [] };

  test.each<[KubeError, string]>([
    [
      new KubeError("notFound", "the server could not find the requested resource"),
      "No CPU and memory: this cluster has no metrics-server (metrics.k8s.io).",
    ],
    [
      new KubeError("forbidden", 'pods.metrics.k8s.io is forbidden: User "oncall" cannot list them'),
      'No CPU and memory: pods.metrics.k8s.io is forbidden: User "oncall" cannot list them',
    ],
    [
      new KubeError("server", "the server is currently unable to handle the request", { status }),
      "No CPU and memory: metrics-server does not answer. the server is currently unable to handle the request",
    ],
  ])("is not asked again, and it is said why: %s", async (error, text) => {
    const { stage, press, pass, badge } = await live();
    stage.samples = error;
    await press("m");
    expect(stage.view.notice?.text).toBe(text);
    expect(badge()).toBe("no metrics");
    await pass(300 * second);
    expect([stage.samplesAsked, stage.clock.sleeping]).toEqual([1, 0]);
    await press("m", "m");

    expect(stage.samplesAsked).toBe(2);
  });

  test("for a moment is asked again, and says it once", async () => {
    const { stage, press, pass, badge, cells } = await live();
    const { samples } = stage;
    stage.samples = new KubeError("unreachable", "the connection was reset");
    await press("m");
    expect(stage.view.notice?.text).toBe("CPU and memory did not come: the connection was reset");
    await press("j");
    await pass(30 * second);
    expect([stage.view.notice, stage.samplesAsked]).toEqual([undefined, 2]);
    stage.samples = samples;
    await pass(30 * second);

    expect(badge()).toBe("metrics of 09:59:55");
    expect(cells()[0]).toBe("a-1 50m 50%  190Mi 190% 95%");
  });
});

test("the last ones stay, with their time, when the next do not come", async () => {
  const { stage, press, pass, badge, cells } = await live();
  await press("m");
  stage.samples = new KubeError("unreachable", "the connection was reset");
  await pass(30 * second);

  expect(stage.view.notice?.text).toBe("CPU and memory did not come: the connection was reset");
  expect(badge()).toBe("metrics of 09:59:55");
  expect(cells()[0]).toBe("a-1 50m 50%  190Mi 190% 95%");
});

test("what is older than two minutes is blank, though nothing else came", async () => {
  const { stage, press, pass, cells } = await live();
  await press("m");
  await pass(110 * second);
  expect(cells()[0]).toBe("a-1 50m 50%  190Mi 190% 95%");
  await pass(6 * second);

  expect(cells()).toEqual(["a-1", "b-1", "c-1"]);
  expect(stage.samplesAsked).toBe(4);
});

test("what another pod of the name used is not taken for this one's", async () => {
  const { stage, press, cells } = await live();
  await press("m");
  stage.put(pod("a-1", { uid: "another", createdAt: stage.clock.now() }));
  expect(cells()[0]).toBe("a-1");
  await press("m", "m");

  expect(cells()[0]).toBe("a-1");
});

test("the table keeps to the newest order and filter of what was measured", async () => {
  const { stage, press, pass, cells } = await live();
  await press("m");
  stage.press("s");
  stage.type("CPU");
  await press("enter");
  expect(cells().map((line) => line.slice(0, 3))).toEqual(["b-1", "a-1", "c-1"]);
  stage.press("/");
  stage.type("cpu>100m");
  await press("enter");
  expect(cells().map((line) => line.slice(0, 3))).toEqual(["b-1"]);
  stage.samples = [sampleOf(stage, "c-1", { nanocores: 900e6 }), sampleOf(stage, "a-1", { nanocores: 800e6 })];
  await pass(30 * second);

  expect(cells().map((line) => line.slice(0, 3))).toEqual(["c-1", "a-1"]);
});

test("another namespace has its own, asked for at once", async () => {
  const { stage, press, cells } = await live();
  await press("m", "0");
  stage.live([pod("a-1")]);
  await stage.settle();
  await stage.settle();

  expect(stage.samplesAsked).toBe(2);
  expect(cells()).toEqual(["a-1 50m 50%  190Mi 190% 95%"]);
});
