import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startCluster, type TestCluster } from "../support/cluster.ts";
import { describeOnCluster } from "../support/clusterSuite.ts";
import { openTerminal, type Terminal } from "../support/terminal.ts";

describeOnCluster("an incident on real controllers and a real scheduler", () => {
  let cluster: TestCluster;
  let terminal: Terminal;

  beforeAll(async () => {
    cluster = await startCluster({ full: true });
    await cluster.kubectlOk(["create", "namespace", "work"]);
    await cluster.kubectlOk(["apply", "-f", "-"], JSON.stringify(trainer));
    await cluster.kubectlOk(["-n", "work", "create", "deployment", "web", "--image=web:1", "--replicas=4"]);
    await cluster.kubectlOk(["-n", "work", "rollout", "status", "deployment/web"]);
    const pods = await cluster.kubectlOk(["-n", "work", "get", "pods", "-l", "app=web", "-o", "name"]);
    await tell(pods.split("\n")[0]?.replace("pod/", "") ?? "", outOfMemory(new Date()));
    const env = { KUBECONFIG: cluster.kubeconfig };
    terminal = openTerminal({ args: ["-n", "work"], env, columns: 160, lines: 50 });
    // No node suits for half a minute: only then it is trouble.
    await terminal.waitFor("4 broken");
  });
  afterAll(async () => {
    await terminal?.close();
    await cluster?.stop();
  });
  /** The whole table again, whatever the test before left. */
  beforeEach(async () => {
    terminal.type("/\u0015\r");
    await terminal.waitFor((screen) => podsOn(screen).length === 7);
  });

  const podsOn = (screen: readonly string[]) => screen.filter((line) => /^. (trainer|web)-/.test(line));

  test("the table says why before a key is pressed", () => {
    const rows = podsOn(terminal.screen());
    expect(rows.filter((row) => /Pending .* 0\/3 nodes: 3 node selector *$/.test(row))).toHaveLength(3);
    expect(
      rows.filter((row) => /CrashLoopBackOff .* OOMKilled exit 137, .*5th try, \d+s ago *$/.test(row)),
    ).toHaveLength(1);
    expect(rows.filter((row) => /1\/1 +Running +0 +\w+ *$/.test(row))).toHaveLength(3);
  });

  test("t groups it by cause, and Enter leaves the pods of one", async () => {
    terminal.type("t");
    await terminal.waitFor(/3 +broken +no node: node selector[\s\S]*1 +broken +OOMKilled exit 137 · web:1/);
    terminal.type("\r");
    await terminal.waitFor((screen) => podsOn(screen).length === 3);
    expect(podsOn(terminal.screen()).every((line) => line.includes(" trainer-"))).toBe(true);
  });

  test("Enter shows the scheduler's event and the owners up to the Deployment", async () => {
    terminal.type("/no node\r\r");
    await terminal.waitFor(/page of work\/trainer-[\s\S]*FailedScheduling +0\/3 nodes are available/);
    await terminal.waitFor(/ReplicaSet trainer-\w+ +0\/3 ready[\s\S]*Deployment trainer +0\/3 ready/);
    terminal.type("q");
  });

  test("l says what keeps the pod from having a log", async () => {
    terminal.type("/no node\rl");
    await terminal.waitFor(/logs of work\/trainer-[\s\S]*Unschedulable: 0\/3 nodes are available/);
    terminal.type("q");
  });

  test("d is what kubectl describe says", async () => {
    terminal.type("/OOM\rd");
    await terminal.waitFor(/description of work\/web-[\s\S]*Exit Code: +137/);
    const [, name = ""] = /of (work\/web-\S+)/.exec(terminal.screen().join("\n")) ?? [];
    const theirs = await cluster.kubectlOk(["describe", "pod", "-n", "work", name.replace("work/", "")]);
    const unaged = (line: string) => !/ (\d+[smh])+ +/.test(line) && line !== "";
    const shown = terminal
      .screen()
      .slice(1, 40)
      .map((line) => line.slice(2))
      .filter(unaged);
    expect(shown.length).toBeGreaterThan(20);
    expect(theirs.split("\n").map((line) => line.trimEnd())).toEqual(expect.arrayContaining(shown));
    terminal.type("q");
  });

  test("y and e show the object and its events", async () => {
    terminal.type("/no node\ry");
    await terminal.waitFor(/YAML of work\/trainer-[\s\S]*kind: Pod/);
    terminal.type("qe");
    await terminal.waitFor(/events of work\/trainer-[\s\S]*FailedScheduling/);
    terminal.type("q");
  });

  test("i makes a card whose commands show what it tells of", async () => {
    terminal.type("i");
    await terminal.waitFor("incident card of work");
    terminal.type("c");
    await terminal.waitFor(/Copied \d+ lines/);
    terminal.type("q");
    const lists = terminal.copied.split("\n").filter((line) => /^kubectl .* get pods /.test(line));
    const shown = await Promise.all(
      lists.map((line) => cluster.kubectlOk([...line.split(" ").slice(1), "--no-headers"])),
    );
    const statuses = shown.map((table) =>
      table
        .trim()
        .split("\n")
        .map((row) => row.split(/ +/)[2]),
    );
    expect(statuses).toEqual([["Pending", "Pending", "Pending"], ["CrashLoopBackOff"]]);
  });

  test("! calls when another pod breaks, and R has recorded it", async () => {
    terminal.type("!R");
    await terminal.waitFor(/recording.*watching: health=unhealthy/);
    const [pod = ""] = podsOn(terminal.screen()).filter((line) => /web-.* Running /.test(line));
    const [, name = ""] = /(web-\S+)/.exec(pod) ?? [];
    await tell(name, outOfMemory(new Date()));
    await terminal.waitFor(new RegExp(`${name} entered "health=unhealthy"`));
    terminal.type("!R");
    const [, file = ""] = await lineWith(/Recorded .*: podscope replay (\S+)/);
    const replay = openTerminal({ args: ["replay", file, "--find", "why=*OOM*", "--hold"], columns: 160, lines: 30 });
    await replay.waitFor(/replay of admin, recorded /);
    await replay.waitFor(new RegExp(`^[›~] ${name} .* OOMKilled exit 137`, "m"));
    await replay.close();
  });

  test("D tells what went, and < shows it as it was", async () => {
    await cluster.kubectlOk(["-n", "work", "scale", "deployment/web", "--replicas=2"]);
    await terminal.waitFor((screen) => podsOn(screen).length === 5);
    terminal.type("D");
    await terminal.waitFor(/Pods that went[\s\S]*work\/web-\S+ +CrashLoopBackOff, OOMKilled exit 137/);
    terminal.type("\u001b");
    await terminal.waitFor((screen) => !screen.join("\n").includes("Pods that went"));
    terminal.type("{");
    await terminal.waitFor(/▲ as of [\s\S]*web-\S+ +0\/1 +CrashLoopBackOff/);
    terminal.type("\u001b");
    await terminal.waitFor(/● live/);
  });

  const tell = (pod: string, status: object) => {
    const patch = JSON.stringify({ status });
    return cluster.kubectlOk(["-n", "work", "patch", "pod", pod, "--subresource=status", "--type=merge", "-p", patch]);
  };
  const lineWith = async (words: RegExp) => {
    await terminal.waitFor(words);
    return words.exec(terminal.screen().join("\n")) ?? [];
  };
});

/** Three pods that no node suits. */
const trainer = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "trainer", namespace: "work" },
  spec: {
    replicas: 3,
    selector: { matchLabels: { app: "trainer" } },
    template: {
      metadata: { labels: { app: "trainer" } },
      spec: { nodeSelector: { dedicated: "gpu" }, containers: [{ name: "main", image: "trainer:1" }] },
    },
  },
};

/** As a kubelet tells of a container that was killed at `end` for the fifth time. */
function outOfMemory(end: Date) {
  const terminated = {
    exitCode: 137,
    reason: "OOMKilled",
    startedAt: end.toISOString(),
    finishedAt: end.toISOString(),
  };
  return {
    conditions: [
      { type: "Ready", status: "False", reason: "ContainersNotReady", lastTransitionTime: end.toISOString() },
    ],
    containerStatuses: [
      {
        ...{ name: "web", image: "web:1", imageID: "web", ready: false, restartCount: 4 },
        state: { waiting: { reason: "CrashLoopBackOff", message: "back-off 1m20s restarting failed container" } },
        lastState: { terminated },
      },
    ],
  };
}
