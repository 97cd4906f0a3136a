import { afterAll, beforeAll, expect, test } from "vitest";
import { startCluster, type TestCluster } from "../support/cluster.ts";
import { describeOnCluster } from "../support/clusterSuite.ts";

describeOnCluster("the control plane that the other cluster tests use", () => {
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster?.stop());

  test.each([
    { context: "admin", args: ["get", "pods", "-A"], stderr: /No resources found/, code: 0 },
    { context: "oncall", args: ["get", "pods"], stderr: /No resources found in shop namespace/, code: 0 },
    { context: "oncall", args: ["get", "pods", "-A"], stderr: /User "oncall" cannot list resource "pods"/, code: 1 },
    { context: "nobody", args: ["get", "pods"], stderr: /User "nobody" cannot list resource "pods"/, code: 1 },
    { context: "intruder", args: ["get", "pods"], stderr: /You must be logged in to the server/, code: 1 },
    { context: "gone", args: ["get", "pods"], stderr: /was refused/, code: 1 },
  ])("kubectl as $context: $args", async ({ context, args, stderr, code }) => {
    const result = await cluster.kubectl(["--context", context, ...args]);

    expect(result.stderr).toMatch(stderr);
    expect(result.code).toBe(code);
  });

  test("the API server keeps its objects over a kill and a restart", async () => {
    await cluster.kubectlOk(["create", "namespace", "kept"]);
    await cluster.killApiServer();
    await cluster.startApiServer();

    expect(await cluster.kubectlOk(["get", "namespace", "kept", "-o", "name"])).toBe("namespace/kept\n");
  });
});
