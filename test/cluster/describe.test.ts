import { afterAll, beforeAll, expect, test } from "vitest";
import { podDescription } from "../../src/resources/describe/podDescription.ts";
import { eventDecoder, newestFirst } from "../../src/resources/eventRow.ts";
import { isObject, type JsonObject, listOf } from "../../src/resources/jsonFields.ts";
import { startCluster, type TestCluster } from "../support/cluster.ts";
import { describeOnCluster } from "../support/clusterSuite.ts";
import { oddPods } from "../support/oddPods.ts";
import { richPod } from "../support/richPod.ts";

describeOnCluster("a description", () => {
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await startCluster();
    await cluster.kubectlOk(["create", "namespace", "odd"]);
    await cluster.kubectlOk(["create", "-f", "-"], JSON.stringify(oddPods));
    await cluster.kubectlOk(["create", "-f", "-"], JSON.stringify(richPod));
  });
  afterAll(() => cluster?.stop());

  const objectsOf = async (...args: readonly string[]): Promise<readonly JsonObject[]> => {
    const list: unknown = JSON.parse(await cluster.kubectlOk(["get", ...args, "-o", "json"]));
    return isObject(list) ? listOf(list.items, "items").filter(isObject) : [];
  };

  test.each(["shop", "odd"])("of every pod in %s is kubectl's, byte for byte", async (namespace) => {
    const pods = await objectsOf("pods", "-n", namespace);
    expect(pods).not.toHaveLength(0);
    const events = newestFirst(
      (await objectsOf("events", "-n", namespace)).map((event) => eventDecoder.fromJson(event)),
    );
    expect(events).toEqual([]);
    for (const pod of pods) {
      const name = isObject(pod.metadata) ? String(pod.metadata.name) : "";
      const theirs = await cluster.kubectlOk(["describe", "pod", "-n", namespace, name]);
      expect(`${podDescription(pod, events, Date.now()).join("\n")}\n`).toBe(theirs);
    }
  });
});
