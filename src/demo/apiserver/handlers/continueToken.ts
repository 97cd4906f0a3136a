import { StatusError } from "../statusError.ts";

/** Where a page of a list ended, and of which moment the list is (apiserver pkg/storage/continue.go). */
export interface PageStart {
  /** Undefined: as it is now, when the moment of the first page is forgotten. */
  readonly revision: number | undefined;
  /** The first key of the page, without the namespace when the list is of one. */
  readonly key: string;
}

const format = "meta.k8s.io/v1";

export function continueTokenOf({ revision, key }: PageStart): string {
  const text = JSON.stringify({ v: format, rv: revision ?? -1, start: `/${key}` });
  return Buffer.from(text).toString("base64url");
}

/** @throws StatusError BadRequest */
export function pageStartFrom(token: string): PageStart {
  const { v, rv, start } = contentOf(token);
  if (v !== format) throw notValid(`server does not recognize this encoded version ${String(v)}`);
  if (typeof rv !== "number" || rv === 0) {
    throw notValid(`incorrect encoded start resourceVersion (version ${format})`);
  }
  if (typeof start !== "string" || start === "") throw notValid(`encoded start key empty (version ${format})`);
  if (start.split("/").some((part) => part === "." || part === "..")) throw notValid(start);
  return { revision: rv < 0 ? undefined : rv, key: start.replace(/^\//, "") };
}

function contentOf(token: string): Readonly<Record<string, unknown>> {
  const wrong = /[^\w-]/.exec(token)?.index;
  if (wrong !== undefined) throw notValid(`illegal base64 data at input byte ${wrong}`);
  const text = Buffer.from(token, "base64url").toString();
  try {
    return Object(JSON.parse(text)) as Readonly<Record<string, unknown>>;
  } catch {
    throw notValid(`invalid character '${text.slice(0, 1)}' looking for beginning of value`);
  }
}

function notValid(why: string): StatusError {
  return new StatusError("BadRequest", `invalid continue token: continue key is not valid: ${why}`);
}
