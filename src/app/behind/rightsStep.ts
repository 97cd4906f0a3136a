import type { Verdict } from "../../kube/typed/accessReview.ts";
import { toldLines } from "../../resources/page/section.ts";
import type { StyledLine } from "../../table/look.ts";
import { answerWords } from "./answerWords.ts";
import type { TourFacts } from "./tourFacts.ts";

/** What the server says that we may; in one breath where it says the same of both. */
export function rightsLines({ answers, scope }: TourFacts): readonly StyledLine[] {
  const place = scope?.namespace === undefined ? "of all namespaces" : `in namespace ${scope.namespace}`;
  const say = ({ isAllowed, reason }: Verdict) =>
    `${isAllowed ? "yes" : "no"}, pods ${place}${reason === "" ? "" : `: ${reason}`}`;
  const list = answerWords(answers.list, say);
  const watch = answerWords(answers.watch, say);
  if (list === watch) return toldLines("may", `list and watch: ${list}`);
  return [...toldLines("may list", list), ...toldLines("may watch", watch)];
}
