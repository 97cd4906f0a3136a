import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startCluster, type TestCluster } from "../support/cluster.ts";
import { describeOnCluster } from "../support/clusterSuite.ts";

const program = fileURLToPath(new URL("../../dist/podscope.js", import.meta.url));
const run = promisify(execFile);

interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** Ages tick between two runs: their digits are not compared here, the golden tests do that. */
function withoutAges({ stdout, stderr, code }: Ended): Ended {
  return { stdout: stdout.replace(/\b\d+s\b/g, "_s"), stderr, code };
}

describeOnCluster("podscope get prints what kubectl get pods prints", () => {
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await startCluster();
    await cluster.kubectlOk(["-n", "shop", "run", "web", "--image=web:1", "--labels=app=web,app.kubernetes.io/name=w"]);
    await cluster.kubectlOk(["-n", "shop", "run", "worker-with-a-longer-name", "--image=worker:2"]);
    await cluster.kubectlOk(["create", "namespace", "shop-eu"]);
    await cluster.kubectlOk(["-n", "shop-eu", "run", "web", "--image=web:1"]);
  });
  afterAll(() => cluster?.stop());

  test.each([
    ["-n", "shop"],
    ["-A"],
    ["-n", "shop", "-o", "wide"],
    ["-n", "shop", "--show-labels"],
    ["-n", "shop", "-L", "app,app.kubernetes.io/name"],
    ["-n", "shop", "--no-headers"],
    ["-n", "shop", "-l", "app=web"],
    ["-n", "shop", "-l", "app=none"],
    ["-A", "--field-selector", "metadata.name=web"],
    ["-n", "shop", "-o", "name"],
    ["-n", "shop", "-o", "json"],
    ["-n", "shop", "-o", "yaml"],
    ["-n", "shop", "web", "-o", "json"],
    ["-n", "shop", "web"],
    ["-n", "shop", "web", "nosuch"],
    [],
    ["-A", "-l", "app=none"],
    ["--context", "nope"],
    ["--context", "nobody"],
    ["--context", "oncall"],
    ["--context", "oncall", "-A"],
    ["--context", "intruder"],
  ])("%j %j %j %j %j", async (...args) => {
    const given = args.filter((word) => word !== undefined);
    const expected = await cluster.kubectl(["get", "pods", ...given]);
    const ours = await run(process.execPath, [program, "get", ...given], {
      env: { ...process.env, KUBECONFIG: cluster.kubeconfig },
    }).then(
      ({ stdout, stderr }): Ended => ({ stdout, stderr, code: 0 }),
      (error: Ended): Ended => ({ stdout: error.stdout, stderr: error.stderr, code: error.code }),
    );

    expect(withoutAges(ours)).toEqual(withoutAges(expected));
  });
});
