import type { Answer } from "../answer.ts";
import type { StoredCall } from "../apiServer.ts";
import { apiVersionOf } from "../resourceType.ts";
import { selectionOf } from "./selection.ts";

/** @throws StatusError BadRequest */
export function listObjects({ server, info, type, request }: StoredCall): Answer {
  const selection = selectionOf(type, info, request.query);
  const { store } = server.registry;
  const metadata = { resourceVersion: String(store.revision) };
  const head = { kind: `${type.kind}List`, apiVersion: apiVersionOf(type), metadata };
  const items = server.registry.list(type).filter((object) => selection.has(object));
  return { type: "list", list: { head, itemsField: "items", items } };
}
