import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DashboardView } from "../../../../src/app/dashboardView.ts";
import { KubeError } from "../../../../src/kube/kubeError.ts";
import { DashboardStage } from "../../../support/dashboardStage.ts";
import { podRow } from "../../../support/podRow.ts";

const web1 = podRow();
const paths = {
  pod: "/api/v1/namespaces/shop/pods/web-1",
  set: "/apis/apps/v1/namespaces/shop/replicasets/web-7f9c",
  deployment: "/apis/apps/v1/namespaces/shop/deployments/web",
};
const controlledBy = (kind: string, name: string) => [{ apiVersion: "apps/v1", kind, name, controller: true }];

/** The pod of a ReplicaSet of a Deployment is under the cursor. */
async function opened(change: { readonly spec?: object; readonly pod?: Parameters<typeof podRow>[0] } = {}) {
  const stage = new DashboardStage({ dashboard: { allowWrites: true } });
  stage.objects.set(paths.pod, {
    metadata: {
      namespace: "shop",
      name: "web-1",
      uid: web1.uid,
      ownerReferences: controlledBy("ReplicaSet", "web-7f9c"),
    },
  });
  stage.objects.set(paths.set, { metadata: { ownerReferences: controlledBy("Deployment", "web") } });
  stage.objects.set(paths.deployment, {
    metadata: { namespace: "shop", name: "web", uid: "u-web" },
    spec: { replicas: 3, ...change.spec },
  });
  stage.live([podRow(change.pod)]);
  await stage.settle();
  return stage;
}

const questionOf = ({ overlay }: DashboardView) => (overlay?.kind === "question" ? overlay : undefined);
const noticeOf = ({ view }: DashboardStage) => view.notice?.text;
const zone = process.env.TZ;

beforeEach(() => {
  process.env.TZ = "UTC";
});

afterEach(() => {
  process.env.TZ = zone;
});

test("the owner is looked for, named with its pods, and restarted after three seconds, by its uid", async () => {
  const stage = await opened();
  stage.press("ctrl-r");
  expect(questionOf(stage.view)?.facts).toContainEqual({ name: "Owner", text: "being looked for", tone: "busy" });
  stage.press("y");
  expect(questionOf(stage.view)).toBeDefined();
  await stage.settle();
  expect(questionOf(stage.view)).toMatchObject({
    title: "Restart: Deployment/web?",
    facts: [
      { name: "Context", text: "prod-eu   cluster prod-eu-1" },
      { name: "Namespace", text: "shop" },
      { name: "Restarts", text: "Deployment/web" },
      { name: "Replaces", text: "3 pods, at most 25% away at a time" },
    ],
  });
  stage.press("y");
  expect(noticeOf(stage)).toBe("Restarting Deployment/web of shop in 3 s: u undoes it");
  await stage.clock.advance(3_000);
  stage.draw();

  const owner = { namespace: "shop", name: "web", uid: "u-web" };
  expect(stage.changes.sent).toEqual([{ kind: "restart", owner, resource: "deployments", at: "2026-01-05T10:00:03Z" }]);
  expect(noticeOf(stage)).toBe("Deployment/web replaces its pods: the table shows how far.");
});

describe("nothing is restarted", () => {
  test.each([
    { what: "that is paused", spec: { paused: true }, why: /^Deployment\/web is paused/ },
    { what: "without an owner", pod: { owner: "" }, why: /^shop\/web-1 has no owner/ },
    { what: "of a Job", pod: { owner: "Job/load" }, why: /^Job\/load runs once/ },
    { what: "of a pod that is another one", pod: { uid: "another" }, why: /^shop\/web-1 is gone/ },
  ])("$what", async ({ why, ...change }) => {
    const stage = await opened(change);
    stage.press("ctrl-r");
    await stage.settle();

    expect(questionOf(stage.view)).toBeUndefined();
    expect(noticeOf(stage)).toMatch(why);
  });

  test("when it is undone, or left", async () => {
    const stage = await opened();
    stage.press("ctrl-r");
    await stage.settle();
    stage.press("y", "u");
    await stage.clock.advance(10_000);

    expect(stage.changes.sent).toEqual([]);
  });

  test("after the pod has gone while one thinks", async () => {
    const stage = await opened();
    stage.press("ctrl-r");
    await stage.settle();
    stage.remove(web1);

    expect(questionOf(stage.view)).toBeUndefined();
  });

  test("that one may not restart", async () => {
    const stage = await opened();
    stage.access.refused.set("patch deployments shop", "the cluster is frozen");
    stage.press("ctrl-r");
    await stage.settle();
    stage.press("y");
    await stage.clock.advance(10_000);

    expect(questionOf(stage.view)?.facts.at(-1)?.text).toBe(
      "You may not restart deployments in namespace shop: the cluster is frozen",
    );
    expect(stage.changes.sent).toEqual([]);
  });
});

test("what the server refuses has to be read", async () => {
  const stage = await opened();
  stage.changes.errors.push(new KubeError("forbidden", "deployments.apps is forbidden"));
  stage.press("ctrl-r");
  await stage.settle();
  stage.press("y");
  await stage.clock.advance(3_000);
  stage.draw();

  expect(questionOf(stage.view)).toMatchObject({
    title: "Not restarted: Deployment/web",
    facts: [{ text: "deployments.apps is forbidden." }],
  });
});
