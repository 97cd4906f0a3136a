import { expect, test } from "vitest";
import { Permissions } from "../../../../src/app/changes/permissions.ts";
import { rights } from "../../../../src/app/changes/rights.ts";
import { FakeClock } from "../../../support/fakeClock.ts";
import { type FakeCluster, fakeCluster } from "../../../support/fakeCluster.ts";

const { deletePods, evictPods } = rights;

function opened() {
  const clock = new FakeClock();
  let cluster: FakeCluster | undefined = fakeCluster();
  let learned = 0;
  const permissions = new Permissions({ cluster: () => cluster, clock, onLearn: () => learned++ });
  return {
    clock,
    permissions,
    access: () => cluster?.fakeAccess ?? fakeCluster().fakeAccess,
    learned: () => learned,
    move: (to: FakeCluster | undefined) => {
      cluster = to;
    },
  };
}

test("the server is asked once for each right and namespace, and remembered", async () => {
  const { permissions, access, clock, learned } = opened();
  access().refused.set("create pods/eviction shop", "no role gives it");

  expect(permissions.known(evictPods, "shop")).toBeUndefined();
  await clock.advance(59_000);

  expect(permissions.known(evictPods, "shop")).toEqual({ isAllowed: false, reason: "no role gives it" });
  expect(await permissions.verdict(deletePods, "shop")).toEqual({ isAllowed: true, reason: "" });
  expect(await permissions.verdict(deletePods, "pay")).toEqual({ isAllowed: true, reason: "" });
  expect(access().asked).toEqual(["create pods/eviction shop", "delete pods shop", "delete pods pay"]);
  expect(learned()).toBe(3);
});

test("what is old still stands while it is asked for again", async () => {
  const { permissions, access, clock } = opened();
  access().refused.set("delete pods shop", "");
  await permissions.verdict(deletePods, "shop");
  access().refused.clear();
  await clock.advance(60_000);

  expect(permissions.known(deletePods, "shop")).toEqual({ isAllowed: false, reason: "" });
  await clock.advance(0);

  expect(permissions.known(deletePods, "shop")).toEqual({ isAllowed: true, reason: "" });
  expect(access().asked).toHaveLength(2);
});

test("another cluster, or another login to the same, is asked itself", async () => {
  const { permissions, access, move } = opened();
  access().refused.set("delete pods shop", "");
  await permissions.verdict(deletePods, "shop");

  move(fakeCluster());
  expect(permissions.known(deletePods, "shop")).toBeUndefined();
  expect(await permissions.verdict(deletePods, "shop")).toEqual({ isAllowed: true, reason: "" });

  move(undefined);
  expect(permissions.known(deletePods, "shop")).toBeUndefined();
  expect(await permissions.verdict(deletePods, "shop")).toBeUndefined();
});

test("a review that fails says nothing, and is not asked for in a hurry", async () => {
  const { permissions, access, clock } = opened();
  access().error = new Error("no route");

  expect(await permissions.verdict(deletePods, "shop")).toBeUndefined();
  await clock.advance(1_000);
  expect(permissions.known(deletePods, "shop")).toBeUndefined();
  expect(access().asked).toHaveLength(1);
});
