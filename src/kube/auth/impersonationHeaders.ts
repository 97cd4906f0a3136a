import type { Impersonation } from "../config/access.ts";

/**
 * The Impersonate headers as name, value, name, value: groups and extras are repeated headers, never joined, since a
 * comma may be part of a group (client-go transport/round_trippers.go).
 */
export function impersonationHeaders(impersonation: Impersonation | undefined): readonly string[] {
  if (impersonation === undefined) return [];
  const { user, uid, groups, extra } = impersonation;
  return [
    ...["Impersonate-User", user],
    ...(uid === undefined ? [] : ["Impersonate-Uid", uid]),
    ...groups.flatMap((group) => ["Impersonate-Group", group]),
    ...Object.entries(extra).flatMap(([key, values]) =>
      values.flatMap((value) => [`Impersonate-Extra-${escapedKey(key)}`, value]),
    ),
  ];
}

/** Percent-encodes the bytes that a header name cannot have, and `%` itself; upper case would not survive otherwise. */
function escapedKey(key: string): string {
  return [...Buffer.from(key)]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[!#$&'*+\-.^_`|~0-9a-zA-Z]/.test(character)
        ? character
        : `%${byte.toString(16).padStart(2, "0").toUpperCase()}`;
    })
    .join("");
}
