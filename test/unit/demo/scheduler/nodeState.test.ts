import { expect, test } from "vitest";
import type { Pod } from "../../../../src/demo/objects/pod.ts";
import { NodeState } from "../../../../src/demo/scheduler/nodeState.ts";

function pod(name: string, cpu: string, owner = "web"): Pod {
  return {
    metadata: { name, namespace: "shop", ownerReferences: [{ uid: owner, controller: true }] },
    spec: { containers: [{ name: "main", image: "x", resources: { requests: { cpu } } }] },
  } as unknown as Pod;
}

test("a node adds up what is on it, and takes off what goes", () => {
  const state = new NodeState();
  for (const each of [pod("a", "1"), pod("b", "500m")]) state.add(each);
  const used = () => [state.used("needed", "cpu"), state.used("needed", "pods"), state.siblings(pod("c", "1"))];
  expect(used()).toEqual([1500, 2, 2]);
  state.remove(pod("a", "1"));
  state.remove(pod("a", "1"));
  expect(used()).toEqual([500, 1, 1]);
});

test("a pod that changes is counted as it is now", () => {
  const state = new NodeState();
  state.add(pod("a", "1"));
  state.add(pod("a", "2", "other"));
  expect([state.used("needed", "cpu"), state.used("needed", "pods")]).toEqual([2000, 1]);
  expect([state.siblings(pod("b", "1")), state.siblings(pod("b", "1", "other"))]).toEqual([0, 1]);
});
