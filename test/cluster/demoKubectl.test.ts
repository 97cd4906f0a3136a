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
});

function outcomeOf({ code, stdout, stderr }: Finished, step: KubectlStep) {
  return { code, stdout: comparable(stdout, step), stderr: comparable(stderr, step) };
}
