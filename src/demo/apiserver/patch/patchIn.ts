import type { KubeObject } from "../../objects/kubeObject.ts";
import type { ApiRequest } from "../apiRequest.ts";
import { type StructSchema, schemaOfKind } from "../fields/schema.ts";
import { StatusError } from "../statusError.ts";
import type { JsonObject } from "./json.ts";
import { applyJsonMergePatch } from "./jsonMergePatch.ts";
import { applyJsonPatch } from "./jsonPatch.ts";
import { applyStrategicMergePatch } from "./strategicMergePatch.ts";

/** A patch that a request brings. */
export interface Patch {
  readonly content: unknown;
  /** @throws StatusError when it does not fit */
  applyTo(object: unknown): unknown;
}

type Apply = (target: JsonObject, patch: unknown, struct: StructSchema) => unknown;

const appliers: Readonly<Record<string, Apply>> = {
  "application/json-patch+json": applyJsonPatch,
  "application/merge-patch+json": applyJsonMergePatch,
  "application/strategic-merge-patch+json": applyStrategicMergePatch,
};

/** @param kind of the object that it is for. @throws StatusError UnsupportedMediaType, BadRequest */
export async function patchIn(request: ApiRequest, kind: string): Promise<Patch> {
  const [mediaType = ""] = (request.headers["content-type"] ?? "").split(";");
  const apply = Object.hasOwn(appliers, mediaType) ? appliers[mediaType] : undefined;
  if (apply === undefined) {
    const known = Object.keys(appliers).join(", ");
    const message = `the body of the request was in an unknown format - accepted media types include: ${known}`;
    throw new StatusError("UnsupportedMediaType", message);
  }
  const content = decoded((await request.body()).toString());
  const struct = schemaOfKind(kind) ?? { type: "struct", name: kind, fields: new Map() };
  return { content, applyTo: (object) => apply(object as JsonObject, content, struct) };
}

function decoded(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new StatusError("BadRequest", `error decoding patch: ${(error as Error).message}`);
  }
}

/** @throws StatusError BadRequest when a patch gave an object another name */
export function checkSameName(patched: KubeObject, name: string): void {
  const given = patched.metadata?.name ?? "";
  if (given === name) return;
  const message = `the name of the object (${given}) does not match the name on the URL (${name})`;
  throw new StatusError("BadRequest", message);
}
