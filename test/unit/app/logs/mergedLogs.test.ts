import { describe, expect, test } from "vitest";
import { plainOf } from "../../../../src/app/text/textLines.ts";
import { KubeError } from "../../../../src/kube/kubeError.ts";
import type { PodRow } from "../../../../src/resources/podRow.ts";
import { DashboardStage } from "../../../support/dashboardStage.ts";
import { podRow } from "../../../support/podRow.ts";

const at = (second: number, text: string) => `2026-01-05T10:00:${String(second).padStart(2, "0")}Z ${text}`;
const pod = (name: string, change: Partial<PodRow> = {}) =>
  podRow({ name, owner: "ReplicaSet/web-7f9c", labels: "app=web,pod-template-hash=7f9c", ...change });
const pathOf = ({ namespace, name }: PodRow) => `/api/v1/namespaces/${namespace}/pods/${name}`;
const objectOf = ({ uid }: PodRow, containers: readonly string[]) => ({
  metadata: { uid },
  spec: { containers: containers.map((name) => ({ name })) },
  status: { containerStatuses: containers.map((name) => ({ name, state: { running: {} } })) },
});

function staged(rows: readonly PodRow[], containers: readonly string[] = ["main"]) {
  const stage = new DashboardStage({ columns: 160 });
  const known = (...pods: readonly PodRow[]) => {
    for (const one of pods) stage.objects.set(pathOf(one), objectOf(one, containers));
  };
  known(...rows);
  stage.live(rows);
  return {
    stage,
    known,
    lines: () => stage.view.text?.rows.map(({ text }) => plainOf(text)) ?? [],
    facts: () => stage.view.text?.facts.join(" · ") ?? "",
    pass: async (ms: number) => {
      for (let passed = 0; passed < ms; passed += 100) {
        await stage.clock.advance(100);
        stage.draw();
      }
    },
  };
}

/** The logs of the owner of `rows`, caught up. */
async function ofOwner(rows: readonly PodRow[], containers?: readonly string[]) {
  const view = staged(rows, containers);
  view.stage.press("l", "O");
  await view.stage.settle();
  await view.pass(1_500);
  return view;
}

const web = [pod("web-7f9c-a1"), pod("web-7f9c-b2"), pod("web-7f9c-c3")];

describe("all pods of the owner", () => {
  test("come merged in the order of time, each with what tells it from the others", async () => {
    const { stage, lines, facts, pass } = staged([...web, podRow({ name: "pay-1", owner: "ReplicaSet/pay-1" })]);
    stage.press("g", "j", "l", "O");
    await stage.settle();
    stage.logs.ofPod("web-7f9c-c3").write(at(2, "c"));
    stage.logs.ofPod("web-7f9c-a1").write(at(1, "a"), at(4, "d"));
    stage.logs.ofPod("web-7f9c-b2").write(at(3, "b"));
    await pass(1_500);

    expect(lines()).toEqual(["a1 a", "c3 c", "b2 b", "a1 d"]);
    expect(stage.view.text?.subject).toBe("Deployment shop/web");
    expect(facts()).toContain("3 pods");
    expect(stage.logs.runningPods).not.toContain("pay-1");
  });

  test("name the container where a pod has several", async () => {
    const { stage, lines, pass } = await ofOwner(web.slice(0, 2), ["main", "proxy"]);
    stage.logs.of("proxy").write(at(1, "hello"));
    await pass(300);

    expect(lines()).toEqual(["b2/proxy hello"]);
  });

  test("give way to the one pod again with the same key", async () => {
    const { stage, pass } = await ofOwner(web);
    stage.press("O");
    await stage.settle();
    await pass(100);

    expect(stage.view.text?.subject).toBe("shop/web-7f9c-a1");
    expect(stage.logs.runningPods).toEqual(["web-7f9c-a1"]);
  });

  test("are asked for fewer lines of before than one alone, all with their times", async () => {
    const { stage } = await ofOwner(web);
    const tails = stage.logs.streams.map(({ request }) => request.tailLines);

    expect(tails).toEqual([6_666, 6_666, 6_666]);
  });

  test("of another revision belong to it too", async () => {
    const { stage } = await ofOwner([
      ...web.slice(0, 1),
      pod("web-6b1d-z9", { owner: "ReplicaSet/web-6b1d", labels: "app=web,pod-template-hash=6b1d" }),
    ]);

    expect(stage.logs.runningPods).toEqual(["web-7f9c-a1", "web-6b1d-z9"].toSorted());
  });

  test("are not there for a pod that nobody owns", () => {
    const { stage } = staged([podRow({ name: "lonely", owner: "" })]);
    stage.press("l", "O");

    expect(stage.view.notice?.text).toBe("shop/lonely: no owner to show all pods of.");
  });
});

describe("pods that come and go", () => {
  test("one that comes is followed, and said", async () => {
    const { stage, known, lines, facts, pass } = await ofOwner(web.slice(0, 2));
    const late = pod("web-7f9c-d4");
    known(late);
    stage.put(late);
    await stage.settle();
    stage.logs.ofPod("web-7f9c-d4").write(at(9, "hello"));
    await pass(300);

    expect(lines()).toEqual(["── shop/web-7f9c-d4 has come ──", "d4 hello"]);
    expect(facts()).toContain("3 pods");
  });

  test("one that goes is said; what it wrote stays, and its last words still arrive", async () => {
    const { stage, lines, facts, pass } = await ofOwner(web.slice(0, 2));
    stage.logs.ofPod("web-7f9c-a1").write(at(1, "a"));
    await pass(300);
    stage.remove(...web.slice(0, 1));
    stage.logs.ofPod("web-7f9c-a1").write(at(2, "bye"));
    await pass(300);
    expect(lines()).toEqual(["a1 a", "── shop/web-7f9c-a1 is gone ──", "a1 bye"]);
    expect(facts()).toContain("1 pod, 1 gone");
    await pass(5_000);

    expect(stage.logs.runningPods).toEqual(["web-7f9c-b2"]);
    expect(stage.view.text?.state.text).toBe("loading");
  });

  test("another pod under the same name is another one", async () => {
    const { stage, known, lines, pass } = await ofOwner(web.slice(0, 2));
    const again = pod("web-7f9c-a1", { uid: "another" });
    known(again);
    stage.put(again);
    await stage.settle();
    await pass(300);

    expect(lines()).toEqual(["── shop/web-7f9c-a1 is gone ──", "── shop/web-7f9c-a1 has come ──"]);
  });

  test("all gone leave their text", async () => {
    const { stage, lines, pass } = await ofOwner(web.slice(0, 1));
    stage.logs.ofPod("web-7f9c-a1").write(at(1, "a"));
    await pass(300);
    stage.remove(...web.slice(0, 1));
    await pass(300);

    expect(lines()[0]).toContain(" a");
    expect(stage.view.text?.state.text).toBe("all gone");
  });
});

describe("many containers", () => {
  const crowd = Array.from({ length: 60 }, (_, index) => pod(`web-7f9c-p${index + 10}`));

  test("are followed up to fifty, and the others are said", async () => {
    const { stage, facts } = await ofOwner(crowd);

    expect(stage.logs.runningPods).toHaveLength(50);
    expect(facts()).toContain("50 containers are followed, no room for 10 more pods");
  });

  test("make room when one goes", async () => {
    const { stage, pass } = await ofOwner(crowd);
    stage.remove(...crowd.slice(3, 4));
    await stage.settle();
    await pass(5_200);

    expect(stage.logs.runningPods).toHaveLength(50);
    expect(stage.logs.runningPods).toContain("web-7f9c-p60");
  });
});

test("a stream that breaks is taken up again by itself, without doubled lines, while the others go on", async () => {
  const { stage, lines, pass } = await ofOwner(web.slice(0, 2));
  stage.logs.ofPod("web-7f9c-a1").write(at(1, "one"), at(2, "two"));
  stage.logs.ofPod("web-7f9c-b2").write(at(1, "other"));
  await pass(300);
  stage.logs.ofPod("web-7f9c-a1").fail(new KubeError("unreachable", "the connection was reset"));
  await pass(100);
  expect(stage.view.text?.state).toMatchObject({ text: "live", detail: "1 of 2 reconnecting", isStale: false });
  await pass(900);
  expect(stage.logs.ofPod("web-7f9c-a1").request.sinceTime).toBe("2026-01-05T10:00:02Z");
  stage.logs.ofPod("web-7f9c-a1").write(at(2, "two"), at(3, "three"));
  await pass(300);

  expect(lines()).toEqual(["a1 one", "b2 other", "a1 two", "a1 three"]);
  expect(stage.logs.streams.filter(({ request }) => request.pod === "web-7f9c-b2")).toHaveLength(1);
});

test("the filter, the run before and one container alone work as for one pod", async () => {
  const { stage, lines, facts, pass } = await ofOwner(web.slice(0, 2));
  stage.logs.ofPod("web-7f9c-a1").write(at(1, "good"), at(2, "bad"));
  stage.logs.ofPod("web-7f9c-b2").write(at(3, "bad"));
  await pass(300);
  stage.press("f");
  stage.type("bad");
  stage.press("enter");
  expect(lines()).toEqual(["a1 bad", "b2 bad"]);
  stage.press("2");
  expect(lines()).toEqual(["bad"]);
  expect(facts()).toContain("only b2");
  stage.press("0", "p");
  await stage.settle();

  expect(stage.logs.streams.slice(-2).map(({ request }) => [request.pod, request.previous])).toEqual([
    ["web-7f9c-a1", true],
    ["web-7f9c-b2", true],
  ]);
});

test("marked pods are shown together, whoever owns them", async () => {
  const pay = podRow({ name: "pay-1", owner: "" });
  const { stage, lines, pass } = staged([pay, ...web]);
  stage.press("g", "v", "v", "l");
  await stage.settle();
  stage.logs.ofPod("pay-1").write(at(2, "b"));
  stage.logs.ofPod("web-7f9c-a1").write(at(1, "a"));
  await pass(1_500);

  expect(stage.view.text?.subject).toBe("2 marked pods");
  expect(lines()).toEqual(["web-7f9c-a1 a", "pay-1       b"]);
});
