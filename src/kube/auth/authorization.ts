import { KubeError } from "../kubeError.ts";

/**
 * `Bearer` and the token, as the Authorization header takes it.
 * @throws KubeError `login` when the token holds what no header can; `origin` says whose token it is.
 */
export function bearer(token: string, origin: string): string {
  // HTTP carries bytes: text leaves as UTF-8, each byte written as one character.
  const bytes = Buffer.from(token).toString("latin1");
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(bytes)) return `Bearer ${bytes}`;
  throw new KubeError("login", `${origin} has characters that cannot be sent, such as line breaks`, {
    advice: "Check how it was copied.",
  });
}

/** The Authorization header for a name and a password (RFC 7617). */
export function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}
