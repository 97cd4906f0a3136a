import type { ResourceType } from "./resourceType.ts";

/** The reasons of meta/v1 that this server gives, and the HTTP status of each (apimachinery pkg/api/errors). */
const codes = {
  BadRequest: 400,
  Unauthorized: 401,
  Forbidden: 403,
  NotFound: 404,
  MethodNotAllowed: 405,
  NotAcceptable: 406,
  AlreadyExists: 409,
  Conflict: 409,
  Expired: 410,
  RequestEntityTooLarge: 413,
  UnsupportedMediaType: 415,
  Invalid: 422,
  TooManyRequests: 429,
  InternalError: 500,
  /** The real server gives none where it does not know what its own parts complain of. */
  "": 500,
  ServiceUnavailable: 503,
  Timeout: 504,
} as const;

export type StatusReason = keyof typeof codes;

export interface StatusDetails {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly uid?: string;
  readonly causes?: readonly StatusCause[];
  readonly retryAfterSeconds?: number;
}

export interface StatusCause {
  readonly reason: string;
  readonly message: string;
  readonly field?: string;
}

/** A request that the API server refuses: becomes a `Status` object. */
export class StatusError extends Error {
  override readonly name = "StatusError";
  readonly reason: StatusReason;
  readonly code: number;
  readonly details: StatusDetails | undefined;
  /** Of a list that is refused: where it can go on all the same. */
  readonly continueToken: string | undefined;

  constructor(reason: StatusReason, message: string, details?: StatusDetails, continueToken?: string) {
    super(message);
    this.continueToken = continueToken;
    this.reason = reason;
    this.code = codes[reason];
    this.details = details;
  }
}

/** A `Status` object as JSON (meta/v1). */
export function statusOf({ code, reason, message, details, continueToken }: StatusError) {
  return {
    kind: "Status",
    apiVersion: "v1",
    metadata: continueToken === undefined ? {} : { continue: continueToken },
    status: "Failure",
    message,
    ...(reason === "" ? {} : { reason }),
    ...(details === undefined ? {} : { details }),
    code,
  } as const;
}

export function notFound(type: ResourceType, name: string): StatusError {
  return new StatusError("NotFound", `${qualified(type)} "${name}" not found`, detailsOf(type, name));
}

/** Nothing is served at this path. */
export function pathNotFound(): StatusError {
  return new StatusError("NotFound", "the server could not find the requested resource", {});
}

export function methodNotAllowed(): StatusError {
  return new StatusError("MethodNotAllowed", "the server does not allow this method on the requested resource", {});
}

export function alreadyExists(type: ResourceType, name: string): StatusError {
  return new StatusError("AlreadyExists", `${qualified(type)} "${name}" already exists`, detailsOf(type, name));
}

export function conflict(type: ResourceType, name: string, why: string): StatusError {
  const message = `Operation cannot be fulfilled on ${qualified(type)} "${name}": ${why}`;
  return new StatusError("Conflict", message, detailsOf(type, name));
}

/** What is wrong with one field of an object, in the words of apimachinery pkg/util/validation/field. */
export interface FieldProblem {
  readonly field: string;
  readonly reason:
    | "FieldValueRequired"
    | "FieldValueInvalid"
    | "FieldValueDuplicate"
    | "FieldValueForbidden"
    | "FieldValueNotSupported";
  /** As `Required value` or `Invalid value: "x": must be ...`. */
  readonly message: string;
}

export function invalid(type: ResourceType, name: string, problems: readonly FieldProblem[]): StatusError {
  return invalidKind(type, name, problems);
}

/** Something is wrong with the options of a request, as `ListOptions`. */
export function invalidOptions(kind: string, problems: readonly FieldProblem[]): StatusError {
  return invalidKind({ group: "meta.k8s.io", kind }, "", problems);
}

function invalidKind(
  { group, kind }: Pick<ResourceType, "group" | "kind">,
  name: string,
  problems: readonly FieldProblem[],
): StatusError {
  const causes = problems.map(({ field, reason, message }) => ({ reason, message, field }));
  const texts = problems.map(({ field, message }) => `${field}: ${message}`);
  const list = texts.length === 1 ? texts[0] : `[${texts.join(", ")}]`;
  const qualifiedKind = group === "" ? kind : `${kind}.${group}`;
  const details = { ...(name === "" ? {} : { name }), ...(group === "" ? {} : { group }), kind, causes };
  return new StatusError("Invalid", `${qualifiedKind} "${name}" is invalid: ${list}`, details);
}

/** `pods`, `deployments.apps`. */
export function qualified({ resource, group }: Pick<ResourceType, "resource" | "group">): string {
  return group === "" ? resource : `${resource}.${group}`;
}

function detailsOf({ resource, group }: ResourceType, name: string): StatusDetails {
  return { name, ...(group === "" ? {} : { group }), kind: resource };
}
