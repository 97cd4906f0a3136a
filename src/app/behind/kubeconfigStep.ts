import { toldLines } from "../../resources/page/section.ts";
import type { StyledLine } from "../../table/look.ts";
import { impersonationWords, loginWords } from "./loginWords.ts";
import type { TourFacts } from "./tourFacts.ts";

/** Where the server's address and the login come from. */
export function kubeconfigLines({ access, certificateUntil, sync, now }: TourFacts): readonly StyledLine[] {
  const underWay = sync.phase === "authenticating" ? toldLines("now", sync.what) : [];
  if (access === undefined) return underWay;
  const { context, cluster, user = "none", namespace, files, impersonation, warnings } = access;
  return [
    ...toldLines("file", files.join(", ")),
    ...toldLines("context", `${context}: cluster ${cluster}, user ${user}, namespace ${namespace}`),
    ...toldLines("login", loginWords(access, certificateUntil, now)),
    ...toldLines("acts as", impersonationWords(impersonation)),
    ...underWay,
    ...warnings.flatMap((warning) => toldLines("note", warning)),
  ];
}
