import { parse as parseYaml } from "yaml";
import type { KubeObject } from "../../objects/kubeObject.ts";
import type { ApiRequest } from "../apiRequest.ts";
import type { StoredCall } from "../apiServer.ts";
import { StatusError } from "../statusError.ts";

export interface SentObject {
  readonly sent: KubeObject;
  /** What is odd about its fields, for the client. */
  readonly warnings: readonly string[];
}

/** Reads the object that a request brings. @throws StatusError BadRequest, UnsupportedMediaType */
export async function objectIn(call: StoredCall): Promise<SentObject> {
  const sent = (await bodyIn(call.request)) as KubeObject;
  return { sent, warnings: call.server.checkFields(sent, call) };
}

/** Reads JSON or YAML. @throws StatusError BadRequest, UnsupportedMediaType */
export async function bodyIn(request: ApiRequest): Promise<unknown> {
  const text = (await request.body()).toString();
  const contentType = request.headers["content-type"] ?? "application/json";
  try {
    return contentType.includes("yaml") ? parseYaml(text) : JSON.parse(text);
  } catch (error) {
    throw new StatusError("BadRequest", `the object provided is unrecognized: ${String(error)}`);
  }
}
