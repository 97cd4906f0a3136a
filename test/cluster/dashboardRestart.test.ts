import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startCluster, type TestCluster } from "../support/cluster.ts";
import { describeOnCluster } from "../support/clusterSuite.ts";
import { tableOnScreen, untilEqualToKubectl } from "../support/shownTable.ts";
import { openTerminal, type Terminal } from "../support/terminal.ts";

const pods = 40;
const fill = ["-pods", String(pods), "-namespaces", "2", "-nodes", "3"];
/** Each time that changes begin, the pods that were replaced come again: more than there were, never more than these. */
const room = 5 * pods;
const churn = [...fill, "-churn", "50", "-recreate", "0.3"];

describeOnCluster("the dashboard survives its API server", () => {
  let cluster: TestCluster;
  let terminal: Terminal;

  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterEach(() => terminal?.close());
  afterAll(() => cluster?.stop());

  const nameInRow = (row: number) => tableOnScreen(terminal).rows[row]?.[1] ?? "";

  test.each([
    { how: "killed", end: () => cluster.killApiServer() },
    { how: "stopped", end: () => cluster.stopApiServer() },
  ])("$how and started again under change: rows stay, dimmed and dated, and become true again", async ({ end }) => {
    await cluster.load(fill);
    const env = { KUBECONFIG: cluster.kubeconfig };
    terminal = openTerminal({ args: ["-A"], env, columns: 140, lines: room });
    await terminal.waitFor(/live +verified/);
    await terminal.waitFor(() => tableOnScreen(terminal).rows.length >= pods);
    const before = cluster.startChanges(churn);
    await terminal.waitFor(/^[+~-] /m);

    await end();
    await terminal.waitFor(/(unreachable|refused).*as of \d\d:\d\d:\d\d/);
    expect(tableOnScreen(terminal).rows.length).toBeGreaterThan(pods / 2);
    await terminal.waitFor(() => terminal.isDimmed(nameInRow(1)));

    await before.stop();
    await cluster.startApiServer();
    const after = cluster.startChanges(churn);
    await terminal.waitFor(/live +verified/);
    await terminal.waitFor(/^[+~-] /m);
    await after.stop();
    await untilEqualToKubectl(terminal, cluster, ["-A"]);
    await terminal.waitFor(() => !terminal.isDimmed(nameInRow(1)));
  });

  test("a server that knows no roles yet when it comes back refuses at first, and is asked again soon", async () => {
    await cluster.kubectlOk(["-n", "shop", "run", "cart", "--image=main:1"]);
    const env = { KUBECONFIG: cluster.kubeconfig };
    terminal = openTerminal({ args: ["--context", "oncall"], env });
    await terminal.waitFor(/live[\s\S]*cart/);

    await cluster.killApiServer();
    await terminal.waitFor(/(unreachable|refused).*as of \d\d:\d\d:\d\d/);
    await cluster.startApiServer();
    await cluster.kubectlOk(["-n", "shop", "run", "search", "--image=main:1"]);
    await terminal.waitFor(/live[\s\S]*search/);
    await untilEqualToKubectl(terminal, cluster, ["--context", "oncall"]);
  });
});
