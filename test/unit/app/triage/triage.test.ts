import { describe, expect, test } from "vitest";
import type { PodRow } from "../../../../src/resources/podRow.ts";
import { DashboardStage, type StageOptions } from "../../../support/dashboardStage.ts";
import { podRow, unhealthy } from "../../../support/podRow.ts";

process.env.TZ = "UTC";

const minute = 60_000;
/** The stage's clock begins here. */
const now = Date.UTC(2026, 0, 5, 10, 0, 0);

const ill = (name: string, cause: string, began = Number.NaN): PodRow =>
  podRow({ name, ...unhealthy("broken", cause, { began }) });
const well = (name: string): PodRow => podRow({ name, owner: "ReplicaSet/well-1", images: "well" });
const rows = [ill("a-1", "exit 1"), ill("b-1", 'config: secret "x" not found'), ill("c-1", "exit 1"), well("d-1")];

function opened(options: StageOptions = {}) {
  const stage = new DashboardStage(options);
  const shown = () =>
    stage.view.triage?.rows.map(({ left }) =>
      left
        .map(({ text }) => text)
        .join("")
        .trimEnd(),
    ) ?? [];
  return {
    stage,
    shown,
    heads: () => shown().filter((line) => /^ *\d+ (?:broken|slow|degraded)/.test(line)),
    chosen: () =>
      stage.view.triage?.rows
        .filter(({ isChosen }) => isChosen)
        .map(({ left }) => left.map(({ text }) => text).join("")),
    series: () =>
      stage.view.triage?.rows.map(({ right }) =>
        right.map(({ text, look }) => (look.dim === true ? `(${text})` : text)).join(""),
      ) ?? [],
    names: () => stage.view.table.lines.map(({ cells }) => cells[0]?.text.trim()),
  };
}

describe("the causes in the place of the table", () => {
  test("are the largest first, and the pods of the chosen one are shown alone", () => {
    const { stage, heads, names } = opened();
    stage.live(rows);
    stage.press("t");
    expect(heads()).toEqual(["  2 broken   exit 1", '  1 broken   config: secret "x" not found']);
    stage.press("j", "enter");

    expect(stage.view.triage).toBeUndefined();
    expect(names()).toEqual(["b-1"]);
    expect(stage.view.header.badges.at(-1)?.text).toBe('filter cause="config: secret *x* not found"');
    stage.press("esc");
    expect(names()).toHaveLength(4);
  });

  test("follow what becomes of the pods, and the cursor its cause", () => {
    const { stage, heads, chosen } = opened();
    stage.live(rows);
    stage.press("t", "j");
    stage.put(ill("d-1", 'config: secret "x" not found'), well("a-1"));

    expect(heads()).toEqual(['  2 broken   config: secret "x" not found', "  1 broken   exit 1"]);
    expect(chosen()).toEqual(['  2 broken   config: secret "x" not found']);
  });

  test("come with a list as it arrives, and say nothing of what is not there yet", () => {
    const { stage, shown, heads } = opened({ dashboard: { triage: true } });
    expect(stage.view.triage).toBeUndefined();
    expect(stage.view.message?.title).toBe("Starting");
    stage.rows([well("d-1")]);
    stage.sync({ phase: "loading", received: 1, total: 4 });
    expect(shown()[0]).toBe("No pod of 1 so far is unhealthy");
    stage.rows(rows);
    expect(shown()[0]).toBe("3 of 4 pods so far are unhealthy · 2 causes");
    expect(heads()).toHaveLength(2);
    stage.live(rows);

    expect(shown()[0]).toBe("3 of 4 pods are unhealthy · 2 causes");
  });

  test("say in peace that there are none, and what was looked at", () => {
    const { stage, shown } = opened();
    stage.live([well("a-1"), well("b-1")]);
    stage.press("t");

    expect(shown()).toEqual([
      "No pod of 2 is unhealthy",
      "",
      "Looked at: context prod-eu · cluster prod-eu-1 · namespace shop",
      "verified 10:00:00",
    ]);
    stage.press("enter");
    expect(stage.view.notice?.text).toBe("No pod is unhealthy.");
  });

  test("of a table that is held still are those of what stands there", () => {
    const { stage, heads } = opened();
    stage.live(rows);
    stage.press("space");
    stage.put(ill("d-1", "exit 1"));
    stage.press("t");
    expect(heads()[0]).toBe("  2 broken   exit 1");
    stage.press("t", "space", "t");

    expect(heads()[0]).toBe("  3 broken   exit 1");
  });

  test("say what the pods share once the healthy ones are counted", () => {
    const { stage, shown } = opened();
    const some = ["1", "2", "3"].map((name) => ill(`a-${name}`, "exit 1"));
    stage.rows([...some, well("d-1")]);
    stage.sync({ phase: "loading", received: 4, total: 4 });
    stage.press("t");
    const suspect = "all with image registry.demo/shop/web:v1, with which no pod is well";
    expect(shown().join("\n")).not.toContain("no pod is well");
    stage.live([...some, well("d-1")]);
    expect(shown().join("\n")).toContain(suspect.replace("registry.demo/shop/", ""));
    stage.put(podRow({ name: "e-1" }));

    expect(shown().join("\n")).not.toContain("with which no pod is well");
  });

  test("are narrowed by words, which Esc takes off before it goes to the table", () => {
    const { stage, heads } = opened();
    stage.live(rows);
    stage.press("t", "/");
    stage.type("SECRET");
    expect(heads()).toHaveLength(1);
    stage.press("enter");
    expect(stage.view.triage?.position).toBe('causes 1-1 of 1 with "SECRET"');
    stage.press("esc");
    expect(heads()).toHaveLength(2);
    stage.press("esc");

    expect(stage.view.triage).toBeUndefined();
  });

  test("stay under what opens over them, and follow to another place", () => {
    const { stage, shown } = opened();
    stage.live(rows);
    stage.press("t", "0");
    expect(stage.view.header.namespace).toBe("all namespaces");
    stage.live([well("a-1")]);
    expect(shown()[0]).toBe("No pod of 1 is unhealthy");
    stage.press("n");
    expect(stage.view.overlay?.kind).toBe("picker");
    expect(shown()[0]).toBe("No pod of 1 is unhealthy");
    stage.press("esc");

    expect(stage.view.overlay).toBeUndefined();
    expect(shown()[0]).toBe("No pod of 1 is unhealthy");
  });

  test("leave the keys of the table's pods alone", () => {
    const { stage } = opened();
    stage.live(rows);
    stage.press("t", "l", "y", "s", ".");

    expect(stage.view.triage).toBeDefined();
    expect(stage.view.text).toBeUndefined();
    expect(stage.view.overlay).toBeUndefined();
  });

  test("give way to the message where there are no rows at all", () => {
    const { stage } = opened({ dashboard: { triage: true } });
    stage.live([]);

    expect(stage.view.triage).toBeUndefined();
    expect(stage.view.message?.title).toBe("No pods in namespace shop");
  });
});

describe("the last hour", () => {
  test("is what was seen, and before it only what is still unhealthy", () => {
    const { stage, series } = opened({ columns: 160 });
    stage.live([ill("a-1", "exit 1", now - 3 * minute), ill("b-1", "exit 1")]);
    stage.press("t");
    expect(series()[0]).toBe(`${" ".repeat(56)}(▅▅▅)█`);
    stage.pass(2 * minute);
    stage.put(ill("c-1", "exit 1"), ill("d-1", "exit 1"));
    stage.pass(minute);
    stage.put(well("a-1"), well("b-1"), well("c-1"), well("d-1"));
    stage.pass(minute);

    expect(series()[0]).toBe(`${" ".repeat(52)}   ▅▅██▁`);
  });

  test("has no minute in which nobody could see it", () => {
    const { stage, series } = opened({ columns: 160 });
    stage.live([ill("a-1", "exit 1"), ill("b-1", "exit 1", now + 4 * minute)]);
    stage.press("t");
    stage.pass(minute);
    stage.sync({ phase: "catchingUp", asOf: now + minute, since: now + minute, cause: "reset" });
    stage.pass(5 * minute);
    expect(stage.view.triage?.facts[0]).toBe("as of 10:01:00; dim: those still unhealthy");
    stage.sync({ phase: "live", verifiedAt: now + 6 * minute });

    expect(series()[0]).toBe(`${" ".repeat(53)}██  (▅▅)█`);
    expect(stage.view.triage?.facts[0]).toBe("all seen since 10:06:00; dim: those still unhealthy");
  });

  test("moves on by itself while one looks, and only then", () => {
    const { stage, series } = opened({ columns: 160 });
    stage.live([ill("a-1", "exit 1")]);
    stage.press("t");
    stage.pass(90_000);

    expect(series()[0]?.trimStart()).toBe("██");
  });
});
