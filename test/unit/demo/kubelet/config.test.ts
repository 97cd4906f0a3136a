import { expect, test } from "vitest";
import { container, kubeletStage } from "../../../support/kubeletStage.ts";

const image = "registry.example/web:v1";

function stageWithout(...missing: readonly string[]) {
  const gone = new Set(missing);
  const stage = kubeletStage({ hasConfig: (kind, namespace, name) => !gone.has(`${kind} ${namespace}/${name}`) });
  return { ...stage, make: (name: string) => gone.delete(name) };
}

test.each([
  ["configmap", { env: [{ name: "A", valueFrom: { configMapKeyRef: { name: "settings", key: "a" } } }] }],
  ["configmap", { envFrom: [{ configMapRef: { name: "settings" } }] }],
  ["secret", { env: [{ name: "A", valueFrom: { secretKeyRef: { name: "settings", key: "a" } } }] }],
  ["secret", { envFrom: [{ secretRef: { name: "settings" } }] }],
])("a container waits for the %s of its environment, and starts when it is there", (kind, rest) => {
  const stage = stageWithout(`${kind} shop/settings`);
  stage.run("p", { containers: [container("web", image, rest)] });
  stage.wait(40);
  expect(stage.pod("p")?.status.containerStatuses?.[0]?.state.waiting).toEqual({
    reason: "CreateContainerConfigError",
    message: `${kind} "settings" not found`,
  });
  expect(stage.saidOf("Failed")).toEqual([`Failed: Error: ${kind} "settings" not found (x3)`]);
  stage.make(`${kind} shop/settings`);
  stage.wait(15);
  expect(stage.status("p")).toBe("Running");
});

test("a container does without what is optional", () => {
  const stage = stageWithout("configmap shop/settings");
  stage.run("p", {
    containers: [container("web", image, { envFrom: [{ configMapRef: { name: "settings", optional: true } }] })],
  });
  stage.wait(10);
  expect(stage.status("p")).toBe("Running");
});

test("a pod waits for the volumes that it mounts", () => {
  const stage = stageWithout("secret shop/tls");
  stage.run("p", {
    containers: [container("web", image)],
    volumes: [{ name: "certificates", secret: { secretName: "tls" } }],
  });
  stage.wait(20);
  expect(stage.status("p")).toBe("ContainerCreating");
  expect(stage.saidOf("FailedMount")).toEqual([
    'FailedMount: MountVolume.SetUp failed for volume "certificates" : secret "tls" not found (x4)',
  ]);
  stage.make("secret shop/tls");
  stage.wait(16);
  expect(stage.status("p")).toBe("Running");
});
