import type { User } from "../apiRequest.ts";

export const anonymous: User = { name: "system:anonymous", groups: ["system:unauthenticated"] };

/** Of everybody whose name was proved. */
export const authenticatedGroup = "system:authenticated";

/** As the user of a service account is called. */
export function serviceAccountUsername(namespace: string, name: string): string {
  return `system:serviceaccount:${namespace}:${name}`;
}

/** The opposite; undefined for the name of any other user. */
export function serviceAccountOf(username: string): { readonly namespace: string; readonly name: string } | undefined {
  const [system, kind, namespace, name, ...rest] = username.split(":");
  const isOne = system === "system" && kind === "serviceaccount" && rest.length === 0;
  return isOne && namespace && name ? { namespace, name } : undefined;
}
