import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { startCluster, type TestCluster } from "../support/cluster.ts";
import { describeOnCluster } from "../support/clusterSuite.ts";
import { untilEqualToKubectl } from "../support/shownTable.ts";
import { startTcpRelay, type TcpRelay } from "../support/tcpRelay.ts";
import { openTerminal, type Terminal } from "../support/terminal.ts";

describeOnCluster("the dashboard goes from place to place", () => {
  let cluster: TestCluster;
  /** Every context but `gone` goes through it. */
  let relay: TcpRelay;
  let kubeconfig: string;
  let state: string;
  const terminals: Terminal[] = [];

  beforeAll(async () => {
    cluster = await startCluster();
    relay = await startTcpRelay(cluster.port);
    kubeconfig = join(cluster.dir, "relayed");
    const direct = readFileSync(cluster.kubeconfig, "utf8");
    writeFileSync(kubeconfig, direct.replace(`127.0.0.1:${cluster.port}`, `127.0.0.1:${relay.port}`));
    for (const namespace of ["shop-eu", "kitchen"]) await cluster.kubectlOk(["create", "namespace", namespace]);
    await cluster.kubectlOk(["apply", "-f", "-"], onePodIn("shop", "cart") + onePodIn("shop-eu", "warenkorb"));
    await cluster.kubectlOk(["apply", "-f", "-"], onePodIn("kitchen", "oven") + onePodIn("default", "first"));
  });
  beforeEach(() => {
    state = mkdtempSync(join(tmpdir(), "podscope-state-"));
  });
  afterEach(async () => {
    await Promise.all(terminals.splice(0).map((terminal) => terminal.close()));
    rmSync(state, { recursive: true });
  });
  afterAll(async () => {
    relay?.close();
    await cluster?.stop();
  });

  function open(args: readonly string[]): Terminal {
    const terminal = openTerminal({ args, env: { KUBECONFIG: kubeconfig, XDG_STATE_HOME: state } });
    terminals.push(terminal);
    return terminal;
  }

  /** Watches of the pods of one namespace that the API server is serving: nobody but us has such. */
  async function watchesServed(): Promise<number> {
    const metrics = await cluster.kubectlOk(["get", "--raw", "/metrics"]);
    const line =
      /^apiserver_longrunning_requests\{[^}]*resource="pods",scope="namespace",[^}]*verb="WATCH"[^}]*\} (\d+)$/m;
    return Number(line.exec(metrics)?.[1] ?? 0);
  }

  test.each([
    {
      context: "nobody",
      why: ["may not list pods", 'User "nobody" cannot list resource "pods"', "nobody, groups system:authenticated"],
      command: "kubectl auth can-i list pods -n default --context nobody",
    },
    { context: "intruder", why: ["does not accept your login", "log in again"], command: undefined },
    { context: "gone", why: ["refused the connection", "127.0.0.1:1"], command: undefined },
  ])("context $context says why it shows no pods, and one can go on to another", async ({ context, why, command }) => {
    const terminal = open(["--context", context]);
    for (const words of why) await terminal.waitFor(words);
    if (command !== undefined) await terminal.waitFor(command);

    terminal.type("c");
    await terminal.waitFor(/Context[\s\S]*Enter chooses/);
    terminal.type("admin\r");
    await terminal.waitFor(/admin · default[\s\S]*first/);
    await untilEqualToKubectl(terminal, cluster, ["-n", "default"]);
  });

  test("who may read one namespace only is told so for all of them, types a name, and finds it again", async () => {
    const terminal = open(["--context", "oncall"]);
    await terminal.waitFor(/oncall · shop[\s\S]*cart/);
    terminal.type("0");
    await terminal.waitFor(/User "oncall" cannot list resource "pods" in API group ""\s+at the cluster scope/);
    await terminal.waitFor(/oncall, groups oncall, system:authenticated/);
    await terminal.waitFor("kubectl auth can-i list pods -A --context oncall");

    terminal.type("n");
    await terminal.waitFor(/may not.*(list|namespaces).*type a name/);
    terminal.type("kitchen");
    await terminal.waitFor(/kitchen +as typed/);
    terminal.type("\r");
    await terminal.waitFor(/oncall · kitchen[\s\S]*in the namespace "kitchen"/);
    terminal.type("n");
    await terminal.waitFor(/shop +.*key 1/);
    terminal.type("shop");
    await terminal.waitFor(/› shop[\s\S]*› shop +.*key 1/);
    terminal.type("\r");
    await terminal.waitFor(/oncall · shop[\s\S]*cart/);
    await untilEqualToKubectl(terminal, cluster, ["--context", "oncall"]);
    terminal.type("0");
    await terminal.waitFor("at the cluster scope");
    terminal.type("1");
    await terminal.waitFor(/oncall · shop[\s\S]*cart/);
  });

  test("namespaces are chosen by picker, command line with completion, and digits, each with the pods that kubectl lists", async () => {
    const terminal = open(["-n", "shop"]);
    await terminal.waitFor(/admin · shop[\s\S]*cart/);
    terminal.type("n");
    await terminal.waitFor(/kube-system[\s\S]*Enter chooses/);
    terminal.type("kitch\r");
    await terminal.waitFor(/admin · kitchen[\s\S]*oven/);
    terminal.type(":ns shop-");
    await terminal.waitFor(/: ns shop-eu/);
    terminal.type("\t\r");
    await terminal.waitFor(/admin · shop-eu[\s\S]*warenkorb/);
    await untilEqualToKubectl(terminal, cluster, ["-n", "shop-eu"]);
    terminal.type("2");
    await terminal.waitFor(/admin · kitchen[\s\S]*oven/);
    terminal.type("0");
    await terminal.waitFor(/all namespaces[\s\S]*warenkorb/);
    await untilEqualToKubectl(terminal, cluster, ["-A"]);
    terminal.type("3");
    await terminal.waitFor(/admin · shop-eu[\s\S]*warenkorb/);
    await untilEqualToKubectl(terminal, cluster, ["-n", "shop-eu"]);

    await expect.poll(watchesServed).toBe(1);
  });

  test("going to another context leaves no connection to the one before", async () => {
    const terminal = open([]);
    await terminal.waitFor(/live[\s\S]*first|first[\s\S]*live/);
    expect(relay.open).toBeGreaterThan(0);
    terminal.type(":ctx go");
    await terminal.waitFor(/: ctx gone/);
    terminal.type("\t\r");
    await terminal.waitFor(/gone · default[\s\S]*refused the connection/);

    await expect.poll(() => relay.open).toBe(0);
    terminal.type(":ctx oncall\r");
    await terminal.waitFor(/oncall · shop[\s\S]*cart/);
    await expect.poll(watchesServed).toBe(1);
    terminal.type("q");
    expect(await terminal.ended()).toBe(0);
    expect(relay.open).toBe(0);
    await expect.poll(watchesServed).toBe(0);
  });

  test("the namespace and the order of each context are there again after a restart", async () => {
    const first = open([]);
    await first.waitFor(/admin · default/);
    first.type(":ns kitchen\r");
    await first.waitFor(/admin · kitchen[\s\S]*oven/);
    first.type("S");
    await first.waitFor("NAME↓");
    first.type(":ctx oncall\r");
    await first.waitFor(/oncall · shop[\s\S]*cart/);
    expect(first.screen().join("\n")).not.toContain("NAME↓");
    first.type("q");
    expect(await first.ended()).toBe(0);

    const second = open([]);
    await second.waitFor(/admin · kitchen[\s\S]*NAME↓[\s\S]*oven/);
    second.type(":ctx oncall\r");
    await second.waitFor(/oncall · shop[\s\S]*cart/);
  });
});

function onePodIn(namespace: string, name: string): string {
  return `---
apiVersion: v1
kind: Pod
metadata: {namespace: ${namespace}, name: ${name}}
spec: {containers: [{name: main, image: "main:1"}]}
`;
}
