import { describe, expect, test } from "vitest";
import { plainOf } from "../../../../src/app/text/textLines.ts";
import { KubeError } from "../../../../src/kube/kubeError.ts";
import { DashboardStage } from "../../../support/dashboardStage.ts";
import { podRow } from "../../../support/podRow.ts";

const path = "/api/v1/namespaces/shop/pods/web-1";
const podWith = (...containers: readonly string[]) => ({
  metadata: { uid: "uid-shop-web-1" },
  spec: { containers: containers.map((name) => ({ name })) },
  status: { containerStatuses: containers.map((name) => ({ name, state: { running: {} } })) },
});
const at = (second: number, text: string) => `2026-01-05T10:00:${String(second).padStart(2, "0")}Z ${text}`;

async function opened(...containers: readonly string[]) {
  const stage = new DashboardStage({ columns: 120 });
  stage.objects.set(path, podWith(...containers));
  stage.live([podRow({ name: "web-1" })]);
  stage.press("l");
  await stage.settle();
  return {
    stage,
    lines: () => stage.view.text?.rows.map(({ text }) => plainOf(text)) ?? [],
    facts: () => stage.view.text?.facts.join(" · ") ?? "",
    pass: async (ms: number) => {
      await stage.clock.advance(ms);
      stage.draw();
    },
  };
}

describe("several containers", () => {
  test("what they wrote before comes in the order of time, whoever answers first", async () => {
    const { stage, lines, pass } = await opened("main", "proxy");
    stage.logs.of("proxy").write(at(2, "b"), at(4, "d"));
    await pass(100);
    expect(lines()).toEqual([]);
    stage.logs.of("main").write(at(1, "a"), at(3, "c"));
    await pass(200);

    expect(lines()).toEqual(["main  a", "proxy b", "main  c", "proxy d"]);
  });

  test("one that does not answer holds up the others for a moment only", async () => {
    const { stage, lines, pass } = await opened("main", "proxy");
    stage.logs.of("main").write(at(1, "a"));
    await pass(1_499);
    expect(lines()).toEqual([]);
    await pass(1);

    expect(lines()).toEqual(["main  a"]);
  });

  test("one alone has no name before its lines, and all are back at once", async () => {
    const { stage, lines, facts, pass } = await opened("main", "proxy");
    stage.logs.of("main").write(at(1, "a"));
    stage.logs.of("proxy").write(at(2, "b"));
    await pass(1_500);
    stage.press("2");
    expect(lines()).toEqual(["b"]);
    expect(facts()).toBe("only proxy");
    stage.press("0");

    expect(lines()).toEqual(["main  a", "proxy b"]);
    expect(stage.logs.streams).toHaveLength(2);
  });

  test("one that is added later is followed too", async () => {
    const { stage, pass } = await opened("main");
    stage.objects.set(path, podWith("main", "debug"));
    stage.put(podRow({ name: "web-1", resourceVersion: "2" }));
    await pass(0);

    expect(stage.logs.running).toEqual(["main", "debug"]);
  });
});

test("with one container there is nothing to choose", async () => {
  const { stage } = await opened("main");
  stage.press("o");

  expect(stage.view.notice?.text).toBe("The pod has no other container.");
});

test("the filter takes effect as it is typed, and Esc takes it back", async () => {
  const { stage, lines, pass } = await opened("main");
  stage.logs.of("main").write(at(1, "good"), at(2, "bad"));
  await pass(200);
  stage.press("f");
  stage.type("!good");
  expect(lines()).toEqual(["bad"]);
  stage.press("esc");

  expect(lines()).toEqual(["good", "bad"]);
});

test("another time, and the run before, are asked for anew", async () => {
  const { stage, lines, facts, pass } = await opened("main");
  stage.logs.of("main").write(at(1, "a"));
  await pass(200);
  stage.press("s", "down", "enter");
  await pass(200);
  expect(lines()).toEqual([]);
  expect(stage.logs.of("main").request).toMatchObject({ sinceSeconds: 300 });
  stage.press("p");
  expect(stage.logs.of("main").request).toMatchObject({ previous: true, follow: false });
  expect(facts()).toContain("the run before");
  expect(stage.logs.running).toHaveLength(1);
});

test("that nothing was written yet is said", async () => {
  const { stage, lines, pass } = await opened("main");
  stage.logs.of("main").write();
  await pass(1_500);

  expect(lines()).toEqual(["Nothing was written yet."]);
});

test("what fell out of the newest 100,000 lines is counted", async () => {
  const { stage, facts, pass } = await opened("main");
  stage.logs.of("main").write(...Array.from({ length: 100_007 }, (_, index) => at(1, String(index))));
  await pass(200);

  expect(facts()).toBe("7 older lines let go (the newest 100,000 are kept)");
});

test("a pod that may not be read says so in the server's words", async () => {
  const stage = new DashboardStage({ columns: 120 });
  stage.live([podRow({ name: "web-1" })]);
  const refuse = () => {
    throw new KubeError("forbidden", 'pods "web-1" is forbidden');
  };
  stage.objects.get = refuse;
  stage.press("l");
  await stage.settle();

  expect(stage.view.text?.rows.map(({ text }) => plainOf(text))).toEqual(['pods "web-1" is forbidden']);
});

test("leaving ends every stream", async () => {
  const { stage } = await opened("main", "proxy");
  stage.press("q");

  expect(stage.logs.running).toEqual([]);
});
