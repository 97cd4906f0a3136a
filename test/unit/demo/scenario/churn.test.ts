import { expect, test } from "vitest";
import { deployments } from "../../../../src/demo/apiserver/resources/workloads.ts";
import type { Deployment } from "../../../../src/demo/objects/workloads.ts";
import { Random } from "../../../../src/demo/random.ts";
import { Churn } from "../../../../src/demo/scenario/churn.ts";
import { controlStage, newObject, template } from "../../../support/controlStage.ts";

test("what people make is left alone, however well it is", () => {
  const { client, time } = controlStage();
  /** With all its pods, and nothing under way. */
  const addCalm = (name: string) => {
    const labels = { app: name };
    const spec = { replicas: 1, selector: { matchLabels: labels }, template: template(labels) };
    client.create(deployments, newObject<Deployment>("apps/v1", "Deployment", name, { spec }));
    client.updateStatus(deployments, { namespace: "shop", name }, (found) => ({
      ...found,
      status: { observedGeneration: 1, replicas: 1, updatedReplicas: 1, availableReplicas: 1 },
    }));
  };
  addCalm("ours");
  const churn = new Churn(client, new Random(1, "churn"));
  addCalm("theirs");

  const touched = Array.from({ length: 50 }, (_, hour) => churn.next(time.now() + hour * 3_600_000, (ms) => ms))
    .flat()
    .flatMap((step) => ("deployment" in step ? [step.deployment.name] : []));

  expect(new Set(touched)).toEqual(new Set(["ours"]));
});
