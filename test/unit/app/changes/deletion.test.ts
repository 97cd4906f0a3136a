import { describe, expect, test } from "vitest";
import type { DashboardView } from "../../../../src/app/dashboardView.ts";
import { KubeError } from "../../../../src/kube/kubeError.ts";
import { DashboardStage, type StageOptions } from "../../../support/dashboardStage.ts";
import { podRow } from "../../../support/podRow.ts";

const web1 = podRow({ name: "web-1" });
const web2 = podRow({ name: "web-2" });

/** The cursor is on web-1. */
async function opened(options: StageOptions = {}): Promise<DashboardStage> {
  const stage = new DashboardStage({ dashboard: { allowWrites: true }, ...options });
  stage.live([web1, web2]);
  stage.press("down", "up");
  await stage.settle();
  return stage;
}

async function pass(stage: DashboardStage, ms: number): Promise<void> {
  await stage.clock.advance(ms);
  stage.draw();
}

const questionOf = ({ overlay }: DashboardView) => (overlay?.kind === "question" ? overlay : undefined);
const noticeOf = ({ view }: DashboardStage) => view.notice?.text;

describe("a pod is deleted", () => {
  test("after a question that names it, three seconds, and by its uid", async () => {
    const stage = await opened();
    stage.press("ctrl-d");
    expect(questionOf(stage.view)).toMatchObject({
      title: "Delete: web-1?",
      facts: [{ text: "prod-eu   cluster prod-eu-1" }, { text: "shop" }, { text: "web-1   Running" }, { name: "Then" }],
    });
    stage.press("y");
    expect(questionOf(stage.view)).toBeUndefined();
    expect(noticeOf(stage)).toBe("Deleting shop/web-1 in 3 s: u undoes it");
    await pass(stage, 2_500);
    expect(noticeOf(stage)).toBe("Deleting shop/web-1 in 1 s: u undoes it");
    expect(stage.changes.sent).toEqual([]);
    await pass(stage, 500);

    const pod = { namespace: "shop", name: "web-1", uid: web1.uid };
    expect(stage.changes.sent).toEqual([{ kind: "delete", pod, graceSeconds: undefined }]);
    expect(noticeOf(stage)).toBe("shop/web-1 is on its way: its row shows how far.");
  });

  test.each([
    { keys: ["e", "y"], sent: { kind: "evict", graceSeconds: undefined }, line: "Evicting shop/web-1 in 3 s" },
    { keys: ["f", "y"], sent: { kind: "delete", graceSeconds: 0 }, line: "Deleting at once shop/web-1 in 3 s" },
    { keys: ["f", "f", "y"], sent: { kind: "delete", graceSeconds: undefined }, line: "Deleting shop/web-1 in 3 s" },
    { keys: ["e", "f", "y"], sent: { kind: "delete", graceSeconds: 0 }, line: "Deleting at once shop/web-1 in 3 s" },
  ] as const)("by $keys: $line", async ({ keys, sent, line }) => {
    const stage = await opened();
    stage.press("ctrl-d", ...keys);
    expect(noticeOf(stage)).toContain(line);
    await pass(stage, 3_000);

    expect(stage.changes.sent).toMatchObject([sent]);
  });

  test("while the answer is out, the screen says so, and nothing else is begun", async () => {
    const stage = await opened();
    const { promise, resolve } = Promise.withResolvers<void>();
    stage.changes.answering = promise;
    stage.press("ctrl-d", "y");
    await pass(stage, 3_000);
    expect(noticeOf(stage)).toBe("Deleting shop/web-1 ...");
    stage.press("u", "ctrl-d");
    expect(questionOf(stage.view)).toBeUndefined();
    resolve();
    await stage.settle();

    expect(noticeOf(stage)).toBe("shop/web-1 is on its way: its row shows how far.");
  });
});

describe("marked pods are deleted", () => {
  const five = [1, 2, 3, 4, 5].map((n) => podRow({ name: `web-${n}` }));
  const marked = async () => {
    const stage = await opened();
    stage.live(five);
    stage.press("v", "v", "v", "ctrl-d");
    return stage;
  };

  test("by their number, and what became of them is counted", async () => {
    const stage = await marked();
    expect(questionOf(stage.view)?.facts[2]).toMatchObject({ name: "3 pods", text: "web-1, web-2, web-3" });
    stage.press("y", "enter");
    expect(questionOf(stage.view)).toBeDefined();
    stage.press("3", "enter");
    expect(noticeOf(stage)).toBe("Deleting 3 pods in 3 s: u undoes it");
    stage.changes.errors.push(undefined, new KubeError("forbidden", "frozen"));
    await pass(stage, 3_000);

    expect(stage.changes.sent.map((change) => change.kind === "delete" && change.pod.name)).toEqual([
      "web-1",
      "web-2",
      "web-3",
    ]);
    expect(questionOf(stage.view)).toMatchObject({
      title: "2 of 3 deleted, 1 refused",
      facts: [{ text: "shop/web-2: frozen." }],
    });
  });

  test("no more than four at a time, and the line counts the answers", async () => {
    const stage = await opened();
    stage.live(five);
    const { promise, resolve } = Promise.withResolvers<void>();
    stage.changes.answering = promise;
    stage.press("v", "v", "v", "v", "v", "ctrl-d", "5", "enter");
    await pass(stage, 3_000);
    expect(stage.changes.sent).toHaveLength(4);
    expect(noticeOf(stage)).toBe("Deleting 5 pods: 0 of 5 answered");
    resolve();
    await stage.settle();

    expect(stage.changes.sent).toHaveLength(5);
    expect(noticeOf(stage)).toBe("The server has accepted it: 5 pods deleted.");
  });

  test("one that goes meanwhile leaves the question, which then wants another number", async () => {
    const stage = await marked();
    stage.press("3");
    stage.remove(...five.slice(0, 1));
    expect(questionOf(stage.view)?.title).toBe("Delete: 2 pods?");
    stage.press("enter");
    expect(questionOf(stage.view)).toBeDefined();
    stage.press("backspace", "2", "enter");

    expect(noticeOf(stage)).toContain("Deleting 2 pods in 3 s");
  });

  test("also when the cursor is elsewhere, which a single one says", async () => {
    const stage = await opened();
    stage.press("v", "ctrl-d");

    expect(questionOf(stage.view)?.facts[2]).toMatchObject({ name: "Marked", text: "web-1   Running" });
  });
});

describe("nothing is sent", () => {
  test.each([
    { keys: [], what: "before the question is answered" },
    { keys: ["enter"], what: "by Enter" },
    { keys: ["ctrl-d"], what: "by the same key again" },
    { keys: ["n"], what: "by n" },
    { keys: ["esc"], what: "by Esc" },
    { keys: ["y", "u"], what: "when it is undone" },
    { keys: ["y", "esc"], what: "when Esc is hit in a fright" },
    { keys: ["y", "enter", "u"], what: "when it is undone from a pod's page" },
    { keys: ["y", "0"], what: "when another namespace is shown" },
    { keys: ["y", "q"], what: "when the program is left" },
    { keys: ["y", "ctrl-c"], what: "when the program is left in a hurry" },
  ] as const)("$what", async ({ keys }) => {
    const stage = await opened();
    stage.press("ctrl-d", ...keys);
    await pass(stage, 10_000);

    expect(stage.changes.sent).toEqual([]);
  });

  test("when another context is shown, which is said", async () => {
    const contexts = ["prod-eu", "other"].map((name) => ({
      name,
      cluster: name,
      user: "",
      namespace: "shop",
      current: false,
    }));
    const stage = await opened({ contexts });
    stage.press("ctrl-d", "y", "c", "down", "enter");

    expect(stage.view.header.context).toBe("other");
    expect(noticeOf(stage)).toBe("Undone, since you left the pods that it was for: nothing was sent.");
    await pass(stage, 10_000);
    expect(stage.changes.sent).toEqual([]);
  });

  test("when the pod is replaced before it is sent", async () => {
    const stage = await opened();
    stage.press("ctrl-d", "y");
    stage.put({ ...web1, uid: "another" });
    await pass(stage, 3_000);

    expect(stage.changes.sent).toEqual([]);
    expect(questionOf(stage.view)).toMatchObject({
      title: "Not deleted: shop/web-1",
      facts: [{ text: /gone already/ }],
    });
  });

  test("when the rows are not live any more", async () => {
    const stage = await opened();
    stage.press("ctrl-d", "y");
    stage.sync({ phase: "catchingUp", asOf: 0, since: 0, cause: "the connection was reset" });
    await pass(stage, 3_000);

    expect(stage.changes.sent).toEqual([]);
    expect(noticeOf(stage)).toBe("Nothing was sent. Nothing is changed while the rows are not live.");
  });

  test("when the server has taken the right away meanwhile", async () => {
    const stage = await opened();
    await stage.clock.advance(58_000);
    stage.access.refused.set("delete pods shop", "the cluster is frozen");
    stage.press("ctrl-d", "y");
    await pass(stage, 3_000);

    expect(stage.changes.sent).toEqual([]);
    expect(questionOf(stage.view)?.facts[0]?.text).toBe(
      "shop/web-1: You may not delete pods in namespace shop: the cluster is frozen",
    );
  });
});

test("u undoes in a pod's page, and is a letter where letters are typed", async () => {
  const stage = await opened();
  stage.press("ctrl-d", "y", "/", "u");
  expect(stage.view.prompt?.text).toBe("u");
  expect(stage.view.header.badges).toContainEqual({ text: "Deleting shop/web-1 in 3 s: u undoes it", tone: "bad" });
  stage.press("esc", "enter", "u");

  expect(stage.view.text?.kind).toBe("page");
  expect(noticeOf(stage)).toBe("Undone: nothing was sent.");
});

test("one change at a time", async () => {
  const stage = await opened();
  stage.press("ctrl-d", "y", "down", "ctrl-d");

  expect(questionOf(stage.view)).toBeUndefined();
  expect(noticeOf(stage)).toContain("Deleting shop/web-1 in 3 s");
  expect(stage.view.footer).toContainEqual({ keys: "Ctrl-D", title: "delete", isRefused: true });
});

describe("the question goes", () => {
  test.each([
    { what: "with its pod", happen: (stage: DashboardStage) => stage.remove(web1), says: /^shop\/web-1 is gone/ },
    {
      what: "when the pod is another one",
      happen: (stage: DashboardStage) => stage.put({ ...web1, uid: "another" }),
      says: /^shop\/web-1 is gone/,
    },
    {
      what: "when the rows are not live",
      happen: (stage: DashboardStage) => stage.sync({ phase: "catchingUp", asOf: 0, since: 0, cause: "reset" }),
      says: /not live/,
    },
  ])("$what", async ({ happen, says }) => {
    const stage = await opened();
    stage.press("ctrl-d");
    happen(stage);

    expect(questionOf(stage.view)).toBeUndefined();
    expect(noticeOf(stage)).toMatch(says);
    stage.press("y");
    await pass(stage, 10_000);
    expect(stage.changes.sent).toEqual([]);
  });

  test("also while the table is held still", async () => {
    const stage = await opened();
    stage.press("space", "ctrl-d");
    stage.remove(web1);

    expect(questionOf(stage.view)).toBeUndefined();
  });

  test("and is not asked about a pod that only a table that is held still shows", async () => {
    const stage = await opened();
    stage.press("space");
    stage.remove(web1);
    stage.press("ctrl-d");

    expect(questionOf(stage.view)).toBeUndefined();
    expect(noticeOf(stage)).toBe("shop/web-1 is no longer in the table: move the cursor to another pod.");
  });

  test("but not with another pod", async () => {
    const stage = await opened();
    stage.press("ctrl-d");
    stage.remove(web2);
    stage.put({ ...web1, status: "Terminating" });

    expect(questionOf(stage.view)?.facts[2]?.text).toBe("web-1   Terminating");
  });
});

describe("what one may not do", () => {
  test("is dimmed in the footer, says why in the help, and is refused with the server's words", async () => {
    const stage = new DashboardStage({ dashboard: { allowWrites: true } });
    stage.access.refused.set("delete pods shop", "the cluster is frozen");
    stage.access.refused.set("create pods/eviction shop", "the cluster is frozen");
    stage.live([web1]);
    await stage.settle();
    const why = "You may not delete pods in namespace shop: the cluster is frozen";

    expect(stage.view.footer).toContainEqual({ keys: "Ctrl-D", title: "delete", isRefused: true });
    stage.press("ctrl-d");
    expect(noticeOf(stage)).toBe(why);
    stage.press("?");
    const { overlay } = stage.view;
    const groups = overlay?.kind === "help" ? overlay.groups : [];
    expect(groups.flatMap(({ entries }) => entries).find(({ keys }) => keys === "Ctrl-D")?.whyDisabled).toBe(why);
  });

  test("leaves the other way, which the question then begins with", async () => {
    const stage = new DashboardStage({ dashboard: { allowWrites: true } });
    stage.access.refused.set("delete pods shop", "");
    stage.live([web1]);
    await stage.settle();
    stage.press("ctrl-d");
    expect(questionOf(stage.view)?.title).toBe("Evict: web-1?");
    stage.press("e", "f");

    expect(noticeOf(stage)).toBe("You may not delete pods in namespace shop.");
    expect(questionOf(stage.view)?.title).toBe("Evict: web-1?");
  });
});

describe("what goes wrong has to be read", () => {
  const words = "prod:6443 has not answered for 30 s.";

  test("and any key goes on", async () => {
    const stage = await opened();
    stage.changes.errors.push(new KubeError("unreachable", words, { isUnanswered: true }));
    stage.press("ctrl-d", "y");
    await pass(stage, 3_000);
    expect(questionOf(stage.view)).toMatchObject({
      title: "Not known whether shop/web-1 was deleted",
      facts: [{ text: `shop/web-1: ${words} Nobody knows whether it was done: watch the row.` }],
    });
    stage.press("q");

    expect(questionOf(stage.view)).toBeUndefined();
    expect(stage.view.table.lines).toHaveLength(2);
  });

  test("but takes nothing away that is open", async () => {
    const stage = await opened();
    stage.changes.errors.push(new KubeError("forbidden", "frozen"));
    stage.press("ctrl-d", "y", "enter");
    await pass(stage, 3_000);

    expect(stage.view.text?.kind).toBe("page");
    expect(noticeOf(stage)).toBe("Not deleted: shop/web-1.");
  });
});
