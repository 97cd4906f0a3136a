import type { KubeObject } from "../../objects/kubeObject.ts";
import type { ApiRequest } from "../apiRequest.ts";
import type { StoredCall } from "../apiServer.ts";
import { encodingOf } from "../encoding/encodingOf.ts";
import { type Format, formats, mediaTypes } from "../negotiation.ts";
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

/** Reads JSON, YAML or protobuf, as the content type says. @throws StatusError BadRequest, UnsupportedMediaType */
export async function bodyIn(request: ApiRequest): Promise<unknown> {
  const encoding = await encodingOf(formatOf(request.headers["content-type"] ?? mediaTypes.json));
  const bytes = await request.body();
  try {
    return encoding.decoded(bytes);
  } catch (error) {
    throw new StatusError("BadRequest", `the object provided is unrecognized: ${String(error)}`);
  }
}

function formatOf(contentType: string): Format {
  const [type = ""] = contentType.split(";");
  for (const format of formats) if (mediaTypes[format] === type.trim()) return format;
  const known = formats.map((format) => mediaTypes[format]).join(", ");
  const message = `the body of the request was in an unknown format - accepted media types include: ${known}`;
  throw new StatusError("UnsupportedMediaType", message);
}
