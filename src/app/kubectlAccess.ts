import { shellWord } from "../base/shellWord.ts";
import { type Access, inCluster } from "../kube/config/access.ts";

/** The flags that make kubectl ask as we do. */
export function kubectlAccess(access: Access | undefined): readonly string[] {
  if (access === undefined) return [];
  const { context, impersonation } = access;
  const flags: readonly (readonly [string, string])[] = [
    ...(context === inCluster ? [] : [["--context", context] as const]),
    ...(impersonation === undefined ? [] : [["--as", impersonation.user] as const]),
    ...(impersonation?.groups ?? []).map((group) => ["--as-group", group] as const),
  ];
  return flags.map(([flag, value]) => `${flag} ${shellWord(value)}`);
}
