import { type Answer, jsonAnswer } from "../answer.ts";
import type { StoredCall } from "../apiServer.ts";
import { apiVersionOf } from "../resourceType.ts";
import { deleteOptionsIn } from "./deleteOptions.ts";
import { namedIn } from "./named.ts";
import { selectionOf } from "./selection.ts";

/** @throws StatusError */
export async function deleteObject(call: StoredCall): Promise<Answer> {
  const { server, info, type } = call;
  const options = await deleteOptionsIn(call.request);
  const { object, isGone } = server.registry.delete(type, namedIn(info, type), options);
  // Pods answer themselves, others say that they are gone (pkg/registry: ReturnDeletedObject).
  if (!isGone || type.resource === "pods") return jsonAnswer(object);
  const { name, uid } = object.metadata;
  const group = type.group === "" ? {} : { group: type.group };
  const details = { name, ...group, kind: type.resource, uid };
  return jsonAnswer({ kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", details });
}

/** @throws StatusError */
export async function deleteCollection(call: StoredCall): Promise<Answer> {
  const { server, info, type, request } = call;
  const options = await deleteOptionsIn(call.request);
  const selection = selectionOf(type, info, request.query);
  const items = server.registry.list(type).filter((object) => selection.has(object));
  for (const { metadata } of items) server.registry.delete(type, metadata, options);
  const head = {
    kind: `${type.kind}List`,
    apiVersion: apiVersionOf(type),
    metadata: { resourceVersion: String(server.registry.store.revision) },
  };
  return { type: "list", list: { head, itemsField: "items", items } };
}
