import { describe, expect, test } from "vitest";
import type { PodRow } from "../../../../src/resources/podRow.ts";
import { DashboardStage, type StageOptions } from "../../../support/dashboardStage.ts";
import { podRow, unhealthy } from "../../../support/podRow.ts";

const pod = (name: string, change: Partial<PodRow> = {}) => podRow({ name, ...change });

/** web-1 crashed, was deleted, and web-9 came in its place. */
function stageOf(options: StageOptions = {}): DashboardStage {
  const stage = new DashboardStage({ columns: 160, ...options });
  const crashed = pod("web-1", { status: "Error", restarts: 3, ...unhealthy("broken", "exit 137 (SIGKILL)") });
  stage.live([pod("web-1"), pod("web-2"), pod("web-3", { owner: "Job/one" })]);
  stage.pass(1_000);
  stage.put(crashed);
  stage.pass(1_000);
  stage.put(pod("web-1", { status: "Terminating", restarts: 3 }));
  stage.pass(1_000);
  stage.put(pod("web-9", { createdAt: stage.clock.now(), status: "ContainerCreating", readyContainers: 0 }));
  stage.remove(crashed);
  stage.pass(1_000);
  stage.remove(pod("web-3"));
  stage.pass(4_000);
  return stage;
}

const itemsOf = ({ view: { overlay } }: DashboardStage) =>
  overlay?.kind === "picker"
    ? overlay.items.map(({ text, detail }) => `${text.replace(/^[\d:]{8}/, "TIME")} | ${detail}`)
    : "no list";

describe("D", () => {
  test("lists what went, the newest first: what it was at last, and what has its place", () => {
    const stage = stageOf();
    stage.press("D");

    expect(itemsOf(stage)).toEqual([
      "TIME shop/web-3 | Running",
      "TIME shop/web-1 | Error, exit 137 (SIGKILL), 3 restarts → web-9 ContainerCreating 0/1",
    ]);
    stage.put(pod("web-9", { createdAt: stage.clock.now() - 5_000 }));
    expect(itemsOf(stage)[1]).toMatch(/→ web-9 Running$/);
  });

  test("Enter goes to the pod that has the place, whatever filter or moment before hides it", () => {
    const stage = stageOf();
    stage.press("/");
    stage.type("web-2");
    stage.press("enter", "<", "D");
    stage.press("down", "enter");

    expect(stage.view.past).toBe(false);
    expect(stage.view.header.badges.map(({ text }) => text)).toEqual([]);
    expect(stage.view.table.lines.find(({ selected }) => selected)?.key).toBe("shop/web-9");
  });

  test("Enter tells the last words where none has the place", () => {
    const stage = stageOf();
    stage.press("D", "enter");

    expect(stage.view.notice?.text).toMatch(/^shop\/web-3 went at \d\d:\d\d:\d\d: Running\. No pod has its place\.$/);
  });

  test("goes on to the pod that has the place of the one that had it", () => {
    const stage = stageOf();
    stage.put(pod("web-11", { createdAt: stage.clock.now() }));
    stage.remove(pod("web-9"));
    stage.pass(4_000);
    stage.press("D");
    expect(itemsOf(stage)[2]).toMatch(/→ web-9, gone too$/);
    stage.press("down", "down", "enter");

    expect(stage.view.table.lines.find(({ selected }) => selected)?.key).toBe("shop/web-11");
  });

  test("is refused while nothing went, and again after ten minutes", () => {
    const stage = new DashboardStage();
    stage.live([pod("web-1")]);
    stage.press("D");
    expect(stage.view.notice?.text).toBe("No pod went in the last ten minutes.");
    stage.remove(pod("web-1"));
    stage.press("D");
    expect(itemsOf(stage)).toEqual(["TIME shop/web-1 | Running"]);
    stage.press("esc");
    stage.pass(600_000);
    stage.press("D");

    expect(stage.view.notice?.text).toBe("No pod went in the last ten minutes.");
  });

  test("does not claim that a pod is gone that the selectors may have let go", () => {
    const selectors = { labels: "app=web", fields: "" };
    const stage = stageOf({ dashboard: { start: { context: undefined, namespace: "shop", selectors } } });
    stage.press("D");

    expect(stage.view.overlay).toMatchObject({ title: "Pods that went, or are no longer selected" });
  });
});

test("the news that the pod under the cursor is gone names its end and the pod in its place", () => {
  const stage = new DashboardStage();
  stage.live([pod("web-1", unhealthy("broken", "exit 3")), pod("web-2")]);
  stage.press("g");
  stage.remove(pod("web-1"));
  expect(stage.view.notice?.text).toBe("shop/web-1 is gone (Running, exit 3); move the cursor to go on");
  stage.put(pod("web-9", { createdAt: stage.clock.now() }));

  expect(stage.view.notice?.text).toBe(
    "shop/web-1 is gone (Running, exit 3) → web-9 Running; move the cursor to go on",
  );
});
