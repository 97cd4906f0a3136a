import { expect, test } from "vitest";
import { qosClassOf } from "../../../../src/demo/kubelet/qosClass.ts";
import type { Pod, Resources } from "../../../../src/demo/objects/pod.ts";
import { container } from "../../../support/kubeletStage.ts";

const both = { cpu: "500m", memory: "1Gi" };

test.each<[string, readonly Resources[], string]>([
  ["nothing is asked for", [{}], "BestEffort"],
  ["only devices are asked for", [{ limits: { "nvidia.com/gpu": "1" } }], "BestEffort"],
  [
    "all is asked for and no more allowed",
    [{ requests: both, limits: { cpu: "0.5", memory: "1024Mi" } }],
    "Guaranteed",
  ],
  ["only limits are given", [{ limits: both }], "Guaranteed"],
  ["more is allowed than asked for", [{ requests: { cpu: "100m", memory: "1Gi" }, limits: both }], "Burstable"],
  ["only something is asked for", [{ requests: { cpu: "100m" } }], "Burstable"],
  ["only one of the containers is limited", [{ limits: both }, {}], "Burstable"],
])("when %s", (_, resources, expected) => {
  const containers = resources.map((each, at) => container(`c${at}`, "registry.demo/web:v1", { resources: each }));
  expect(qosClassOf({ spec: { containers } } as unknown as Pod)).toBe(expected);
});
