import { beforeEach, describe, expect, test } from "vitest";
import { BehindContent } from "../../../../src/app/behind/behindContent.ts";
import { noSelectors } from "../../../../src/app/scope.ts";
import { KubeError } from "../../../../src/kube/kubeError.ts";
import { TraceRecorder } from "../../../../src/kube/wire/traceRecorder.ts";
import { accessOf } from "../../../support/accessOf.ts";
import { DashboardStage } from "../../../support/dashboardStage.ts";
import { FakePlaces } from "../../../support/fakeCluster.ts";
import { podRow } from "../../../support/podRow.ts";

process.env.TZ = "UTC";

describe("the text", () => {
  let places: FakePlaces;
  let redraws: number;
  let content: BehindContent;

  beforeEach(() => {
    places = new FakePlaces(accessOf("https://10.0.0.1:6443"));
    places.connection.openContext(undefined, () => ({ namespace: "shop", selectors: noSelectors }));
    redraws = 0;
    const { clock } = places;
    const place = () => places.place;
    const parts = { clock, place, onMove: places.connection.place.subscribe, follower: undefined };
    content = new BehindContent(parts, {
      redraw: () => redraws++,
      open: () => {},
    });
  });

  const ask = () =>
    new TraceRecorder({ id: 1, method: "GET", url: "https://10.0.0.1:6443/version" }, places.clock, [
      places.cluster.requests.hear,
    ]);
  const first = () => content.lines.plain(0);
  const pods = () => places.follows.of("pods of shop");

  test("says at once how it stands", () => {
    expect(first()).toBe("◌ It is on its way  the steps that are done are known to be good");
  });

  test("follows the state, and what is asked, no more than once a second", () => {
    content.lines;
    pods().list([podRow()]);
    ask().end();
    ask().end();
    expect(redraws).toBe(1);
    expect(first()).toMatch(/^◌/);
    expect(content.steadyFor()).toBe(1_000);

    places.clock.jump(1_000);
    expect(first()).toBe("● All is well  the table is what the server has");
    expect(content.text()).toContain("Requests  the last 2, the newest first");
  });

  test("asks for nothing to be drawn while nothing changes", async () => {
    pods().list([podRow()]);
    places.cluster.identityAsked[0]?.answer({ username: "ada", groups: [] });
    await places.settle();
    places.clock.jump(1_000);
    content.lines;

    expect(content.steadyFor()).toBe(Number.POSITIVE_INFINITY);
    const lines = content.lines;
    places.clock.jump(3_600_000);
    expect(content.lines).toBe(lines);
  });

  test("counts on while changes of the last minute go by, and no longer", async () => {
    pods().list([podRow()]);
    places.session.traffic.figures.listed({ form: "stream", rows: 1, resourceVersion: "1", completeAt: 0, tookMs: 1 });
    places.session.traffic.figures.changeCame(places.clock.monotonic());
    await places.clock.advance(1_000);
    expect(content.text()).toContain("1 since the start, 1 in the last minute, 0.1 a second");
    expect(content.steadyFor()).toBe(1_000);

    await places.clock.advance(61_000);
    expect(content.text()).toContain("1 since the start, 0 in the last minute, none now");
    expect(content.steadyFor()).toBe(Number.POSITIVE_INFINITY);
  });

  test("stays the same lines for a search when what is told did not change", () => {
    pods().list([podRow()]);
    places.clock.jump(1_000);
    const lines = content.lines;
    pods().put(podRow({ resourceVersion: "2" }));
    places.clock.jump(1_000);

    expect(content.lines).toBe(lines);
  });

  test("goes on with the cluster of another login", () => {
    pods().list([podRow()]);
    places.connection.openContext(undefined, () => ({ namespace: "shop", selectors: noSelectors }));
    expect(places.clusters).toHaveLength(2);
    content.lines;
    places.clock.jump(1_000);
    ask().end("10.0.0.1:6443 cut the connection.");
    places.clock.jump(1_000);

    expect(content.text()).toContain("10.0.0.1:6443 cut the connection.");
  });

  test("hears of nothing any more when it is closed", () => {
    content.lines;
    content.close();
    pods().list([podRow()]);
    ask().end();
    expect(redraws).toBe(0);
  });
});

describe("on the screen", () => {
  const rowsOf = (stage: DashboardStage) =>
    (stage.view.text?.rows ?? []).map(({ text }) => text.map((piece) => piece.text).join(""));

  test("b opens it for the pod under the cursor, q leads back", async () => {
    const stage = new DashboardStage({ lines: 100 });
    stage.live([podRow({ name: "web-1", owner: "DaemonSet/web" })]);
    stage.press("b");
    await stage.settle();

    expect(stage.view.text).toMatchObject({ kind: "behind the scenes", subject: "pods in shop" });
    expect(rowsOf(stage)).toContain("● 7 The pod shop/web-1");
    stage.press("q");
    expect(stage.view.text).toBeUndefined();
  });

  test("it opens where there is no pod, and where the kubeconfig cannot be used", () => {
    const stage = new DashboardStage({ brokenBy: new KubeError("config", "no such file") });
    stage.press("b");

    expect(rowsOf(stage).join("\n")).toMatch(/✕ 1 The kubeconfig {2}BROKEN HERE[\s\S]*because.*no such file/);
  });

  test("all of it is copied and saved, under a name that says what it is", async () => {
    const stage = new DashboardStage({ lines: 10 });
    stage.live([podRow()]);
    stage.press("b", "c", "S");
    await stage.settle();

    expect(stage.copied[0]).toMatch(/^● All is well[\s\S]*7 The pod shop\/web-1/);
    expect(stage.saved).toMatchObject([{ subject: "pods in shop", ending: "-behind.txt" }]);
  });
});
