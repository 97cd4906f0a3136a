import type { KubeObject } from "../../objects/kubeObject.ts";
import { type Answer, jsonAnswer } from "../answer.ts";
import type { StoredCall } from "../apiServer.ts";
import { StatusError } from "../statusError.ts";
import { objectIn } from "./body.ts";
import { isDryRun } from "./dryRun.ts";
import { namedIn } from "./named.ts";

/** PUT of an object, or of its status. @throws StatusError */
export async function updateObject(call: StoredCall): Promise<Answer> {
  const { server, info, type, request } = call;
  const name = namedIn(info, type);
  const dryRun = isDryRun(request.query.getAll("dryRun"), "UpdateOptions");
  const { sent, warnings } = await objectIn(call);
  checkName(sent, name.name);
  const { subresource } = info;
  return jsonAnswer(
    server.registry.update(type, name, () => sent, { subresource, dryRun, fromClient: true }),
    { warnings },
  );
}

/** @throws StatusError */
function checkName({ metadata }: KubeObject, name: string): void {
  const { name: sent = "", resourceVersion = "" } = metadata;
  if (sent === "") {
    const why = `the name of the object (${name} based on URL) was undeterminable: name must be provided`;
    throw new StatusError("BadRequest", why);
  }
  if (sent !== name) {
    const why = `the name of the object (${sent}) does not match the name on the URL (${name})`;
    throw new StatusError("BadRequest", why);
  }
  if (!/^\d*$/.test(resourceVersion)) {
    throw new StatusError("", `strconv.ParseUint: parsing ${JSON.stringify(resourceVersion)}: invalid syntax`);
  }
}
