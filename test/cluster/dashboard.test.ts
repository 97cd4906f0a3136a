import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startCluster, type TestCluster } from "../support/cluster.ts";
import { describeOnCluster } from "../support/clusterSuite.ts";
import { createPodsOfEveryStatus, podsOfEveryStatus } from "../support/podsOfEveryStatus.ts";
import { tableOnScreen, untilEqualToKubectl } from "../support/shownTable.ts";
import { openTerminal, type Terminal } from "../support/terminal.ts";

describeOnCluster("the dashboard on a real API server", () => {
  let cluster: TestCluster;
  const terminals: Terminal[] = [];

  beforeAll(async () => {
    cluster = await startCluster();
    for (const namespace of ["statuses", "kitchen", "cursor", "paused", "selected"])
      await cluster.kubectlOk(["create", "namespace", namespace]);
    await createPodsOfEveryStatus(cluster.kubectlOk, "statuses");
  });
  afterEach(async () => {
    await Promise.all(terminals.splice(0).map((terminal) => terminal.close()));
  });
  afterAll(() => cluster?.stop());

  function open(args: readonly string[], columns = 100, lines = 30): Terminal {
    const terminal = openTerminal({ args, env: { KUBECONFIG: cluster.kubeconfig }, columns, lines });
    terminals.push(terminal);
    return terminal;
  }

  const run = (namespace: string, name: string, ...more: string[]) =>
    cluster.kubectlOk(["-n", namespace, "run", name, "--image=main:1", ...more]);
  const deleteNow = (namespace: string, name: string) =>
    cluster.kubectlOk(["-n", namespace, "delete", "pod", name, "--grace-period=0", "--force"]);

  const patchStatus = (namespace: string, name: string, status: object) =>
    cluster.kubectlOk([
      ...["-n", namespace, "patch", "pod", name, "--subresource=status"],
      ...["-p", JSON.stringify({ status })],
    ]);

  test.each([
    { what: "one namespace", args: ["-n", "statuses"], keys: "", kubectl: ["-n", "statuses"] },
    { what: "one namespace, wide", args: ["-n", "statuses"], keys: "w", kubectl: ["-n", "statuses", "-o", "wide"] },
    { what: "all namespaces", args: ["-A"], keys: "", kubectl: ["-A"] },
    { what: "all namespaces, wide", args: ["-A"], keys: "w", kubectl: ["-A", "-o", "wide"] },
  ])("shows pods of every status as kubectl does: $what", async ({ args, keys, kubectl }) => {
    const terminal = open(args, 240, podsOfEveryStatus.length + 20);
    await terminal.waitFor("live");
    terminal.type(keys);
    await untilEqualToKubectl(terminal, cluster, kubectl, { ages: true });

    expect(tableOnScreen(terminal).rows.length).toBeGreaterThanOrEqual(podsOfEveryStatus.length);
  });

  test("shows pods that come, change and go, and says which ones", async () => {
    const terminal = open(["-n", "kitchen"]);
    await terminal.waitFor(/live[\s\S]*No pods in namespace kitchen/);

    await run("kitchen", "oven", "--labels=app=oven");
    await terminal.waitFor(/[+›] oven +0\/1 +Pending/);
    await run("kitchen", "fridge");
    await terminal.waitFor(/fridge[\s\S]*oven/);
    await patchStatus("kitchen", "oven", { phase: "Failed", reason: "Evicted" });
    await terminal.waitFor(/oven +0\/1 +Evicted/);
    await deleteNow("kitchen", "fridge");
    await terminal.waitFor(/- fridge/);
    await untilEqualToKubectl(terminal, cluster, ["-n", "kitchen"], { ages: true });
  });

  test("a pod that is deleted and made again under its name is another pod: the cursor parks", async () => {
    const terminal = open(["-n", "cursor"]);
    for (const name of ["kettle", "mixer", "toaster"]) await run("cursor", name);
    await terminal.waitFor(/mixer[\s\S]*toaster/);
    terminal.type("G");
    await terminal.waitFor(/› toaster/);

    await deleteNow("cursor", "toaster");
    await run("cursor", "toaster");
    await terminal.waitFor(/cursor\/toaster is gone/);
    await terminal.waitFor(/^[^›-] toaster +0\/1 +Pending/m);
    terminal.type("k");
    await terminal.waitFor(/› mixer/);
  });

  test("held still it shows what was, counts what waits, and then catches up", async () => {
    const terminal = open(["-n", "paused"]);
    for (const name of ["pan", "pot"]) await run("paused", name);
    await terminal.waitFor(/live[\s\S]*pan[\s\S]*pot/);
    terminal.type(" ");
    await terminal.waitFor("paused");
    const held = tableOnScreen(terminal).rows.map(([name]) => name);

    await run("paused", "ladle");
    await deleteNow("paused", "pan");
    await patchStatus("paused", "pot", { phase: "Running" });
    await terminal.waitFor(/paused, 3 changes wait/);
    expect(tableOnScreen(terminal).rows.map(([name]) => name)).toEqual(held);
    expect(terminal.screen().join("\n")).toMatch(/pot +0\/1 +Pending/);

    terminal.type(" ");
    await terminal.waitFor(/ladle[\s\S]*pot +0\/1 +Running/);
    await untilEqualToKubectl(terminal, cluster, ["-n", "paused"]);
  });

  test("lets the server select by labels and fields, from the command line and from the prompt", async () => {
    await run("selected", "spoon", "--labels=app=spoon");
    await run("selected", "fork", "--labels=app=fork");
    const terminal = open(["-n", "selected", "-l", "app in (spoon, fork)"]);
    await terminal.waitFor("live");
    await untilEqualToKubectl(terminal, cluster, ["-n", "selected", "-l", "app in (spoon, fork)"]);

    terminal.type("L\u0015-l app=fork\r");
    await terminal.waitFor(/-l app=fork[\s\S]*live|live[\s\S]*-l app=fork/);
    await untilEqualToKubectl(terminal, cluster, ["-n", "selected", "-l", "app=fork"]);
    terminal.type("L\u0015--field-selector metadata.name=spoon\r");
    await terminal.waitFor("metadata.name=spoon");
    await untilEqualToKubectl(terminal, cluster, ["-n", "selected", "--field-selector", "metadata.name=spoon"]);
    await run("selected", "knife", "--labels=app=knife");
    terminal.type("L\u0015\r");
    await terminal.waitFor("knife");
    await untilEqualToKubectl(terminal, cluster, ["-n", "selected"]);
  });

  test("a selector that the server does not take is said in its words, and another can be typed", async () => {
    const terminal = open(["-n", "selected", "--field-selector", "spec.bogus=1"]);
    await terminal.waitFor(/does not take the selector[\s\S]*not supported: spec\.bogus/);
    terminal.type("L\u0015\r");
    await terminal.waitFor("live");
    await untilEqualToKubectl(terminal, cluster, ["-n", "selected"]);
  });
});
