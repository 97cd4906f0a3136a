import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DemoCluster, startDemoCluster } from "../../../src/demo/demoCluster.ts";
import { startDemoWorker } from "../../../src/startDemoWorker.ts";
import { run } from "../../support/processes.ts";

const program = fileURLToPath(new URL("../../../src/main.ts", import.meta.url));
const size = { seed: 1, speed: 1, pods: 60 };
let directory: string;

beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), "podscope-test-"));
});

afterAll(() => rmSync(directory, { recursive: true }));

function get(kubeconfig: string, ...args: readonly string[]) {
  return run(process.execPath, [program, "get", "--kubeconfig", kubeconfig, ...args], { env: process.env });
}

async function names(kubeconfig: string, ...args: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await get(kubeconfig, "-o", "name", ...args);
  return stdout.trim().split("\n");
}

describe("in this process", () => {
  let cluster: DemoCluster;
  let kubeconfig: string;

  beforeAll(async () => {
    kubeconfig = path.join(directory, "here");
    cluster = await startDemoCluster({ kubeconfig, ...size });
  });

  afterAll(() => cluster.stop());

  test("it names its contexts, the usual one first", () => {
    expect(cluster.contexts).toEqual(["demo", "demo-oncall", "demo-expired", "demo-down", "demo-slow", "demo-flaky"]);
  });

  test.each(["demo", "demo-slow", "demo-flaky"])("%s shows the pods of every namespace", async (context) => {
    const { code, stdout } = await get(kubeconfig, "--context", context, "-A");

    expect(code).toBe(0);
    for (const namespace of ["kube-system", "ops-monitoring", "payments", "search", "shop"]) {
      expect(stdout).toMatch(new RegExp(`^${namespace} .* Running `, "m"));
    }
  });

  test("demo-oncall shows one namespace, and no other", async () => {
    const own = await get(kubeconfig, "--context", "demo-oncall", "-o", "wide");
    expect(own).toMatchObject({ code: 0, stdout: expect.stringMatching(/^NAME +READY[\s\S]*\bledger-/) });

    expect(await get(kubeconfig, "--context", "demo-oncall", "-n", "shop")).toMatchObject({
      code: 1,
      stderr:
        'Error from server (Forbidden): pods is forbidden: User "demo-oncall" cannot list resource "pods" in API group "" in the namespace "shop"\n',
    });
  });

  test("demo-expired is not let in", async () => {
    expect(await get(kubeconfig, "--context", "demo-expired")).toMatchObject({
      code: 1,
      stderr: "error: You must be logged in to the server (Unauthorized)\n",
    });
  });

  test("demo-down refuses connections", async () => {
    expect(await get(kubeconfig, "--context", "demo-down")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^The connection to the server 127\.0\.0\.1:\d+ was refused/),
    });
  });
});

test("the same seed gives the same pods, another gives others, and about as many as were asked for", async () => {
  const namesOf = async (file: string, options: Partial<typeof size>, ...args: readonly string[]) => {
    const kubeconfig = path.join(directory, file);
    const cluster = await startDemoCluster({ kubeconfig, ...size, ...options });
    const found = await names(kubeconfig, ...args);
    await cluster.stop();
    return found;
  };
  const one = await namesOf("one", { seed: 7 }, "-l", "app=cart");

  expect(await namesOf("again", { seed: 7 }, "-l", "app=cart")).toEqual(one);
  expect(await namesOf("other", { seed: 8 }, "-l", "app=cart")).not.toEqual(one);
  const many = await namesOf("many", { pods: 1_000 }, "-A");
  expect(many.length).toBeGreaterThanOrEqual(1_000);
  expect(many.length).toBeLessThan(1_050);
});

describe("on a thread of its own", () => {
  test("it can be asked once it is ready, and is gone with its thread", async () => {
    const kubeconfig = path.join(directory, "thread");
    const worker = await startDemoWorker({ kubeconfig, ...size });
    expect(await names(kubeconfig)).toContainEqual(expect.stringMatching(/^pod\/cart-/));

    await worker.terminate();
    expect(await get(kubeconfig)).toMatchObject({ code: 1, stderr: expect.stringContaining("was refused") });
  });

  test("what keeps it from starting is told", async () => {
    const kubeconfig = path.join(directory, "nowhere", "kubeconfig");

    await expect(startDemoWorker({ kubeconfig, ...size })).rejects.toThrow("ENOENT");
  });
});

test("nothing but the kubeconfigs was written", () => {
  expect(readdirSync(directory).sort()).toEqual(["again", "here", "many", "one", "other", "thread"]);
});
