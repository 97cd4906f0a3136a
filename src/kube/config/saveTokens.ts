import { isMap, isScalar, isSeq, parseDocument } from "yaml";
import type { Machine } from "./machine.ts";

/** Tokens of the `oidc` auth provider, by the names that the kubeconfig gives them. */
export interface OidcTokens {
  readonly idToken: string;
  readonly refreshToken: string;
}

/**
 * Writes renewed tokens into the kubeconfig, as kubectl does: a provider that gives each refresh token for one use would
 * lock out everybody else who reads the file. Only the two values change, byte by byte; nothing does when the file no
 * longer has the refresh token that was used up.
 * @returns false when the file was left alone.
 * @throws the operating system's error
 */
export function saveTokens(
  file: string,
  user: string,
  usedRefreshToken: string,
  tokens: OidcTokens,
  machine: Machine,
): boolean {
  const text = machine.readFile(file);
  const config = oidcConfigIn(text, user);
  const value = (name: string) => {
    const node = isMap(config) ? config.get(name, true) : undefined;
    return isScalar(node) && typeof node.value === "string" && node.range
      ? { text: node.value, range: node.range }
      : undefined;
  };
  const refreshToken = value("refresh-token");
  if (refreshToken?.text !== usedRefreshToken) return false;
  const idToken = value("id-token");
  const edits = [
    { range: refreshToken.range, text: tokens.refreshToken },
    ...(idToken === undefined ? [] : [{ range: idToken.range, text: tokens.idToken }]),
  ];
  let edited = text;
  // From the end, so that the earlier offsets stay right.
  for (const { range, text: token } of edits.sort((one, other) => other.range[0] - one.range[0]))
    edited = edited.slice(0, range[0]) + JSON.stringify(token) + edited.slice(range[1]);
  machine.writeFile(file, edited);
  return true;
}

function oidcConfigIn(text: string, user: string): unknown {
  const document = parseDocument(text, { schema: "failsafe", uniqueKeys: false, prettyErrors: false });
  const users = document.get("users", true);
  if (!isSeq(users)) return undefined;
  const entry = users.items.find((item) => isMap(item) && item.get("name") === user);
  return isMap(entry) ? entry.getIn(["user", "auth-provider", "config"], true) : undefined;
}
