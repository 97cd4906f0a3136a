import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startCluster, type TestCluster } from "../support/cluster.ts";
import { describeOnCluster } from "../support/clusterSuite.ts";
import { comparable, type KubectlStep, script, wordsOf } from "../support/kubectlScript.ts";
import type { Finished } from "../support/processes.ts";
import { type QuietDemo, startQuietDemo } from "../support/quietDemo.ts";

describeOnCluster("real kubectl", () => {
  let directory: string;
  let demo: QuietDemo;
  let real: TestCluster;

  beforeAll(async () => {
    directory = mkdtempSync(path.join(tmpdir(), "podscope-kubectl-"));
    [demo, real] = await Promise.all([startQuietDemo(directory, 20), startCluster({ full: true })]);
  });
  afterAll(async () => {
    await Promise.all([demo?.stop(), real?.stop()]);
    rmSync(directory, { recursive: true, force: true });
  });

  describe("gets the same from the demo cluster as from a real one", () => {
    beforeAll(async () => {
      for (const { kubectl } of [demo, real]) await kubectl(["create", "ns", "script"]);
    });

    test.each(script.map((step, index) => ({ ...step, index, step })))(
      "$index: kubectl $command",
      async ({ command, input, step }) => {
        const args = ["-n", "script", ...wordsOf(command)];
        const [ours, theirs] = await Promise.all([demo.kubectl(args, input), real.kubectl(args, input)]);

        expect(outcomeOf(ours, step)).toEqual(outcomeOf(theirs, step));
      },
    );
  });

  describe("hears from the demo cluster's own kubelets", () => {
    beforeAll(async () => {
      await demo.kubectl(["create", "ns", "runs"]);
      await demo.kubectl(["apply", "-n", "runs", "-f", "-"], programs);
      await demo.kubectl(["wait", "-n", "runs", "--for=condition=Ready", "pod/two", "--timeout=30s"]);
    });

    test.each([
      { command: "logs -f job/once", stdout: /^one\ntwo\n$/ },
      { command: "logs job/once --timestamps", stdout: /^\d{4}-[^ ]+Z one\n\d{4}-[^ ]+Z two\n$/ },
      { command: "logs job/once --tail=1", stdout: /^two\n$/ },
      { command: "wait --for=condition=Complete job/once --timeout=30s", stdout: /condition met/ },
      { command: "get job once", stdout: /^once +Complete +1\/1 /m },
      {
        command:
          "wait --for=jsonpath={.status.containerStatuses[0].lastState.terminated.exitCode}=3 pod/crash --timeout=30s",
        stdout: /met/,
      },
      { command: "logs -p crash", stdout: /^hello\n$/ },
      { command: "describe pod crash", stdout: /Last State: +Terminated\n +Reason: +Error\n +Exit Code: +3\n/ },
      { command: "events --for pod/crash", stdout: /Normal +Started +Pod\/crash +Container started/ },
      { command: "get events --field-selector=involvedObject.name=crash,type=Normal", stdout: /Created +pod\/crash/ },
      { command: "logs two -c a --tail=1", stdout: /./ },
      { command: "top pod two --containers", stdout: /^two +a +\d+m +\d+Mi/m },
      { command: "top node", stdout: /^node-\d +\d+m +\d+% +\d+Mi/m },
      { command: "exec two -c a -- cat /etc/hostname", stdout: /^two\n$/ },
      { command: "exec two -c b -- sh -c 'echo $HOSTNAME; false || echo $?'", stdout: /^two\n1\n$/ },
      {
        command: "get pods -w --field-selector=metadata.name=two --request-timeout=1s",
        stdout: /^two +2\/2 +Running/m,
      },
    ])("kubectl $command", async ({ command, stdout }) => {
      const result = await demo.kubectl(["-n", "runs", ...wordsOf(command)]);

      expect(result.stdout, result.stderr).toMatch(stdout);
      expect(result.code).toBe(0);
    });

    test.each([
      { command: "logs two -c x", stderr: /container x is not valid for pod two/ },
      { command: "logs -p two -c a", stderr: /previous terminated container "a" in pod "two" not found/ },
      { command: "logs stuck", stderr: /container "main" in pod "stuck" is waiting to start: / },
      { command: "get --raw /api/v1/namespaces/runs/pods/two/log", stderr: /choose one of: \[a b\]/ },
      { command: "apply --server-side -f -", stderr: /Server-side apply not available on the server/ },
      { command: "create -f -", input: statefulSet, stderr: /nothing in this demo cluster acts on statefulsets/ },
    ])("kubectl $command is refused", async ({ command, input = programs, stderr }) => {
      const result = await demo.kubectl(["-n", "runs", ...wordsOf(command)], input);

      expect(result.stderr).toMatch(stderr);
      expect(result.code).toBe(1);
    });

    test.each([
      { command: "exec two -c a -- sh -c 'exit 3'", code: 3, stderr: /command terminated with exit code 3/ },
      { command: "exec two -c a -- vim", code: 1, stderr: /exec: "vim": executable file not found in \$PATH/ },
      { command: "exec two -c x -- sh", code: 1, stderr: /container x is not valid for pod two/ },
      { command: "exec stuck -- sh", code: 1, stderr: /container not found \("main"\)/ },
      { command: "port-forward two :80", code: 1, stderr: /speaks v4\.channel\.k8s\.io over WebSocket, not SPDY/ },
    ])("kubectl $command ends with $code", async ({ command, code, stderr }) => {
      const result = await demo.kubectl(["-n", "runs", ...wordsOf(command)]);

      expect(result.stderr).toMatch(stderr);
      expect(result.code).toBe(code);
    });

    test("kubectl exec -i runs a script that is piped in", async () => {
      const args = wordsOf("exec -i two -n runs -c a -- sh");
      const result = await demo.kubectl(args, "cd /etc\npwd\nexit 4\n");

      expect(result).toMatchObject({ stdout: "/etc\n", code: 4 });
    });

    test("a node is drained and comes back", async () => {
      const said = async (command: string) => (await demo.kubectl(wordsOf(command))).stdout;
      expect(await said("drain node-0 --force --timeout=30s")).toMatch(/node\/node-0 drained/);
      expect(await said("get node node-0")).toMatch(/Ready,SchedulingDisabled/);
      expect(await said("uncordon node-0")).toMatch(/node\/node-0 uncordoned/);
    });
  });
});

const programs = `
apiVersion: v1
kind: Pod
metadata: {name: crash}
spec:
  containers:
  - {name: main, image: busybox:1, command: [sh, -c, "echo hello; exit 3"]}
---
apiVersion: batch/v1
kind: Job
metadata: {name: once}
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
      - {name: main, image: busybox:1, command: [sh, -c, "echo one; sleep 20; echo two"]}
---
apiVersion: v1
kind: Pod
metadata: {name: two}
spec:
  containers:
  - {name: a, image: "registry.test/a:1"}
  - {name: b, image: "registry.test/b:1"}
---
apiVersion: v1
kind: Pod
metadata: {name: stuck}
spec:
  containers:
  - {name: main, image: "registry.demo/nothing:1"}
`;

const statefulSet = `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: main, image: "registry.test/db:1"}]}
`;

function outcomeOf({ code, stdout, stderr }: Finished, step: KubectlStep) {
  return { code, stdout: comparable(stdout, step), stderr: comparable(stderr, step) };
}
