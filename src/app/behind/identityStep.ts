import { toldLines } from "../../resources/page/section.ts";
import type { StyledLine } from "../../table/look.ts";
import { loginSource } from "../loginSource.ts";
import { answerWords } from "./answerWords.ts";
import type { TourFacts } from "./tourFacts.ts";

/** Who the server takes us for. */
export function identityLines({ answers, access, sync }: TourFacts): readonly StyledLine[] {
  const { identity } = answers;
  const isRefused = sync.phase === "unauthorized" && sync.error.failure === "unauthorized";
  if (isRefused) return access === undefined ? [] : toldLines("try", loginSource(access));
  return [
    ...toldLines(
      "user",
      answerWords(identity, ({ username }) => username),
    ),
    ...(typeof identity === "object" && "value" in identity
      ? toldLines("groups", identity.value.groups.join(", "))
      : []),
  ];
}
