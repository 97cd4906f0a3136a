import { describe, expect, test } from "vitest";
import { pods } from "../../../../src/demo/apiserver/resources/pods.ts";
import { deployments, jobs } from "../../../../src/demo/apiserver/resources/workloads.ts";
import type { Deployment } from "../../../../src/demo/objects/workloads.ts";
import { carryOut } from "../../../../src/demo/scenario/deeds.ts";
import { newJob } from "../../../../src/demo/scenario/newObjects.ts";
import type { Deed } from "../../../../src/demo/scenario/step.ts";
import { task } from "../../../../src/demo/scenario/world/workloads.ts";
import { controlStage, newObject } from "../../../support/controlStage.ts";

const web = { namespace: "shop", name: "web" };

function stageWithWeb() {
  const stage = controlStage();
  const { client, time } = stage;
  client.create(
    deployments,
    newObject<Deployment>("apps/v1", "Deployment", "web", {
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: "web" } },
        template: {
          metadata: { labels: { app: "web" } },
          spec: {
            initContainers: [{ name: "migrate", image: "registry.demo/shop/migrate:v1" }],
            containers: [
              { name: "web", image: "registry.demo/shop/web:v1" },
              { name: "proxy", image: "registry.demo/base/proxy:v1" },
            ],
          },
        },
      },
    }),
  );
  for (const name of ["general-a", "general-b"]) stage.addNode(name, { labels: { pool: "general" } });
  stage.addNode("gpu-a", { labels: { pool: "gpu" } });
  const told: unknown[] = [];
  const nodes = {
    lose: (node: string) => told.push(["lose", node]),
    restore: (node: string) => told.push(["restore", node]),
    press: (node: string, pressure: object) => told.push(["press", node, pressure]),
  };
  return {
    ...stage,
    told,
    act: (deed: Deed) => carryOut({ client, time, nodes }, deed),
    spec: () => client.get(deployments, web)?.spec,
  };
}

describe("what people do in a story", () => {
  test("setImage changes the containers that it names, init containers too, and no others", () => {
    const { act, spec } = stageWithWeb();
    const images = { web: "registry.demo/shop/web:v2", migrate: "registry.demo/shop/migrate:v2" };
    act({ does: "setImage", deployment: web, images });
    const { initContainers = [], containers = [] } = spec()?.template.spec ?? {};
    expect([...initContainers, ...containers].map(({ image }) => image)).toEqual([
      "registry.demo/shop/migrate:v2",
      "registry.demo/shop/web:v2",
      "registry.demo/base/proxy:v1",
    ]);
  });

  test("scale changes the replicas", () => {
    const { act, spec } = stageWithWeb();
    act({ does: "scale", deployment: web, replicas: 5 });
    expect(spec()?.replicas).toBe(5);
  });

  test("restart marks the template with its moment, as kubectl does", () => {
    const { act, spec } = stageWithWeb();
    act({ does: "restart", deployment: web });
    expect(spec()?.template.metadata).toMatchObject({
      labels: { app: "web" },
      annotations: { "kubectl.kubernetes.io/restartedAt": "2026-01-05T10:00:00Z" },
    });
  });

  test("a Job comes and goes", () => {
    const { act, client } = stageWithWeb();
    const job = { namespace: "shop", name: "sitemap" };
    act({ does: "createJob", job: () => newJob(task("shop", "sitemap"), "v1", 2) });
    expect(client.get(jobs, job)?.spec).toMatchObject({
      backoffLimit: 2,
      template: { spec: { restartPolicy: "Never" } },
    });
    act({ does: "deleteJob", job });
    expect(client.get(jobs, job)).toBeUndefined();
  });

  test("a pod comes and goes", () => {
    const { act, client } = stageWithWeb();
    const pod = { namespace: "shop", name: "debug" };
    const spec = { containers: [{ name: "debug", image: "registry.demo/base/debug:v1" }] };
    act({ does: "createPod", pod: { apiVersion: "v1", kind: "Pod", metadata: pod, spec, status: {} } });
    expect(client.get(pods, pod)?.status.phase).toBe("Pending");
    act({ does: "deletePod", pod });
    expect(client.get(pods, pod)).toBeUndefined();
  });

  test("what is no longer there is left alone", () => {
    const { act, client, store } = stageWithWeb();
    client.delete(deployments, web);
    const { revision } = store;
    act({ does: "scale", deployment: web, replicas: 5 });
    act({ does: "deleteJob", job: web });
    expect(store.revision).toBe(revision);
  });

  test("the API server refuses what cannot be", () => {
    const { act } = stageWithWeb();
    const job = () => newJob(task("nowhere", "sitemap"), "v1");
    expect(() => act({ does: "createJob", job })).toThrow('namespaces "nowhere" not found');
  });
});

describe("what befalls nodes in a story", () => {
  test.each([
    [{ does: "loseNode", node: { pool: "general", index: 1 } }, ["lose", "general-b"]],
    [{ does: "restoreNode", node: { pool: "gpu", index: 0 } }, ["restore", "gpu-a"]],
    [
      { does: "fillMemory", node: { pool: "general", index: 0 }, availableBytes: 5 },
      ["press", "general-a", { resource: "memory", threshold: 100 * 1024 * 1024, available: 5 }],
    ],
  ] as const)("%o befalls the node of that number in its pool", (deed, expected) => {
    const { act, told } = stageWithWeb();
    act(deed);
    expect(told).toEqual([expected]);
  });
});
