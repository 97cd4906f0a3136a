import type { KubeObject } from "../../objects/kubeObject.ts";
import { type Answer, jsonAnswer } from "../answer.ts";
import type { StoredCall } from "../apiServer.ts";
import { validatePatched } from "../fields/validateFields.ts";
import { isDryRun } from "../handlers/dryRun.ts";
import { namedIn } from "../handlers/named.ts";
import type { ResourceType } from "../resourceType.ts";
import { invalid } from "../statusError.ts";
import { checkSameName, patchIn } from "./patchIn.ts";

/** PATCH of an object or of its status. @throws StatusError */
export async function patchObject(call: StoredCall): Promise<Answer> {
  const { server, info, type, request } = call;
  const name = namedIn(info, type);
  const patch = await patchIn(request, type.kind);
  const warnings: string[] = [];
  const patched = (object: KubeObject): KubeObject => {
    const validated = validatePatched(patch.applyTo(object) as KubeObject, patch.content, call);
    checkSameName(validated.sent, name.name);
    checkSameUid(type, validated.sent, object);
    warnings.push(...validated.warnings);
    return validated.sent;
  };
  const dryRun = isDryRun(request.query.getAll("dryRun"), "PatchOptions");
  const options = { subresource: info.subresource, dryRun, fromClient: true };
  return jsonAnswer(server.registry.update(type, name, patched, options), { warnings });
}

/** Where a PUT is told of a conflict, a patch is told that it changes what cannot be changed. @throws StatusError Invalid */
function checkSameUid(type: ResourceType, { metadata }: KubeObject, before: KubeObject): void {
  if (metadata.uid === before.metadata.uid) return;
  const message = `Invalid value: ${JSON.stringify(metadata.uid)}: field is immutable`;
  throw invalid(type, metadata.name, [{ field: "metadata.uid", reason: "FieldValueInvalid", message }]);
}
