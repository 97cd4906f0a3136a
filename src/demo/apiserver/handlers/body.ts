import type { KubeObject } from "../../objects/kubeObject.ts";
import type { ApiRequest } from "../apiRequest.ts";
import type { SentObject, StoredCall } from "../apiServer.ts";
import { encodingOf } from "../encoding/encodingOf.ts";
import { type Format, formats, mediaTypes } from "../negotiation.ts";
import { resourceTypes } from "../resources/index.ts";
import { apiVersionOf, type ResourceType } from "../resourceType.ts";
import { StatusError } from "../statusError.ts";
import { goJsonError } from "./goJsonError.ts";

/** Reads the object that a request brings. @throws StatusError BadRequest, UnsupportedMediaType, RequestEntityTooLarge */
export async function objectIn(call: StoredCall): Promise<SentObject> {
  const { type, request } = call;
  const bytes = await request.body();
  const body = await decoded(request, bytes).catch((error: unknown) => {
    if (error instanceof StatusError) throw error;
    const why = `the object provided is unrecognized (must be of type ${type.kind}): ${messageOf(error)}`;
    throw new StatusError("BadRequest", `${why} (${summaryOf(bytes)})`);
  });
  const { apiVersion, kind, metadata, ...rest } = body as Partial<KubeObject>;
  checkKind(type, kind || type.kind, apiVersion || apiVersionOf(type));
  const sent = { apiVersion: apiVersionOf(type), kind: type.kind, metadata: metadata ?? {}, ...rest } as KubeObject;
  const checked = call.server.checkFields(sent, call);
  checkNamespace(call, checked.sent);
  return checked;
}

/** Reads options or any other document, as the content type says. @throws StatusError BadRequest, UnsupportedMediaType */
export async function bodyIn(request: ApiRequest): Promise<unknown> {
  const bytes = await request.body();
  return decoded(request, bytes).catch((error: unknown) => {
    throw error instanceof StatusError ? error : new StatusError("BadRequest", messageOf(error));
  });
}

async function decoded({ headers }: ApiRequest, bytes: Buffer): Promise<object> {
  const format = formatOf(headers["content-type"] ?? mediaTypes.json);
  const encoding = await encodingOf(format);
  const noObject = (body: unknown) => {
    const what = Array.isArray(body) ? "array" : typeof body;
    const target =
      'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';
    return new Error(`${goPrefix}json: cannot unmarshal ${what} into Go value of type ${target}`);
  };
  try {
    const body = encoding.decoded(bytes) ?? {};
    if (typeof body === "object" && !Array.isArray(body)) return body;
    throw noObject(body);
  } catch (error) {
    throw error instanceof SyntaxError ? new Error(goPrefix + goJsonError(bytes.toString(), error)) : error;
  }
}

const goPrefix = "couldn't get version/kind; json parse error: ";

function formatOf(contentType: string): Format {
  const [type = ""] = contentType.split(";");
  const format = formats.find((candidate) => mediaTypes[candidate] === type.trim());
  if (format !== undefined) return format;
  const known = formats.map((candidate) => mediaTypes[candidate]).join(", ");
  const message = `the body of the request was in an unknown format - accepted media types include: ${known}`;
  throw new StatusError("UnsupportedMediaType", message);
}

/** The beginning of a body as a message quotes it (apiserver pkg/endpoints/handlers, summarizeData). */
function summaryOf(bytes: Buffer): string {
  if (bytes.length === 0) return "<empty>";
  const start = bytes.subarray(0, 30).toString(bytes[0] === 0x7b ? "utf8" : "hex");
  return bytes.length > 30 ? `${start} ...` : start;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** @throws StatusError BadRequest */
function checkKind(type: ResourceType, kind: string, apiVersion: string): void {
  if (kind === type.kind && apiVersion === apiVersionOf(type)) return;
  const other = resourceTypes.find((known) => known.kind === kind && apiVersionOf(known) === apiVersion);
  const version = apiVersion.split("/").at(-1);
  const why =
    other === undefined
      ? `no kind "${kind}" is registered for version "${apiVersion}" in scheme "pkg/runtime/scheme.go:111"`
      : `converting (${version}.${kind}) to (${packageOf(type)}.${type.kind}): unknown conversion`;
  throw new StatusError("BadRequest", `${kind} in version "${version}" cannot be handled as a ${type.kind}: ${why}`);
}

/** The Go package of a group's own types. */
function packageOf({ group }: ResourceType): string {
  return group === "" ? "core" : (group.split(".")[0] ?? group);
}

/** @throws StatusError BadRequest */
function checkNamespace({ info, type }: StoredCall, { metadata }: KubeObject): void {
  const { namespace = "" } = metadata;
  if (namespace === "" || namespace === (type.isNamespaced ? info.namespace : "")) return;
  const message = "the namespace of the provided object does not match the namespace sent on the request";
  throw new StatusError("BadRequest", message);
}
