import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startCluster, type TestCluster } from "../support/cluster.ts";
import { describeOnCluster } from "../support/clusterSuite.ts";
import { openTerminal, type Terminal } from "../support/terminal.ts";

describeOnCluster("behind the scenes of a real API server", () => {
  let cluster: TestCluster;
  let terminal: Terminal | undefined;

  beforeAll(async () => {
    cluster = await startCluster();
    await cluster.kubectlOk(["-n", "shop", "run", "web", "--image=main:1"]);
  });
  afterEach(async () => {
    await terminal?.close();
    terminal = undefined;
  });
  afterAll(() => cluster?.stop());

  /** The view of one context, once the table says how it stands. */
  async function look(context: string, arrived: string | RegExp): Promise<Terminal> {
    const args = ["--context", context, "-n", "shop"];
    terminal = openTerminal({ args, env: { KUBECONFIG: cluster.kubeconfig }, columns: 120, lines: 80 });
    await terminal.waitFor(arrived);
    terminal.type("b");
    await terminal.waitFor("behind the scenes of pods in shop");
    return terminal;
  }

  test("an administrator has every step, in the server's own words", async () => {
    const shown = await look("admin", /live +verified/);

    await shown.waitFor(/All is well[\s\S]*user +admin\n.*groups +system:masters, system:authenticated/);
    await shown.waitFor(/login +a client certificate until \d{4}-[\s\S]*secured +TLS 1\.3, .*the cluster's/);
    await shown.waitFor(/may +list and watch: yes, pods in namespace shop/);
    await shown.waitFor(/brought +1 pod, [\d.]+ k?B of protobuf/);
    await shown.waitFor(/7 The pod shop\/web[\s\S]*scheduler has not looked at it yet/);
  });

  test.each([
    {
      context: "nobody",
      arrived: "You may not list pods here",
      broken: /✕ 4 What you may {2}BROKEN HERE/,
      status: 403,
    },
    { context: "intruder", arrived: /does not accept/, broken: /✕ 3 Who you are {2}BROKEN HERE/, status: 401 },
  ])("$context breaks where the server says no", async ({ context, arrived, broken, status }) => {
    const shown = await look(context, arrived);

    await shown.waitFor(broken);
    await shown.waitFor(new RegExp(`answer +${status}, `));
    expect(shown.screen().join("\n")).not.toContain("not-a-token");
  });
});
