import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../../src/resources/jsonFields.ts";
import { makersOf, podJourney } from "../../../../src/resources/page/podJourney.ts";
import { Ages } from "../../../../src/resources/page/section.ts";
import { podRow } from "../../../support/podRow.ts";

const now = Date.UTC(2026, 0, 5, 10, 0, 0);
const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString();

describe("who made a pod", () => {
  test.each([
    ["", "", "nobody: no controller makes it anew"],
    ["ReplicaSet/web-7d9f8", "pod-template-hash=7d9f8", "Deployment/web > ReplicaSet/web-7d9f8 > this pod"],
    ["ReplicaSet/bare", "", "ReplicaSet/bare > this pod"],
    ["StatefulSet/ledger", "", "StatefulSet/ledger > this pod"],
    ["Node/worker-1", "", "the kubelet of worker-1 itself, from a file"],
  ])("owner %j with labels %j: %s", (owner, labels, words) => {
    expect(makersOf(podRow({ name: "x", owner, labels }))).toBe(words);
  });
});

function podOf(spec: JsonObject, status: JsonObject): JsonObject {
  return { metadata: { creationTimestamp: ago(300) }, spec, status };
}

/** What is told, each thing in one line. */
function wordsOf(pod: JsonObject): readonly string[] {
  const lines = podJourney(pod, new Ages(now)).map((line) => line.map(({ text }) => text).join(""));
  const text = lines.join("\n").replaceAll(/\n {14}(?! )/g, " ");
  return text.split("\n").map((line) => line.trim());
}

const condition = (type: string, status: string, seconds: number, more: JsonObject = {}) => ({
  type,
  status,
  lastTransitionTime: ago(seconds),
  ...more,
});

describe("what became of a pod", () => {
  test("that runs: where it was put and when, since when it is ready, and each container", () => {
    const running = { name: "main", ready: true, state: { running: { startedAt: ago(200) } } };
    const pod = podOf(
      { nodeName: "worker-1", containers: [{ name: "main" }] },
      {
        conditions: [condition("PodScheduled", "True", 290), condition("Ready", "True", 180)],
        containerStatuses: [running],
      },
    );

    expect(wordsOf(pod)).toEqual([
      "created   5m ago",
      "scheduler put it on worker-1, 4m50s ago",
      "kubelet   says ready for 3m",
      "● main  running for 3m20s",
    ]);
  });

  test.each([
    {
      what: "that no node fits",
      spec: {},
      conditions: [
        condition("PodScheduled", "False", 240, { reason: "Unschedulable", message: "0/3 nodes are available" }),
      ],
      words: ["scheduler has found no node for 4m: Unschedulable: 0/3 nodes are available"],
    },
    {
      what: "that waits for room",
      spec: {},
      nominatedNodeName: "worker-2",
      conditions: [condition("PodScheduled", "False", 60, { reason: "Unschedulable", message: "busy" })],
      words: ["scheduler has found no node for 60s: Unschedulable: busy; others are evicted on worker-2 to make room"],
    },
    {
      what: "that the scheduler has not seen",
      spec: {},
      conditions: [],
      words: ["scheduler has not looked at it yet", "kubelet   none before there is a node"],
    },
    {
      what: "that was put on its node by hand",
      spec: { nodeName: "worker-1" },
      conditions: [],
      words: ["scheduler was not asked: the pod names worker-1 itself", "kubelet   of worker-1 has not reported yet"],
    },
    {
      what: "that is not ready",
      spec: { nodeName: "worker-1" },
      conditions: [
        condition("PodScheduled", "True", 240),
        condition("Ready", "False", 120, { reason: "ContainersNotReady", message: "main" }),
      ],
      words: ["kubelet   says not ready for 2m: ContainersNotReady: main"],
    },
  ])("$what", ({ spec, conditions, nominatedNodeName, words }) => {
    const status = { conditions, ...(nominatedNodeName && { nominatedNodeName }) };
    expect(wordsOf(podOf(spec, status))).toEqual(expect.arrayContaining(words));
  });
});
