import { expect, test } from "vitest";
import { ChangeGate } from "../../../../src/app/changes/changeGate.ts";
import { Permissions } from "../../../../src/app/changes/permissions.ts";
import { rights } from "../../../../src/app/changes/rights.ts";
import { defaultConfig } from "../../../../src/app/config.ts";
import { Navigator } from "../../../../src/app/navigator.ts";
import { noSelectors } from "../../../../src/app/scope.ts";
import { ShownTable } from "../../../../src/app/shownTable.ts";
import { openStateFile } from "../../../../src/app/stateFile.ts";
import { KubeError } from "../../../../src/kube/kubeError.ts";
import { accessOf } from "../../../support/accessOf.ts";
import { DashboardStage } from "../../../support/dashboardStage.ts";
import { FakePlaces } from "../../../support/fakeCluster.ts";
import { podRow } from "../../../support/podRow.ts";

const prod = accessOf("https://prod:6443", { context: "prod" });
const dev = accessOf("https://dev:6443", { context: "dev" });
const pod = podRow();

async function opened(names: readonly string[] = []) {
  const places = new FakePlaces(prod, dev);
  const { clock } = places;
  const files = { read: async () => undefined, replace: async () => {} };
  const navigator = new Navigator(await openStateFile("", files, clock, () => {}), clock);
  const look = { wide: false, measured: false, foldDone: false, columns: 80, lines: 20 };
  const table = new ShownTable(look, clock.now);
  const permissions = new Permissions({ cluster: () => navigator.place.cluster, clock, onLearn: () => {} });
  const gate = new ChangeGate({ navigator, table, permissions, allowed: { atStart: true, names } });
  const live = () => {
    table.show(places.session.table, undefined);
    places.follows.of("pods of default").list([pod]);
    table.frame();
  };
  const begin = () =>
    navigator.begin(places.connection, { context: undefined, namespace: "default", selectors: noSelectors });
  return { places, navigator, gate, live, begin };
}

test("changes are allowed where the program starts, off elsewhere, and on again on return", async () => {
  const { navigator, gate, live, begin } = await opened();
  expect(gate.isOpen).toBe(false);
  begin();
  live();
  expect(gate.whyNot(rights.deletePods, [pod])).toBeUndefined();

  navigator.toContext("dev");
  expect(gate.isOpen).toBe(false);
  expect(gate.whyNot(rights.deletePods, [pod])).toMatch(/^Read-only/);

  navigator.toContext("prod");
  expect(gate.isOpen).toBe(true);
});

test("the context that one goes to because the first is broken is not where the program starts", async () => {
  const { places, navigator, gate, begin } = await opened();
  places.problem = new KubeError("config", "no current context");
  begin();
  places.problem = undefined;
  navigator.toContext("prod");

  expect(navigator.place.context).toBe("prod");
  expect(gate.isOpen).toBe(false);
});

test("changes stay allowed in a context that the configuration names", async () => {
  const { navigator, gate, begin } = await opened(["d*"]);
  begin();
  navigator.toContext("dev");

  expect(gate.isOpen).toBe(true);
});

test("of pods in several namespaces all must be of one's own", async () => {
  const { places, gate, live, begin } = await opened();
  begin();
  live();
  places.cluster.fakeAccess.refused.set("delete pods pay", "");
  const pods = [pod, podRow({ namespace: "pay" })];
  expect(gate.whyNot(rights.deletePods, pods)).toBeUndefined();
  await places.settle();

  expect(gate.whyNot(rights.deletePods, pods)).toBe("You may not delete pods in namespace pay.");
  expect(await gate.refusal(rights.deletePods, "shop")).toBeUndefined();
  expect(await gate.refusal(rights.deletePods, "pay")).toBe("You may not delete pods in namespace pay.");
});

test("nobody is asked while changes are not allowed", async () => {
  const { places, navigator, gate, live, begin } = await opened();
  begin();
  navigator.toContext("dev");
  live();
  gate.whyNot(rights.deletePods, [pod]);

  expect(places.cluster.fakeAccess.asked).toEqual([]);
});

const allowed = { text: "changes allowed", tone: "warning" };

test("the header says while changes are allowed", () => {
  const config = { ...defaultConfig, allowWrites: ["kind-*"] };
  const badges = (stage: DashboardStage) => stage.view.header.badges;

  expect(badges(new DashboardStage({ dashboard: { allowWrites: true } }))).toContainEqual(allowed);
  expect(badges(new DashboardStage({ dashboard: { config }, access: { context: "kind-a" } }))).toContainEqual(allowed);
  expect(badges(new DashboardStage({ dashboard: { config } }))).not.toContainEqual(allowed);
});
