import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../../src/resources/jsonFields.ts";
import { logSourcesOf } from "../../../../src/resources/logs/logSources.ts";

const spec = { initContainers: [{ name: "migrate" }], containers: [{ name: "main" }] };

describe("a container that no kubelet has told of", () => {
  test.each<{ what: string; status: JsonObject; reason: string; words: string }>([
    {
      what: "of a pod without a node waits for what keeps it from one",
      status: {
        conditions: [
          { type: "PodScheduled", status: "False", reason: "Unschedulable", message: "0/3 nodes are available." },
        ],
      },
      reason: "Unschedulable",
      words: "Unschedulable: 0/3 nodes are available.",
    },
    {
      what: "of a pod that has a node waits for its kubelet",
      status: { conditions: [{ type: "PodScheduled", status: "True" }] },
      reason: "",
      words: "the kubelet has not told of it yet",
    },
    {
      what: "of a pod that nobody has looked at waits as well",
      status: {},
      reason: "",
      words: "the kubelet has not told of it yet",
    },
  ])("$what", ({ status, reason, words }) => {
    expect(logSourcesOf({ spec, status })).toEqual([
      { name: "migrate", kind: "init", restarts: 0, state: "waiting", reason, words, lastRun: undefined },
      { name: "main", kind: "main", restarts: 0, state: "waiting", reason, words, lastRun: undefined },
    ]);
  });
});
