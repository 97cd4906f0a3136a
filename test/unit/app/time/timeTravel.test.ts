import { describe, expect, test } from "vitest";
import type { PodRow } from "../../../../src/resources/podRow.ts";
import { DashboardStage } from "../../../support/dashboardStage.ts";
import { podRow } from "../../../support/podRow.ts";

const pod = (name: string, change: Partial<PodRow> = {}) => podRow({ name, ...change });

/** web-1 was live, changed after 10 s, got a neighbour after 20 s, and went after 30 s. */
function stageOf(): DashboardStage {
  const stage = new DashboardStage();
  stage.live([pod("web-1"), pod("web-2")]);
  stage.pass(10_000);
  stage.put(pod("web-1", { status: "Error", readyContainers: 0 }));
  stage.pass(10_000);
  stage.put(pod("web-3"));
  stage.pass(10_000);
  stage.remove(pod("web-1"));
  stage.pass(10_000);
  return stage;
}

const rowsOf = ({ view }: DashboardStage) =>
  view.table.lines.map(({ key, sign }) => `${{ none: "", new: "+", changed: "~", gone: "-" }[sign]}${key}`);
const statesOf = ({ view: { header, past } }: DashboardStage) => [past, header.state.tone, header.state.text];

describe("<", () => {
  test("goes to the last change and then to those before, and each says what happened then", () => {
    const stage = stageOf();
    const told = () => [rowsOf(stage).join(" "), stage.view.notice?.text];
    stage.press("<");
    expect(told()).toEqual(["-shop/web-1 shop/web-2 shop/web-3", "- shop/web-1 is gone"]);
    stage.press("<");
    expect(told()).toEqual(["shop/web-1 shop/web-2 +shop/web-3", "+ shop/web-3 Running"]);
    stage.press("<");
    expect(told()).toEqual(["~shop/web-1 shop/web-2", "~ shop/web-1 Running → Error"]);
    stage.press("<");
    expect(told()).toEqual(["shop/web-1 shop/web-2", undefined]);
    stage.press("<");

    expect(told()[1]).toMatch(/^This is the oldest that is known: \d\d:\d\d:\d\d\.$/);
  });

  test("shows ages, counts and filter of then, and no one can take it for now", () => {
    const stage = stageOf();
    expect(statesOf(stage)).toEqual([false, "good", "live"]);
    stage.press("<", "<", "<");

    expect(statesOf(stage)).toEqual([true, "warning", expect.stringMatching(/^as of \d\d:\d\d:\d\d, 30s ago$/)]);
    expect(stage.view.header.detail).toMatch(/^3 changes since \d\d:\d\d:\d\d$/);
    expect(stage.view.summary.map(({ label, count }) => [label, count])).toEqual([
      ["Error", 1],
      ["Running", 1],
    ]);
    stage.press("tab");
    expect(rowsOf(stage)).toEqual(["~shop/web-1"]);
    stage.pass(5_000);
    expect(statesOf(stage)[2]).toMatch(/35s ago$/);
  });

  test("passes over what the filter hides", () => {
    const stage = stageOf();
    stage.press("/");
    stage.type("web-3");
    stage.press("enter", "<");

    expect(rowsOf(stage)).toEqual(["+shop/web-3"]);
    stage.press("<");
    expect(rowsOf(stage)).toEqual([]);
  });

  test("says so when nothing has changed yet, and is refused before there is a list", () => {
    const stage = new DashboardStage();
    stage.press("<");
    expect(stage.view.notice?.text).toBe("The list is not complete yet.");
    stage.live([pod("web-1")]);
    stage.press("<");

    expect(stage.view.notice?.text).toMatch(/^Nothing has changed since \d\d:\d\d:\d\d\.$/);
    expect(stage.view.past).toBe(false);
  });
});

describe("while a moment before is shown", () => {
  test("what changes is taken in behind it, and is there when one comes back", () => {
    const stage = stageOf();
    stage.press("<", "<", "<");
    const before = rowsOf(stage);
    stage.put(pod("web-4"), pod("web-2", { status: "Error" }));
    stage.pass(1_000);

    expect(rowsOf(stage)).toEqual(before);
    expect(stage.view.header.badges.map(({ text }) => text)).toEqual(["Esc: back to now"]);
    stage.press("esc");
    expect(stage.view.table.lines.map(({ key }) => key)).toEqual([
      "shop/web-1",
      "shop/web-2",
      "shop/web-3",
      "shop/web-4",
    ]);
    stage.pass(5_000);
    expect(rowsOf(stage)).toEqual(["shop/web-2", "shop/web-3", "shop/web-4"]);
    expect(statesOf(stage)).toEqual([false, "good", "live"]);
  });

  test("the cursor stays with its pod, and says so where that was not there", () => {
    const stage = stageOf();
    stage.press("j");
    expect(stage.view.table.lines.find(({ selected }) => selected)?.key).toBe("shop/web-3");
    stage.press("<", "<", "<");

    expect(stage.view.table.parked).toBe(true);
    expect(stage.view.notice?.text).toBe("~ shop/web-1 Running → Error   shop/web-3 was not there then");
    stage.press(">");
    expect(stage.view.table.lines.find(({ selected }) => selected)?.key).toBe("shop/web-3");
  });

  test("a pod opens as it is now, and one that is gone says so", async () => {
    const stage = stageOf();
    stage.press("<", "<", "<", "g", "y");
    await stage.settle();

    expect(stage.view.text?.state.text).toMatch(/^deleted /);
  });

  test.each(["esc", "space"] as const)("%s comes back to what is now, and keeps the filter", (key) => {
    const stage = stageOf();
    stage.press("/");
    stage.type("web");
    stage.press("enter", "<", "<", key);

    expect(statesOf(stage)).toEqual([false, "good", "live"]);
    expect(stage.view.header.badges.map(({ text }) => text)).toEqual(["filter web"]);
  });
});

test("Esc comes back to now also from the oldest, where the last line says that there is nothing before", () => {
  const stage = stageOf();
  stage.press("<", "<", "<", "<", "<", "esc");

  expect(statesOf(stage)).toEqual([false, "good", "live"]);
});

test("> goes on change by change, after the last one to what is now, and there no further", () => {
  const stage = stageOf();
  stage.press("<", "<", "<", ">", ">");
  expect(rowsOf(stage)).toEqual(["-shop/web-1", "shop/web-2", "shop/web-3"]);
  stage.press(">");
  expect(statesOf(stage)).toEqual([false, "good", "live"]);
  stage.press(">");

  expect(stage.view.notice?.text).toBe("This is what is now.");
});

test("{ goes back by a minute or more, and } on again", () => {
  const stage = stageOf();
  stage.pass(40_000);
  stage.press("{");
  expect(rowsOf(stage)).toEqual(["shop/web-1", "shop/web-2", "+shop/web-3"]);
  stage.press("}");

  expect(rowsOf(stage)).toEqual(["-shop/web-1", "shop/web-2", "shop/web-3"]);
});

test("another namespace has a history of its own", () => {
  const stage = stageOf();
  stage.press("<", "0");
  expect(stage.view.past).toBe(false);
  stage.live([pod("other-1")]);
  stage.press("<");

  expect(stage.view.notice?.text).toMatch(/^Nothing has changed since/);
});

test("the header ticks, and nothing else does, while a moment before is shown", () => {
  const stage = stageOf();
  stage.press("<");
  const { table } = stage.view;
  stage.pass(1_000);

  expect(stage.view.header.state.text).toMatch(/11s ago$/);
  expect(stage.view.table).toBe(table);
});
