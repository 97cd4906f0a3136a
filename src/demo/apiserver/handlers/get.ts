import type { Answer } from "../answer.ts";
import { jsonAnswer } from "../answer.ts";
import type { StoredCall } from "../apiServer.ts";
import { namedIn } from "./named.ts";

/** @throws StatusError NotFound */
export function getObject({ server, info, type }: StoredCall): Answer {
  return jsonAnswer(server.registry.mustGet(type, namedIn(info, type)));
}
