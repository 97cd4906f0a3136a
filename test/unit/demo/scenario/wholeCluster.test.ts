import { beforeAll, describe, expect, test, vi } from "vitest";
import { Interner } from "../../../../src/base/intern.ts";
import { namespaces } from "../../../../src/demo/apiserver/resources/namespaces.ts";
import { nodes } from "../../../../src/demo/apiserver/resources/nodes.ts";
import { pods } from "../../../../src/demo/apiserver/resources/pods.ts";
import { deployments } from "../../../../src/demo/apiserver/resources/workloads.ts";
import { healthAt, troubleOf } from "../../../../src/resources/health/podHealth.ts";
import { whyText } from "../../../../src/resources/health/whyText.ts";
import { podFromJson } from "../../../../src/resources/podFromJson.ts";
import { demoTruth } from "../../../support/demoTruth.ts";
import { clusterStart, wholeCluster } from "../../../support/wholeCluster.ts";

/** Whole courses of a demo are long on a busy machine. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const words = new Interner();

describe("the first minutes of the demo", () => {
  const cluster = wholeCluster();
  const shown = new Set<string>();
  /** The rows of the pods at the moments of the truths. */
  const rows = new Map<number, ReturnType<typeof rowsNow>>();

  const rowsNow = () =>
    cluster.pods().map((pod) => {
      const row = podFromJson(pod, words);
      return { ...row, health: healthAt(row, cluster.time.now()) };
    });

  beforeAll(() => {
    for (const pod of cluster.pods()) shown.add(podFromJson(pod, words).status);
    cluster.store.subscribe(({ collection, object }) => {
      if (collection === "pods") shown.add(podFromJson(object, words).status);
    });
    cluster.start();
    for (const at of [...new Set(demoTruth.map((truth) => truth.at))].sort((one, other) => one - other)) {
      cluster.until(at);
      rows.set(at, rowsNow());
    }
  });

  test("show every status that pods can have", () => {
    const worked = [
      ["", "Completed", "ContainerCreating", "Evicted", "ExitCode:0", "Init:0/2", "Init:1/2", "Init:ExitCode:3"],
      [
        "Init:OOMKilled",
        "Init:Signal:9",
        "NotReady",
        "Pending",
        "PodInitializing",
        "Signal:9",
        "Terminating",
        "Unknown",
      ],
    ].flat();
    const usual = [
      ["CrashLoopBackOff", "CreateContainerConfigError", "ErrImagePull", "Error", "ImagePullBackOff", "OOMKilled"],
      ["Init:CrashLoopBackOff", "Init:Error", "InvalidImageName", "RunContainerError", "Running", "SchedulingGated"],
    ].flat();
    expect([...shown]).toEqual(expect.arrayContaining([...worked, ...usual]));
  });

  test.each(demoTruth)("after $at s the program says of $story what an operator says", (truth) => {
    const found = (rows.get(truth.at) ?? []).filter(
      ({ key, images }) => truth.pods.test(key) && (truth.image === undefined || images === truth.image),
    );
    expect(found.length).toBeGreaterThan(0);
    for (const row of found) {
      expect(truth.status).toContain(row.status);
      expect(truth.health).toContain(row.health);
      expect(whyText(row, clusterStart + truth.at * 1000)).toMatch(truth.why);
      expect(troubleOf(row)?.cause ?? "").toMatch(truth.cause);
    }
  });
});

/** All that was ever written, byte for byte, by a demo of so many seconds. */
function history(
  seed: number,
  seconds: number,
  meanwhile: (cluster: ReturnType<typeof wholeCluster>) => void = () => {},
) {
  const cluster = wholeCluster({ seed });
  const written: string[] = [];
  cluster.store.subscribe(({ revision, type, collection, object }) => {
    written.push(`${revision} ${type} ${collection} ${JSON.stringify(object)}`);
  });
  cluster.start();
  cluster.until(45);
  meanwhile(cluster);
  cluster.until(seconds);
  return written;
}

describe("the course of the demo", () => {
  test("is the same to the byte for the same seed", () => {
    const once = history(3, 600);
    expect(once.length).toBeGreaterThan(500);
    expect(history(3, 600)).toEqual(once);
  });

  test("has other names with another seed", () => {
    const names = (seed: number) => history(seed, 120).map((line) => /"name":"([^"]+)"/.exec(line)?.[1]);
    const all = new Set(names(3));
    const same = names(4).filter((name) => /-[a-z0-9]{9,10}-[a-z0-9]{5}$/.test(name ?? "") && all.has(name));
    expect(same).toEqual([]);
  });

  test("is the same again when somebody changes the cluster in the same way meanwhile", () => {
    const change = ({ client }: ReturnType<typeof wholeCluster>) => {
      client.update(deployments, { namespace: "shop", name: "cart" }, (deployment) => ({
        ...deployment,
        spec: { ...deployment.spec, replicas: 5 },
      }));
      client.delete(pods, client.list(pods, "search")[0]?.metadata ?? { name: "" });
    };
    const changed = history(3, 300, change);
    expect(history(3, 300, change)).toEqual(changed);
    expect(changed).not.toEqual(history(3, 300));
  });
});

test("the demo goes on whatever somebody takes from it", () => {
  const cluster = wholeCluster();
  const { client, store } = cluster;
  cluster.start();
  cluster.until(20);
  client.delete(namespaces, { name: "shop" });
  client.delete(deployments, { namespace: "payments", name: "payments-api" });
  client.delete(
    nodes,
    client.list(nodes).find(({ metadata }) => metadata.labels?.pool === "general")?.metadata ?? { name: "" },
  );
  cluster.until(900);
  expect(client.get(namespaces, { name: "shop" })).toBeUndefined();
  expect(client.list(pods, "shop")).toEqual([]);
  const { revision } = store;
  cluster.until(1200);
  expect(store.revision).toBeGreaterThan(revision + 50);
});

test("ten times faster, ten minutes of the demo are told in one", () => {
  const cluster = wholeCluster({ speed: 10 });
  cluster.start();
  cluster.until(48.5);
  const imagesOf = (name: string) =>
    cluster.client
      .get(deployments, { namespace: "shop", name })
      ?.spec.template.spec.containers.map(({ image }) => image);
  expect(imagesOf("checkout")).toEqual(["registry.demo/shop/checkout:v2.4.1"]);
  expect(imagesOf("image-resizer")).toEqual(["registry.demo/shop/image-resizer:v1.0.3"]);
  cluster.until(60);
  const broken = cluster.pods().filter((pod) => podFromJson(pod, words).status === "ImagePullBackOff");
  expect(broken.filter(({ metadata }) => metadata.name.startsWith("checkout-"))).toEqual([]);
});

test("a demo left open for hours goes on, and stays as large as it was", () => {
  const cluster = wholeCluster();
  cluster.start();
  const sizes = [1, 2, 3].map((hours) => {
    cluster.until(hours * 3600);
    const { store } = cluster;
    const [replicaSets, jobs, events] = ["replicasets.apps", "jobs.batch", "events"].map((name) => store.count(name));
    return { revision: store.revision, pods: cluster.pods().length, replicaSets, jobs, events };
  });
  const last = { pods: 0, replicaSets: 0, jobs: 0, events: 0, ...sizes[2] };
  expect((sizes[2]?.revision ?? 0) - (sizes[1]?.revision ?? 0)).toBeGreaterThan(1000);
  expect(last.pods).toBeGreaterThan(60);
  expect(last.pods).toBeLessThan(110);
  expect(last.replicaSets).toBeLessThan(150);
  expect(last.jobs).toBeLessThan(25);
  expect(last.events).toBeLessThan(4000);
});
