import { type Answer, jsonAnswer } from "../answer.ts";
import type { StoredCall } from "../apiServer.ts";
import { methodNotAllowed, StatusError } from "../statusError.ts";
import { objectIn } from "./body.ts";
import { isDryRun } from "./dryRun.ts";

/** @throws StatusError */
export async function createObject(call: StoredCall): Promise<Answer> {
  const { server, info, type, request } = call;
  if (info.name !== undefined || (type.isNamespaced && info.namespace === undefined)) throw methodNotAllowed();
  const dryRun = isDryRun(request.query.getAll("dryRun"), "CreateOptions");
  const { sent, warnings } = await objectIn(call);
  if ((sent.metadata.resourceVersion ?? "") !== "") {
    throw new StatusError("", "resourceVersion should not be set on objects to be created");
  }
  const namespace = type.isNamespaced && info.namespace !== undefined ? { namespace: info.namespace } : {};
  const object = { ...sent, metadata: { ...sent.metadata, ...namespace } };
  return jsonAnswer(server.registry.create(type, object, { dryRun, fromClient: true }), { status: 201, warnings });
}
