import { describe, expect, test } from "vitest";
import type { SyncState } from "../../../../src/kube/sync/syncState.ts";
import type { PodRow } from "../../../../src/resources/podRow.ts";
import { DashboardStage } from "../../../support/dashboardStage.ts";
import { podRow, unhealthy } from "../../../support/podRow.ts";

/** Ageless, so that time alone changes nothing. */
const pod = (name: string, change: Partial<PodRow> = {}) => podRow({ name, createdAt: Number.NaN, ...change });
const broken = (name: string, why = "OOMKilled exit 137") => pod(name, unhealthy("broken", why));

function armed(...rows: readonly PodRow[]) {
  const stage = new DashboardStage({ columns: 140 });
  stage.live(rows.length === 0 ? [pod("web-1"), broken("old-1")] : rows);
  stage.press("!");
  stage.pass(60_000);
  return stage;
}

const badges = (stage: DashboardStage) => stage.view.header.badges.map(({ text }) => text);
const line = (stage: DashboardStage) => stage.view.notice?.text;
const selected = (stage: DashboardStage) => stage.view.table.lines.find((one) => one.selected)?.key;

describe("arming", () => {
  test("without a filter watches what is unhealthy, says so, and keeps saying it", () => {
    const stage = new DashboardStage({ columns: 140 });
    stage.live([pod("web-1"), broken("old-1")]);
    stage.press("!");

    expect(line(stage)).toBe(
      'Watching "health=unhealthy": you are called when a pod enters it (1 is in it now); ! ends that.',
    );
    expect(badges(stage)).toContain("watching: health=unhealthy");
  });

  test("takes the filter of the table, and another key press ends it", () => {
    const stage = new DashboardStage({ columns: 140 });
    stage.live([pod("web-1")]);
    stage.press("/");
    stage.type("name=pay*");
    stage.press("enter", "!");
    expect(badges(stage)).toContain("watching: name=pay*");
    stage.press("!");
    expect(line(stage)).toBe('No longer watching "name=pay*".');
    expect(badges(stage).join()).not.toContain("watching");
    stage.put(pod("pay-1"));

    expect(stage.calls).toEqual([]);
  });

  test("of a filter with a mistake is refused with the reason", () => {
    const stage = new DashboardStage({ columns: 140 });
    stage.live([pod("web-1")]);
    stage.press("/");
    stage.type("restarts>many");
    stage.press("enter", "!");

    expect(line(stage)).toBe('"restarts>many" cannot be watched: restarts takes a whole number such as 5');
    expect(badges(stage).join()).not.toContain("watching");
  });
});

describe("a pod that enters", () => {
  test("is told with its reason until a key is pressed, and calls once", () => {
    const stage = armed();
    stage.put(broken("web-1"));
    stage.pass(3_600_000);
    expect(line(stage)).toMatch(
      /^\d\d:\d\d:\d\d shop\/web-1 entered "health=unhealthy": OOMKilled exit 137; a goes there$/,
    );
    stage.press("j");

    expect(line(stage)).toBeUndefined();
    expect(stage.calls).toEqual(['shop/web-1 entered "health=unhealthy": OOMKilled exit 137']);
  });

  test("is not taken away by a key that was on its way", () => {
    const stage = armed();
    stage.put(broken("web-1"));
    stage.pass(900);
    stage.press("j");

    expect(line(stage)).toContain("shop/web-1 entered");
  });

  test("is not taken away by what is typed over it", () => {
    const stage = armed();
    stage.press("/");
    stage.put(broken("web-1"));
    stage.pass(10_000);
    stage.type("x");
    stage.press("esc");

    expect(line(stage)).toContain("shop/web-1 entered");
  });

  test("calls whatever is on the screen: another filter, a text, the table held still", () => {
    const stage = armed();
    stage.press("/");
    stage.type("nothing-like-it");
    stage.press("enter", "space", "?");
    stage.put(broken("web-1"));

    expect(stage.calls).toHaveLength(1);
    expect(line(stage)).toContain("shop/web-1 entered");
  });

  test("comes with others as one", () => {
    const stage = armed();
    stage.put(...Array.from({ length: 23 }, (_, index) => broken(`pay-${index + 10}`)));

    expect(stage.calls).toEqual(['23 pods entered "health=unhealthy", among them shop/pay-10: OOMKilled exit 137']);
  });

  test("shortly after another one waits with its call, not with its line", async () => {
    const stage = armed();
    stage.put(broken("pay-1"));
    stage.put(broken("pay-2"));
    stage.put(broken("pay-3"));
    expect(line(stage)).toContain("3 pods entered");
    await stage.clock.advance(4_999);
    stage.draw();
    expect(stage.calls).toHaveLength(1);
    await stage.clock.advance(1);
    stage.draw();

    expect(stage.calls[1]).toBe('2 pods entered "health=unhealthy", among them shop/pay-3: OOMKilled exit 137');
  });

  test("by time alone is told when it is time", () => {
    const at = Date.UTC(2026, 0, 5, 10, 5, 0);
    const slow = pod("web-1", { ...unhealthy("slow", "starting too long", { from: at }), health: "ok" });
    const stage = new DashboardStage({ columns: 140 });
    stage.live([slow]);
    stage.press("!");
    stage.pass(299_000);
    expect(stage.calls).toEqual([]);
    stage.pass(1_000);

    expect(stage.calls).toEqual(['shop/web-1 entered "health=unhealthy": starting too long']);
  });
});

describe("what is known is no news", () => {
  test("a list that repeats what was there enters nobody; what came while we were away does", () => {
    const stage = armed();
    const away: SyncState = {
      phase: "resyncing",
      asOf: stage.clock.now(),
      cause: "the history expired",
      received: 0,
      total: undefined,
    };
    stage.sync(away);
    stage.live([pod("web-1"), { ...broken("old-1"), resourceVersion: "9" }]);
    expect(stage.calls).toEqual([]);
    stage.sync(away);
    stage.live([broken("web-1"), broken("old-1")]);

    expect(stage.calls).toHaveLength(1);
    expect(stage.calls[0]).toContain("shop/web-1 entered");
  });

  test("rows of a first list that is still arriving", () => {
    const stage = new DashboardStage({ columns: 140 });
    stage.sync({ phase: "loading", received: 0, total: undefined });
    stage.press("!");
    stage.put(broken("a-1"));
    stage.put(broken("b-1"));
    stage.sync({ phase: "live", verifiedAt: stage.clock.now() });
    expect(stage.calls).toEqual([]);
    stage.put(broken("c-1"));

    expect(stage.calls).toHaveLength(1);
  });

  test("another scope has rows of its own, and it stays armed there", () => {
    const stage = armed();
    stage.put(broken("web-1"));
    stage.press("0");
    expect(line(stage)).toBeUndefined();
    stage.live([broken("x-1"), broken("y-1")]);
    expect(stage.calls).toHaveLength(1);
    expect(badges(stage)).toContain("watching: health=unhealthy");
    stage.put(broken("z-1"));
    stage.pass(10_000);

    expect(line(stage)).toContain("shop/z-1 entered");
  });

  test("a pod that goes", () => {
    const stage = armed();
    stage.remove(broken("old-1"));

    expect(stage.calls).toEqual([]);
  });
});

describe("going there", () => {
  test("puts the cursor on the pod, and leaves the filter that shows it", () => {
    const stage = armed();
    stage.put(broken("web-1"));
    stage.press("G", "a");

    expect(selected(stage)).toBe("shop/web-1");
    expect(badges(stage).join()).not.toContain("filter");
  });

  test("shows it where it was hidden, and lets a held table go on", () => {
    const stage = armed();
    stage.press("/");
    stage.type("name=old*");
    stage.press("enter", "space");
    stage.put(broken("web-1"));
    stage.press("a");

    expect(selected(stage)).toBe("shop/web-1");
    expect(badges(stage)).toContain("filter health=unhealthy");
    expect(badges(stage).join()).not.toContain("paused");
  });

  test("of many shows all that are in it, with the worst under the cursor", () => {
    const stage = armed();
    stage.put(pod("a-1", unhealthy("degraded", "readiness failing")), broken("web-1"));
    stage.press("a");

    expect(badges(stage)).toContain("filter health=unhealthy");
    expect(selected(stage)).toBe("shop/web-1");
  });

  test("finds a pod that is well again", () => {
    const stage = armed();
    stage.put(broken("web-1"));
    stage.press("ctrl-z");
    stage.put(pod("web-1"));
    stage.press("a");

    expect(selected(stage)).toBe("shop/web-1");
  });

  test("says that a pod is gone, and that nothing came", () => {
    const stage = armed();
    stage.press("a");
    expect(line(stage)).toBe("No pod has entered a filter that is watched (!).");
    stage.put(broken("web-1"));
    stage.remove(broken("web-1"));
    stage.press("a");

    expect(line(stage)).toBe("shop/web-1 is gone.");
  });
});
