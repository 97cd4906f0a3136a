import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { podTableWith } from "../../src/resources/podTable.ts";
import { podSampleFrom } from "../../src/resources/usage/podSample.ts";
import { podUsageOf } from "../../src/resources/usage/podUsage.ts";
import { PodUsages } from "../../src/resources/usage/podUsages.ts";
import { clusterAssets } from "../support/clusterAssets.ts";
import { describeOnCluster } from "../support/clusterSuite.ts";
import { type FakeApiServer, startFakeApiServer } from "../support/fakeApiServer.ts";
import { podRow } from "../support/podRow.ts";
import { run } from "../support/processes.ts";
import { randomFrom } from "../support/randomFrom.ts";

const at = Date.UTC(2026, 0, 5, 10, 0, 0);

/** Quantities as kubelets write them, as other servers do, and as nobody should. */
const cpus = ["0", "1n", "999999n", "1000000n", "1000001n", "250m", "1500u", "2", "0.0015", "1e3", "12345678901n"];
const memories = ["0", "1", "1023Ki", "1024Ki", "1536Ki", "1.5Gi", "300M", "5Gi", "1048575", "1048576"];

const random = randomFrom(7);
const pick = (values: readonly string[]) => values[Math.floor(random() * values.length)] ?? "";
const items = Array.from({ length: 120 }, (_, index) => ({
  metadata: { name: `web-${index}`, namespace: "shop", creationTimestamp: "2026-01-05T10:00:00Z" },
  timestamp: "2026-01-05T10:00:00Z",
  window: "15s",
  containers: ["main", "proxy", "log"].slice(0, 1 + (index % 3)).map((name) => ({
    name,
    usage: { cpu: pick(cpus), memory: pick(memories) },
  })),
}));

describeOnCluster("CPU and memory", () => {
  let server: FakeApiServer;
  let directory: string;

  beforeAll(async () => {
    server = await startFakeApiServer();
    directory = mkdtempSync(path.join(tmpdir(), "podscope-top-"));
  });
  afterAll(async () => {
    await server.close();
    rmSync(directory, { recursive: true, force: true });
  });

  test("are written as kubectl top pods writes them", async () => {
    server.fail({
      on: ({ path: asked }) => asked === "/apis/metrics.k8s.io/v1beta1/namespaces/shop/pods",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ kind: "PodMetricsList", apiVersion: "metrics.k8s.io/v1beta1", metadata: {}, items }),
    });
    const env = { ...process.env, HOME: directory, KUBECONFIG: "/dev/null" };
    const kubectl = path.join(clusterAssets ?? "", "kubectl");
    const args = ["--server", server.url, "-n", "shop", "top", "pods", "--no-headers"];
    const { stdout, stderr } = await run(kubectl, args, { env });
    expect(stderr).toBe("");
    const theirs = stdout
      .trimEnd()
      .split("\n")
      .map((line) => line.trim().split(/ +/));

    expect(theirs.sort()).toEqual(items.map(cellsOf).sort());
  });
});

function cellsOf(item: (typeof items)[number]): readonly string[] {
  const sample = podSampleFrom(item);
  const names = item.containers.map(({ name }) => name);
  const row = podRow({ name: item.metadata.name, createdAt: at - 60_000 });
  const known = { ...row, resources: { ...row.resources, containers: names } };
  const usage = podUsageOf(known, sample);
  const usages = new PodUsages();
  usages.replace(new Map(usage === undefined ? [] : [[known.uid, usage]]));
  const { columns } = podTableWith(usages);
  return ["name", "cpu", "mem"].map((id) => columns.find((column) => column.id === id)?.text(known, at) ?? "");
}
