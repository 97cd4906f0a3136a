import type { KubeObject } from "../../objects/kubeObject.ts";
import type { FieldCheck, SentObject, StoredCall } from "../apiServer.ts";
import { StatusError } from "../statusError.ts";
import { checkFields } from "./checkFields.ts";
import { schemaOfKind } from "./schema.ts";

/** Holds a body against the fields of its kind, as strictly as the query asks (`fieldValidation`). */
export const validateFields: FieldCheck = (body, call) =>
  validated(body, call, (why) => {
    const { kind, version } = call.type;
    return new StatusError("BadRequest", `${kind} in version "${version}" cannot be handled as a ${kind}: ${why}`);
  });

/** As `validateFields`, of what a patch made. @param patch for the message. */
export function validatePatched(patched: KubeObject, patch: unknown, call: StoredCall): SentObject {
  return validated(patched, call, (why) => {
    const message = `Invalid value: ${JSON.stringify(JSON.stringify(patch))}: ${why}`;
    const causes = [{ reason: "FieldValueInvalid", message, field: "patch" }];
    return new StatusError("Invalid", ` "" is invalid: patch: ${message}`, { causes });
  });
}

function validated(body: KubeObject, { type, request }: StoredCall, refusal: (why: string) => StatusError): SentObject {
  const struct = schemaOfKind(type.kind);
  if (struct === undefined) return { sent: body, warnings: [] };
  const { known, unknown, mismatch } = checkFields(body, struct);
  if (mismatch !== undefined) throw refusal(mismatch);
  const directive = request.query.get("fieldValidation") ?? "Warn";
  if (directive === "Strict" && unknown.length > 0) throw refusal(`strict decoding error: ${unknown.join(", ")}`);
  return { sent: known as KubeObject, warnings: directive === "Warn" ? unknown : [] };
}
