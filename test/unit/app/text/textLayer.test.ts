import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { TextView } from "../../../../src/app/dashboardView.ts";
import { plainOf } from "../../../../src/app/text/textLines.ts";
import { DashboardStage } from "../../../support/dashboardStage.ts";
import { podRow } from "../../../support/podRow.ts";

const pods = Array.from({ length: 40 }, (_, index) => podRow({ name: `p-${String(index).padStart(2, "0")}` }));
const [, second] = pods;
const path = "/api/v1/namespaces/shop/pods/p-01";
/** 30 lines of YAML below the first three. */
const object = {
  metadata: { uid: second?.uid },
  spec: Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`key${String(index).padStart(2, "0")}`, index])),
};

/** The YAML of the second of forty pods, on a screen with room for 21 lines. */
async function opened() {
  const stage = new DashboardStage();
  stage.objects.set(path, object);
  stage.live(pods);
  stage.press("j", "y");
  await stage.settle();
  const text = (): TextView => {
    const { text: shown } = stage.view;
    if (shown === undefined) throw new Error("no text is open");
    return shown;
  };
  const lines = () => text().rows.map((row) => plainOf(row.text).trim());
  return { stage, text, lines, first: () => lines()[0], found: () => text().rows.findIndex(({ isFound }) => isFound) };
}

test("its first lines are drawn as they come, and do not wait for the next frame", async () => {
  const stage = new DashboardStage();
  stage.objects.set(path, object);
  stage.live(pods);
  stage.press("j", "y");
  expect(stage.view.text?.rows).toEqual([]);
  // The timers of a stage never run.
  await setImmediate();

  expect(stage.view.text?.rows).toHaveLength(21);
});

describe("moving", () => {
  test.each([
    { keys: ["j"], first: "uid: uid-shop-p-01" },
    { keys: ["down", "j", "k"], first: "uid: uid-shop-p-01" },
    { keys: ["G"], first: "key09: 9" },
    { keys: ["end", "g"], first: "metadata:" },
    { keys: ["pageDown"], first: "key09: 9" },
    { keys: ["ctrl-d"], first: "key07: 7" },
    { keys: ["ctrl-d", "ctrl-u"], first: "metadata:" },
    { keys: ["G", "pageUp"], first: "metadata:" },
  ] as const)("$keys leads to $first", async ({ keys, first: wanted }) => {
    const { stage, first } = await opened();
    stage.press(...keys);

    expect(first()).toBe(wanted);
  });

  test("the wheel moves three lines", async () => {
    const { stage, first } = await opened();
    stage.dashboard.wheel(1);

    expect(first()).toBe("key00: 0");
  });

  test("sideways and wrapped", async () => {
    const { stage, lines } = await opened();
    stage.press("right");
    expect(lines()[1]).toBe("p-01");
    stage.press("w");
    expect(lines()[1]).toBe("uid: uid-shop-p-01");
  });
});

test.each(["q", "esc"] as const)("%s leads back to the very same table", async (key) => {
  const stage = new DashboardStage();
  stage.live(pods);
  stage.press("G", "k", "k");
  const before = stage.view.table;
  stage.press("y");
  await stage.settle();
  stage.press("j", "G", key);

  expect(stage.view.text).toBeUndefined();
  expect(stage.view.table).toEqual(before);
});

describe("the search", () => {
  test("goes to the first line that fits as one types, then on with n and N, round the ends", async () => {
    const { stage, text, found, lines } = await opened();
    stage.press("/");
    stage.type("key2");
    expect(lines()[found()]).toBe("key20: 20");
    stage.press("enter", "n", "n");
    expect(lines()[found()]).toBe("key22: 22");
    expect(text().facts[0]).toBe('"key2" 3 of 10 lines');
    stage.press("N", "N", "N");
    expect(lines()[found()]).toBe("key29: 29");
  });

  test("is taken back by Esc, to the place before", async () => {
    const { stage, first, text } = await opened();
    stage.press("j", "/");
    stage.type("key29");
    expect(first()).not.toBe("uid: uid-shop-p-01");
    stage.press("esc");

    expect(first()).toBe("uid: uid-shop-p-01");
    expect(text().facts).toEqual([]);
  });

  test("is taken off by Esc, and only the next Esc leaves", async () => {
    const { stage, text } = await opened();
    stage.press("/");
    stage.type("key29");
    stage.press("enter", "esc");
    expect(text().facts).toEqual([]);
    stage.press("esc");
    expect(stage.view.text).toBeUndefined();
  });

  test("says when there is nothing, and that nothing is searched for", async () => {
    const { stage, text } = await opened();
    stage.press("n");
    expect(stage.view.notice?.text).toBe("Nothing is searched for.");
    stage.press("/");
    stage.type("absent");

    expect(text().facts[0]).toBe('"absent" is not in it');
  });
});

test("copies all of it, or the found line", async () => {
  const { stage } = await opened();
  stage.press("c", "/");
  stage.type("key07");
  stage.press("enter", "C");

  expect(stage.copied[0]).toMatch(/^metadata:\n {2}uid: uid-shop-p-01\nspec:\n/);
  expect(stage.copied[1]).toBe("  key07: 7");
  expect(stage.view.notice?.text).toBe("Copied the line.");
});

test("what terminals would cut off is not copied", async () => {
  const { stage } = await opened();
  stage.objects.set(path, { metadata: { uid: second?.uid }, spec: { long: "x".repeat(80_000) } });
  stage.put({ ...podRow({ name: "p-01" }), resourceVersion: "2" });
  await stage.settle();
  stage.press("c");

  expect(stage.copied).toEqual([]);
  expect(stage.view.notice?.text).toBe("Terminals copy no more than 75 kB, and this is 81 kB: S saves it.");
});

test("saves it and says where", async () => {
  const { stage } = await opened();
  stage.press("S");
  await stage.settle();

  expect(stage.saved).toMatchObject([{ subject: "shop/p-01", ending: ".yaml" }]);
  expect(stage.view.notice?.text).toBe("Saved as /home/oncall/shop_p-01.yaml");
});

test("the place is kept when the pod changes", async () => {
  const { stage, first, lines } = await opened();
  stage.press("pageDown", "k");
  stage.objects.set(path, { ...object, spec: { ...object.spec, key20: "changed" } });
  stage.put({ ...podRow({ name: "p-01" }), resourceVersion: "2" });
  await stage.settle();

  expect(first()).toBe("key08: 8");
  expect(lines()).toContain("key20: changed");
});

test("help lies over the text, and any key but those that scroll ends it", async () => {
  const { stage } = await opened();
  stage.press("?");
  expect(stage.view.overlay?.kind).toBe("help");
  stage.press("q");

  expect(stage.view.overlay).toBeUndefined();
  expect(stage.view.text).toBeDefined();
});

test("letters that control a terminal do not get into it", async () => {
  const { stage, lines } = await opened();
  stage.objects.set(path, { metadata: { uid: second?.uid }, spec: { evil: "\u001b[2Jgone\u202e" } });
  stage.put({ ...podRow({ name: "p-01" }), resourceVersion: "2" });
  await stage.settle();

  expect(lines()).toContain('evil: "\\e[2Jgone"');
});
