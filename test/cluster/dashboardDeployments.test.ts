import { afterAll, beforeAll, expect, test } from "vitest";
import { startCluster, type TestCluster } from "../support/cluster.ts";
import { describeOnCluster } from "../support/clusterSuite.ts";
import { tableOnScreen, untilEqualToKubectl } from "../support/shownTable.ts";
import { openTerminal, type Terminal } from "../support/terminal.ts";

describeOnCluster("the dashboard follows Deployments that really run", () => {
  let cluster: TestCluster;
  let terminal: Terminal;

  beforeAll(async () => {
    cluster = await startCluster({ full: true });
    await cluster.kubectlOk(["create", "namespace", "work"]);
    const env = { KUBECONFIG: cluster.kubeconfig };
    terminal = openTerminal({ args: ["-n", "work"], env, columns: 160, lines: 50 });
    await terminal.waitFor(/live[\s\S]*No pods in namespace work/);
  });
  afterAll(async () => {
    await terminal?.close();
    await cluster?.stop();
  });

  /** Against hanging: the fake kubelets take their time to let pods go. */
  const patience = { timeout: 60_000 };
  const podsThere = async () => {
    const names = await cluster.kubectlOk(["-n", "work", "get", "pods", "-o", "name"]);
    return names.split("\n").filter((name) => name !== "").length;
  };
  const running = () =>
    tableOnScreen(terminal).rows.filter(([, ready, status]) => ready === "1/1" && status === "Running");

  test("created, scaled up, restarted and scaled down: the screen ends equal to kubectl", async () => {
    for (const name of ["cart", "search"]) {
      await cluster.kubectlOk(["-n", "work", "create", "deployment", name, "--image=main:1", "--replicas=3"]);
    }
    await terminal.waitFor(() => running().length === 6);
    await untilEqualToKubectl(terminal, cluster, ["-n", "work"], { ages: true });

    await cluster.kubectlOk(["-n", "work", "scale", "deployment/cart", "--replicas=6"]);
    await terminal.waitFor(() => running().length === 9);
    await untilEqualToKubectl(terminal, cluster, ["-n", "work"]);

    const old = new Set(running().map(([name]) => name));
    await cluster.kubectlOk(["-n", "work", "rollout", "restart", "deployment/search"]);
    await cluster.kubectlOk(["-n", "work", "rollout", "status", "deployment/search"]);
    await cluster.kubectlOk(["-n", "work", "scale", "deployment/cart", "--replicas=1"]);
    await expect.poll(podsThere, patience).toBe(4);
    await terminal.waitFor(() => tableOnScreen(terminal).rows.length === 4 && running().length === 4);
    await untilEqualToKubectl(terminal, cluster, ["-n", "work"]);
    expect(running().filter(([name]) => !old.has(name))).toHaveLength(3);
  });
});
