import { expect, test } from "vitest";
import { namespaces } from "../../../../src/demo/apiserver/resources/namespaces.ts";
import { pods } from "../../../../src/demo/apiserver/resources/pods.ts";
import { deployments } from "../../../../src/demo/apiserver/resources/workloads.ts";
import { startNamespaceController } from "../../../../src/demo/controllers/namespace/namespaceController.ts";
import { conditionOf } from "../../../../src/demo/objects/conditions.ts";
import type { Pod } from "../../../../src/demo/objects/pod.ts";
import type { Deployment } from "../../../../src/demo/objects/workloads.ts";
import { controlStage, newObject, oneContainer, template } from "../../../support/controlStage.ts";

const shop = { name: "shop" };

function stage() {
  const all = controlStage();
  const { client } = all;
  const spec = { replicas: 1, selector: { matchLabels: { app: "web" } }, template: template({ app: "web" }) };
  client.create(deployments, newObject<Deployment>("apps/v1", "Deployment", "web", { spec }));
  const createPod = (name: string, finalizers: readonly string[] = []) =>
    client.create(pods, {
      ...newObject<Pod>("v1", "Pod", name, { spec: { containers: oneContainer, nodeName: "node-1" } }),
      metadata: { name, namespace: "shop", finalizers },
    });
  startNamespaceController(all);
  return {
    ...all,
    createPod,
    /** As kubelets do it. */
    endPods: () => {
      for (const { metadata } of all.pods()) client.delete(pods, metadata, { gracePeriodSeconds: 0 });
    },
    namespace: () => client.get(namespaces, shop),
    says: (type: string) => conditionOf(client.get(namespaces, shop)?.status.conditions, type)?.message,
  };
}

test("a namespace that is not to go is left alone", () => {
  const { writesOf, wait } = stage();
  expect(writesOf(() => wait(1000))).toBe(0);
});

test("is emptied after a moment, its pods first and with their grace, and then goes", () => {
  const { client, createPod, wait, namespace, pods: all, endPods, says } = stage();
  createPod("web-1");
  client.delete(namespaces, shop);
  wait(4.9);
  expect(all()[0]?.metadata.deletionTimestamp).toBeUndefined();
  wait(0.1);
  expect(all()[0]?.metadata.deletionGracePeriodSeconds).toBe(30);
  expect(client.list(deployments)).toHaveLength(1);
  expect(says("NamespaceContentRemaining")).toBe(
    "Some resources are remaining: deployments.apps has 1 resource instances, pods. has 1 resource instances",
  );
  endPods();
  wait(16);
  expect(client.list(deployments)).toEqual([]);
  expect(namespace()).toBeUndefined();
});

test("waits for finalizers of its content, and says whose", () => {
  const { client, createPod, wait, namespace, endPods, says } = stage();
  const { metadata } = createPod("stuck", ["demo.io/backup"]);
  client.delete(namespaces, shop);
  wait(5);
  endPods();
  wait(100);
  expect(namespace()?.status).toMatchObject({ phase: "Terminating" });
  expect(says("NamespaceFinalizersRemaining")).toBe(
    "Some content in the namespace has finalizers remaining: demo.io/backup in 1 resource instances",
  );
  client.update(pods, metadata, (pod) => ({ ...pod, metadata: { ...pod.metadata, finalizers: [] } }));
  wait(17);
  expect(namespace()).toBeUndefined();
});

test("that began to go before the start goes all the same", () => {
  const all = controlStage();
  all.client.delete(namespaces, shop);
  startNamespaceController(all);
  all.wait(5);
  expect(all.client.get(namespaces, shop)).toBeUndefined();
});

test("of which only the description changes keeps its finalizers, whatever a client says", () => {
  const { client, namespace } = stage();
  client.update(namespaces, shop, (found) => ({ ...found, spec: {} }));
  expect(namespace()?.spec).toEqual({ finalizers: ["kubernetes"] });
});
