import { expect, test } from "vitest";
import { pods } from "../../../../src/demo/apiserver/resources/pods.ts";
import type { Pod, PodSpec } from "../../../../src/demo/objects/pod.ts";
import { controlStage, newObject, oneContainer } from "../../../support/controlStage.ts";

function created(spec: Partial<PodSpec>) {
  return controlStage().client.create(
    pods,
    newObject<Pod>("v1", "Pod", "web", {
      spec: { containers: oneContainer, ...spec },
    }),
  );
}

const notReady = "node.kubernetes.io/not-ready";
const unreachable = "node.kubernetes.io/unreachable";

test.each<[string, PodSpec["tolerations"], readonly string[]]>([
  ["nothing", undefined, [`${notReady} 300`, `${unreachable} 300`]],
  ["something else", [{ key: "gpu", operator: "Exists" }], ["gpu undefined", `${notReady} 300`, `${unreachable} 300`]],
  [
    "one of them itself",
    [{ key: unreachable, operator: "Exists", effect: "NoExecute", tolerationSeconds: 5 }],
    [`${unreachable} 5`, `${notReady} 300`],
  ],
  ["everything", [{ operator: "Exists" }], ["undefined undefined"]],
])("a pod that tolerates %s tolerates nodes that are not well for five minutes", (_, tolerations, expected) => {
  const { spec } = created(tolerations === undefined ? {} : { tolerations });
  expect(spec.tolerations?.map(({ key, tolerationSeconds }) => `${key} ${tolerationSeconds}`)).toEqual(expected);
});

test("a pod with gates is not to be scheduled, and says so", () => {
  expect(created({ schedulingGates: [{ name: "demo.io/wait" }] }).status).toEqual({
    phase: "Pending",
    conditions: [
      {
        type: "PodScheduled",
        status: "False",
        lastProbeTime: null,
        lastTransitionTime: "2026-01-05T10:00:00Z",
        reason: "SchedulingGated",
        message: "Scheduling is blocked due to non-empty scheduling gates",
      },
    ],
  });
  expect(created({}).status).toEqual({ phase: "Pending" });
});
