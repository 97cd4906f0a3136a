import { plainText } from "../../base/plainText.ts";
import { ProtobufReader } from "../../base/protobuf.ts";
import type { ApiStatus, StatusCause } from "../kubeError.ts";

/** The `Status` in a JSON object; undefined when it is none. */
export function statusFromJson(object: unknown): ApiStatus | undefined {
  if (!isRecord(object) || object.kind !== "Status") return undefined;
  const details = isRecord(object.details) ? object.details : {};
  const causes = Array.isArray(details.causes) ? details.causes : [];
  return statusOf(
    typeof object.code === "number" ? object.code : 0,
    textOf(object.reason),
    textOf(object.message),
    causes.filter(isRecord).map(({ reason, message }) => ({ reason: textOf(reason), message: textOf(message) })),
    typeof details.retryAfterSeconds === "number" ? details.retryAfterSeconds : 0,
  );
}

/** The `Status` message that fills `bytes` from `start` to `end` (meta/v1: message 3, reason 4, details 5, code 6). */
export function statusFromProtobuf(bytes: Uint8Array, start: number, end: number): ApiStatus {
  const reader = new ProtobufReader();
  reader.reset(bytes, start, end);
  let code = 0;
  let reason = "";
  let message = "";
  let retryAfterSeconds = 0;
  const causes: StatusCause[] = [];
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 3) message = reader.string();
    else if (field === 4) reason = reader.string();
    else if (field === 5) {
      const outer = reader.enter();
      for (let detail = reader.nextField(); detail !== 0; detail = reader.nextField()) {
        if (detail === 4) causes.push(causeOf(reader));
        else if (detail === 5) retryAfterSeconds = reader.int32();
        else reader.skip();
      }
      reader.leave(outer);
    } else if (field === 6) code = reader.int32();
    else reader.skip();
  }
  return statusOf(code, reason, message, causes, retryAfterSeconds);
}

function causeOf(reader: ProtobufReader): StatusCause {
  let reason = "";
  let message = "";
  const outer = reader.enter();
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 1) reason = reader.string();
    else if (field === 2) message = reader.string();
    else reader.skip();
  }
  reader.leave(outer);
  return { reason, message };
}

function statusOf(
  code: number,
  reason: string,
  message: string,
  causes: readonly StatusCause[],
  retryAfterSeconds: number,
): ApiStatus {
  return {
    code,
    reason: plainText(reason),
    message: plainText(message),
    causes: causes.map((cause) => ({ reason: plainText(cause.reason), message: plainText(cause.message) })),
    ...(retryAfterSeconds > 0 ? { retryAfterSeconds } : {}),
  };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
