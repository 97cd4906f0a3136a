import { type Answer, jsonAnswer } from "../answer.ts";
import type { StoredCall } from "../apiServer.ts";
import { objectIn } from "./body.ts";

/** @throws StatusError */
export async function createObject(call: StoredCall): Promise<Answer> {
  const { server, info, type, request } = call;
  const { sent, warnings } = await objectIn(call);
  const namespace = type.isNamespaced && info.namespace !== undefined ? { namespace: info.namespace } : {};
  const dryRun = request.query.has("dryRun");
  const object = { ...sent, metadata: { ...sent.metadata, ...namespace } };
  return jsonAnswer(server.registry.create(type, object, { dryRun }), { status: 201, warnings });
}
