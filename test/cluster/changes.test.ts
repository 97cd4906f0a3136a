import { afterAll, beforeAll, expect, test } from "vitest";
import { failingOf } from "../../src/app/changes/failureWords.ts";
import type { Cluster } from "../../src/app/cluster.ts";
import { openKubeCluster } from "../../src/app/kubeCluster.ts";
import { systemClock } from "../../src/base/clock.ts";
import { KubeconfigReader } from "../../src/kube/config/contexts.ts";
import { thisMachine } from "../../src/kube/config/machine.ts";
import { resolveAccess } from "../../src/kube/config/resolveAccess.ts";
import { type PodChange, requestFor, restartedAt } from "../../src/kube/wire/podChange.ts";
import { RequestBook } from "../../src/kube/wire/requestBook.ts";
import { startCluster, type TestCluster } from "../support/cluster.ts";
import { describeOnCluster } from "../support/clusterSuite.ts";
import { openTerminal } from "../support/terminal.ts";

const never = new AbortController().signal;

describeOnCluster("changes on a real control plane", () => {
  let cluster: TestCluster;
  let client: Cluster;

  beforeAll(async () => {
    cluster = await startCluster({ full: true });
    for (const name of ["web", "cart"]) {
      await cluster.kubectlOk(["-n", "shop", "create", "deployment", name, "--image=main:1", "--replicas=2"]);
      await cluster.kubectlOk(["-n", "shop", "rollout", "status", `deployment/${name}`]);
    }
    const machine = thisMachine();
    const kubeconfig = new KubeconfigReader(cluster.kubeconfig, machine).read();
    client = openKubeCluster(resolveAccess(kubeconfig, {}, machine), {
      clock: systemClock,
      random: Math.random,
      userAgent: "podscope/test",
      credentials: { machine, clock: systemClock, onNotice: () => {}, terminal: undefined },
      requestTimeoutMs: undefined,
      requests: new RequestBook(),
      onTrace: undefined,
    });
  });
  afterAll(async () => {
    await client?.close();
    await cluster?.stop();
  });

  const uidOf = (...what: readonly string[]) =>
    cluster.kubectlOk(["-n", "shop", "get", ...what, "-o", "jsonpath={.metadata.uid}"]);
  const podsOf = async (app: string) => {
    const args = ["-n", "shop", "get", "pods", "-l", `app=${app}`, "-o"];
    const names = await cluster.kubectlOk([
      ...args,
      "jsonpath={range .items[*]}{.metadata.name} {.metadata.uid}{'\\n'}{end}",
    ]);
    return names
      .trim()
      .split("\n")
      .map((line) => line.split(" "))
      .map(([name = "", uid = ""]) => ({ namespace: "shop", name, uid }));
  };
  const send = (change: PodChange) =>
    client.change(change, never).then(
      () => undefined,
      (error: unknown) => failingOf(error),
    );

  test("a pod of another uid is neither deleted nor evicted", async () => {
    const [pod] = await podsOf("web");
    if (pod === undefined) throw new Error("there is no pod");
    const another = { ...pod, uid: "00000000-0000-0000-0000-000000000000" };
    const gone = { kind: "gone", words: expect.stringContaining("another has its name now") };

    expect(await send({ kind: "delete", pod: another, graceSeconds: undefined })).toEqual(gone);
    expect(await send({ kind: "evict", pod: another, graceSeconds: undefined })).toEqual(gone);
    expect(await uidOf("pod", pod.name)).toBe(pod.uid);
  });

  test("an owner of another uid is not restarted", async () => {
    const owner = { namespace: "shop", name: "web", uid: "00000000-0000-0000-0000-000000000000" };

    expect(await send({ kind: "restart", owner, resource: "deployments", at: restartedAt(Date.now()) })).toEqual({
      kind: "gone",
      words: expect.stringContaining("another has its name now"),
    });
  });

  test("a disruption budget is respected by an eviction, in the server's words, and not by a deletion", async () => {
    await cluster.kubectlOk([
      "-n",
      "shop",
      "create",
      "poddisruptionbudget",
      "cart",
      "--selector=app=cart",
      "--min-available=2",
    ]);
    const allowed = ["-n", "shop", "get", "pdb", "cart", "-o", "jsonpath={.status.currentHealthy}"];
    await expect.poll(() => cluster.kubectlOk(allowed), { timeout: 60_000 }).toBe("2");
    const [pod] = await podsOf("cart");
    if (pod === undefined) throw new Error("there is no pod");

    expect(await send({ kind: "evict", pod, graceSeconds: undefined })).toEqual({
      kind: "refused",
      words:
        "Cannot evict pod as it would violate the pod's disruption budget. The disruption budget cart needs 2 healthy pods and has 2 currently. Try again when more of its pods are ready.",
    });
    expect(await send({ kind: "delete", pod, graceSeconds: 0 })).toBeUndefined();
    expect(await send({ kind: "delete", pod, graceSeconds: 0 })).toMatchObject({ kind: "gone" });
  });

  test("a restart is kubectl's patch, with the uid in it, and does what kubectl's does", async () => {
    const theirs = await cluster.kubectl(["-n", "shop", "rollout", "restart", "deployment/cart", "-v=9"]);
    const log = theirs.stderr;
    const body: unknown = JSON.parse(JSON.parse(/Request Body" body=("\{.*")/.exec(log)?.[1] ?? '""'));
    const at = /restartedAt\\?":\\?"([^"\\]+)/.exec(log)?.[1] ?? "";
    const owner = { namespace: "shop", name: "web", uid: await uidOf("deployment", "web") };
    const change: PodChange = { kind: "restart", owner, resource: "deployments", at };
    const ours = requestFor(change);

    expect(restartedAt(Date.parse(at))).toBe(at);
    expect(ours.body).toEqual({ metadata: { uid: owner.uid }, ...(body as object) });
    expect(log).toContain(ours.contentType);
    expect(log).toContain(`PATCH`);
    expect(await send(change)).toBeUndefined();
    const template = [
      "-n",
      "shop",
      "get",
      "deployments",
      "-o",
      "jsonpath={.items[*].spec.template.metadata.annotations}",
    ];
    const annotations = `{"kubectl.kubernetes.io/restartedAt":"${at}"}`;
    expect(await cluster.kubectlOk(template)).toBe(`${annotations} ${annotations}`);
    await cluster.kubectlOk(["-n", "shop", "rollout", "status", "deployment/web"]);
  });

  test("keys delete a pod, and the screen shows what the server makes of it", async () => {
    const env = { KUBECONFIG: cluster.kubeconfig };
    const args = ["-n", "shop", "-l", "app=web", "--allow-writes"];
    const terminal = openTerminal({ args, env, columns: 120, lines: 30 });
    await terminal.waitFor(/live[\s\S]*Running[\s\S]*Running/);
    const name = /web-\w+-\w+/.exec(terminal.screen().find((line) => line.startsWith("›")) ?? "")?.[0] ?? "";
    terminal.type("\x04");
    await terminal.waitFor(/Context +admin/);
    await terminal.waitFor(/Then +ReplicaSet\/web-\w+ will make another/);
    terminal.type("y");
    await terminal.waitFor(`Deleting shop/${name} in`);
    await terminal.waitFor((screen) => !screen.slice(2, -1).some((line) => line.includes(name)));
    await terminal.close();

    expect((await podsOf("web")).map((pod) => pod.name)).not.toContain(name);
  });
});
