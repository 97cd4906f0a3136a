import { type Answer, jsonAnswer } from "../answer.ts";
import type { StoredCall } from "../apiServer.ts";
import { objectIn } from "./body.ts";
import { namedIn } from "./named.ts";

/** PUT of an object, or of its status. @throws StatusError */
export async function updateObject(call: StoredCall): Promise<Answer> {
  const { server, info, type, request } = call;
  const { sent, warnings } = await objectIn(call);
  const { subresource } = info;
  const dryRun = request.query.has("dryRun");
  return jsonAnswer(
    server.registry.update(type, namedIn(info, type), () => sent, { subresource, dryRun }),
    { warnings },
  );
}
