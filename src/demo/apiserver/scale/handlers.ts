import type { KubeObject } from "../../objects/kubeObject.ts";
import { type Answer, jsonAnswer } from "../answer.ts";
import type { StoredCall, StoredHandler } from "../apiServer.ts";
import { bodyIn } from "../handlers/body.ts";
import { isDryRun } from "../handlers/dryRun.ts";
import { namedIn } from "../handlers/named.ts";
import { patchIn } from "../patch/patchIn.ts";
import { type FieldProblem, invalid } from "../statusError.ts";
import { type Scalable, type Scale, scaledTo, scaleOf } from "./scale.ts";

/** `kubectl scale`: the subresource `scale` of a workload. */
export const scaleHandlers: Readonly<Record<string, StoredHandler>> = {
  "get scale": ({ server, info, type }) =>
    jsonAnswer(scaleOf(server.registry.mustGet(type, namedIn(info, type)) as Scalable)),
  "update scale": async (call) => {
    const sent = (await bodyIn(call.request)) as Scale;
    return changed(call, () => sent);
  },
  "patch scale": async (call) => {
    const patch = await patchIn(call.request, "Scale");
    return changed(call, (scale) => patch.applyTo(scale) as Scale);
  },
};

function changed({ server, info, type, request }: StoredCall, change: (scale: Scale) => Scale): Answer {
  const scaled = (object: KubeObject): KubeObject => {
    const scale = change(scaleOf(object as Scalable));
    const problems = problemsOf(scale);
    if (problems.length > 0)
      throw invalid({ ...type, group: "autoscaling", kind: "Scale" }, object.metadata.name, problems);
    return scaledTo(object as Scalable, scale);
  };
  const options = { subresource: "scale", dryRun: isDryRun(request.query.getAll("dryRun"), "UpdateOptions") };
  return jsonAnswer(scaleOf(server.registry.update(type, namedIn(info, type), scaled, options) as Scalable));
}

function problemsOf({ spec: { replicas = 0 } }: Scale): readonly FieldProblem[] {
  if (replicas >= 0) return [];
  const message = `Invalid value: ${replicas}: must be greater than or equal to 0`;
  return [{ field: "spec.replicas", reason: "FieldValueInvalid", message }];
}
