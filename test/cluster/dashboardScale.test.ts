import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startCluster, type TestCluster } from "../support/cluster.ts";
import { describeOnCluster } from "../support/clusterSuite.ts";
import { tableOfKubectl, tableOnScreen, withoutAges } from "../support/shownTable.ts";
import { startTcpRelay, type TcpRelay } from "../support/tcpRelay.ts";
import { openTerminal, type Terminal } from "../support/terminal.ts";

const fill = ["-pods", "2000", "-namespaces", "20", "-nodes", "10"];

describeOnCluster("the dashboard with 2,000 pods", () => {
  let cluster: TestCluster;
  let relay: TcpRelay;
  let kubeconfig: string;
  const terminals: Terminal[] = [];

  beforeAll(async () => {
    cluster = await startCluster();
    relay = await startTcpRelay(cluster.port);
    kubeconfig = join(cluster.dir, "relayed");
    const direct = readFileSync(cluster.kubeconfig, "utf8");
    writeFileSync(kubeconfig, direct.replace(`127.0.0.1:${cluster.port}`, `127.0.0.1:${relay.port}`));
    await cluster.load(fill);
    // Amid the others, and nobody changes it.
    await cluster.kubectlOk(["create", "namespace", "team-010a"]);
    await cluster.kubectlOk(["-n", "team-010a", "run", "anchor", "--image=main:1"]);
  });
  afterEach(async () => {
    relay?.release();
    await Promise.all(terminals.splice(0).map((terminal) => terminal.close()));
  });
  afterAll(async () => {
    relay?.close();
    await cluster?.stop();
  });

  function open(): Terminal {
    const terminal = openTerminal({ args: ["-A"], env: { KUBECONFIG: kubeconfig }, columns: 120, lines: 30 });
    terminals.push(terminal);
    return terminal;
  }

  const partOfTheList = 1_000_000;

  test("shows rows and progress while the list arrives, fits a screen that is resized meanwhile, and ends complete", async () => {
    relay.holdAfter(partOfTheList);
    const terminal = open();
    await terminal.waitFor(/loading +[\d,]+ of 2,001/);
    await terminal.waitFor(/team-000 +\S+ +\d\/\d/);
    terminal.resize(90, 20);
    await terminal.waitFor(/1–15 of [\d,]+\n +\? help/);
    terminal.resize(130, 40);
    await terminal.waitFor(/loading +[\d,]+ of 2,001[\s\S]*1–35 of [\d,]+$/m);

    relay.release();
    await terminal.waitFor(/live[\s\S]*1–35 of 2,001$/m);
    const { titles, rows } = withoutAges(tableOfKubectl(await cluster.kubectlOk(["get", "pods", "-A"])));
    expect(withoutAges(tableOnScreen(terminal))).toEqual({ titles, rows: rows.slice(0, 35) });
    terminal.type("G");
    await terminal.waitFor(/1,967–2,001 of 2,001$/m);
    expect(withoutAges(tableOnScreen(terminal))).toEqual({ titles, rows: rows.slice(-35) });
  });

  test("Ctrl-C ends it while the list arrives, and its connections with it", async () => {
    relay.holdAfter(partOfTheList);
    const terminal = open();
    await terminal.waitFor(/loading +[\d,]+ of 2,001/);
    terminal.type("\u0003");

    expect(await terminal.ended()).toBe(0);
    expect(terminal.screenBuffer.buffer.active.type).toBe("normal");
    await expect.poll(() => relay.open).toBe(0);
  });

  test.each([
    { order: "kubectl's order", keys: "" },
    { order: "by status", keys: "sstatus\r" },
  ])("the cursor stays on its pod while the rows around it come, go and move: $order", async ({ keys }) => {
    const terminal = open();
    await terminal.waitFor(/live[\s\S]*–25 of [\d,]+$/m);
    terminal.type("/anchor\r");
    await terminal.waitFor(/ 1 of [\d,]+$/m);
    terminal.type("j\u001b");
    await terminal.waitFor(/› team-010a +anchor[\s\S]*–[\d,]+ of [\d,]+$/m);
    terminal.type(keys);
    const changes = cluster.startChanges([...fill, "-churn", "200", "-recreate", "0.5"]);

    const cursors = new Set<string>();
    let place = "";
    let moves = 0;
    await terminal.waitFor(() => {
      const screen = terminal.screen();
      for (const line of screen) if (line.startsWith("›")) cursors.add(line.slice(2).split(/ +/, 2).join("/"));
      const [, now = place] = / ([\d,]+)–[\d,]+ of [\d,]+$/.exec(screen.at(-2) ?? "") ?? [];
      if (now !== place) moves += 1;
      place = now;
      return moves >= 20;
    });
    await changes.stop();
    expect([...cursors]).toEqual(["team-010a/anchor"]);
  });
});
