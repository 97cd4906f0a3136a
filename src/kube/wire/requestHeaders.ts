import type { Impersonation } from "../config/access.ts";

/**
 * The headers that act as somebody else, name, value, name, value: several groups are several headers, a joined one would
 * be a single group of a strange name (client-go transport/round_trippers.go).
 */
export function impersonationHeaders(impersonation: Impersonation | undefined): readonly string[] {
  if (impersonation === undefined) return [];
  const { user, uid, groups, extra } = impersonation;
  return [
    "Impersonate-User",
    headerText(user),
    ...(uid === undefined ? [] : ["Impersonate-Uid", headerText(uid)]),
    ...groups.flatMap((group) => ["Impersonate-Group", headerText(group)]),
    ...Object.entries(extra).flatMap(([key, values]) =>
      values.flatMap((value) => [`Impersonate-Extra-${escapedKey(key)}`, headerText(value)]),
    ),
  ];
}

/** HTTP carries bytes: text leaves as UTF-8, each byte written as one character. */
function headerText(text: string): string {
  return Buffer.from(text).toString("latin1");
}

/** Everything that a header name may not hold, and `%` itself, is percent-encoded (client-go headerKeyEscape). */
function escapedKey(key: string): string {
  return Buffer.from(key)
    .toString("latin1")
    .replace(
      /[^!#$&'*+.^_`|~0-9A-Za-z-]/g,
      (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
    );
}
