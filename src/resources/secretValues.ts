import { isObject, type JsonObject } from "./jsonFields.ts";

/** Names of variables whose values nobody should read over a shoulder. */
const secretName =
  /passw|passphrase|passwd|\bpwd\b|_pwd|secret|token|credential|api_?key|access_?key|private_?key|signing_?key|encryption_?key|\bdsn\b|_dsn|conn(ection)?_?str|salt|cookie|_auth$|^auth$/i;
/** A password in the authority of a URL (RFC 3986 3.2.1). */
const passwordInUrl = /:\/\/[^/\s:@]*:[^/\s@]+@/;
/** kubectl keeps here what was applied, with all its values. */
const lastApplied = "kubectl.kubernetes.io/last-applied-configuration";

/** What stands for a value that is not shown. */
export const mask = "••••••••";

/** The object with a mask for every value of an environment variable that looks like a secret, and how many those are. */
export function withoutSecrets(object: JsonObject): { readonly object: JsonObject; readonly masked: number } {
  let masked = 0;
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (!isObject(value)) return value;
    if (isSecretVariable(value)) {
      masked++;
      return { ...value, value: mask };
    }
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, key === lastApplied ? applied(inner) : walk(inner)]),
    );
  };
  const applied = (text: unknown): unknown => {
    if (typeof text !== "string") return text;
    const before = masked;
    try {
      const written = JSON.stringify(walk(JSON.parse(text)));
      return masked === before ? text : `${written}\n`;
    } catch {
      return text;
    } finally {
      // The same values, written twice.
      masked = before;
    }
  };
  const clean = walk(object) as JsonObject;
  return { object: clean, masked };
}

function isSecretVariable({ name, value }: JsonObject): boolean {
  if (typeof name !== "string" || typeof value !== "string" || value === "") return false;
  return secretName.test(name) || passwordInUrl.test(value);
}
