import type { PodRow } from "../../resources/podRow.ts";
import type { QuestionView } from "../dashboardView.ts";
import { noAnswer } from "../questionLayer.ts";
import { type Way, ways } from "./deletion.ts";
import { contextText, type PlaceNames } from "./placeNames.ts";
import { fatesOf, listed } from "./podFate.ts";

/** What a question about pods that are to go depends on. */
export interface DeletionFacts {
  readonly pods: readonly PodRow[];
  readonly way: Way;
  readonly place: PlaceNames;
  /** They were marked, and so many of them the table does not show; undefined for the pod under the cursor. */
  readonly marked: { readonly hidden: number } | undefined;
  /** Why the pods may not go in a way, for those in which they may not. */
  readonly refused: Readonly<Partial<Record<Way, string>>>;
}

type Fact = QuestionView["facts"][number];
type Answer = QuestionView["answers"][number];

const mostNames = 5;

const warnings: Readonly<Record<Way, string | undefined>> = {
  delete: undefined,
  evict: undefined,
  now: "grace period 0: killed without time to finish, and gone here before its node says that it has stopped",
};

/** The question in words: which pods, where, and what comes of it. */
export function deletionView(facts: DeletionFacts): QuestionView {
  const { pods, way } = facts;
  const [first] = pods;
  const isOne = pods.length === 1;
  const { does } = ways[way];
  const isDrastic = way === "now" || pods.some(({ owner }) => owner === "");
  return {
    title: isOne ? `${does}: ${first?.name ?? ""}?` : `${does}: ${pods.length} pods?`,
    tone: isDrastic ? "bad" : "warning",
    facts: [
      ...placeFacts(facts),
      ...fatesOf(pods).map(({ text, tone }, index) => ({ name: index === 0 ? "Then" : "", text, tone })),
      ...remarks(facts),
    ],
    answers: answersTo(facts),
  };
}

function placeFacts({ pods, place, marked }: DeletionFacts): readonly Fact[] {
  const namespaces = [...new Set(pods.map(({ namespace }) => namespace))];
  const [first] = pods;
  const names = pods.map(({ name, key }) => (namespaces.length > 1 ? key : name));
  const fact = (name: string, text: string): Fact => ({ name, text, tone: "normal" });
  return [
    fact("Context", contextText(place)),
    fact(namespaces.length > 1 ? "Namespaces" : "Namespace", listed(namespaces, mostNames)),
    pods.length === 1 && first !== undefined
      ? fact(marked === undefined ? "Pod" : "Marked", `${first.name}   ${first.status}`)
      : fact(`${pods.length} pods`, listed(names, mostNames)),
  ];
}

function remarks({ pods, way, marked, refused }: DeletionFacts): readonly Fact[] {
  const leaving = pods.filter(({ status }) => status === "Terminating").length;
  const isAlready = leaving > 0 && way !== "now";
  const already = pods.length === 1 ? "it is" : leaving === pods.length ? "they are" : someOf(leaving);
  const warning = warnings[way];
  const refusal = refused[way];
  const hidden = marked?.hidden ?? 0;
  const isHidden = `${pods.length === 1 ? "it is" : someOf(hidden)} marked, and`;
  return [
    ...(hidden > 0 ? [remark("Hidden", `${isHidden} not in the table as it is filtered now`)] : []),
    ...(isAlready ? [remark("Already", `${already} terminating, and this hurries nothing`)] : []),
    ...(warning === undefined ? [] : [remark("Beware", warning, "bad")]),
    ...(refusal === undefined ? [] : [remark("But", refusal, "bad")]),
  ];
}

/** `1 of them is`. */
function someOf(count: number): string {
  return `${count} of them ${count === 1 ? "is" : "are"}`;
}

function remark(name: string, text: string, tone: Fact["tone"] = "warning"): Fact {
  return { name, text, tone };
}

function answersTo({ pods, way, refused }: DeletionFacts): readonly Answer[] {
  const [it, its] = pods.length === 1 ? ["it", "its"] : ["them", "their"];
  const yes = pods.length === 1 ? "y" : `${pods.length} Enter`;
  const answer = (keys: string, title: string, why?: string): Answer =>
    why === undefined
      ? { keys, title, tone: "normal" }
      : { keys, title: `${title} (${why.replace(/\.$/, "")})`, tone: "muted" };
  const [verb, adverb] = way === "now" ? ["delete", " at once"] : [way, ""];
  return [
    ...(refused[way] === undefined ? [answer(yes, `${verb} ${it}${adverb}; for 3 s u undoes it`)] : []),
    way === "evict"
      ? answer("e", `delete ${it} instead, whatever a disruption budget says`, refused.delete)
      : answer("e", `evict ${it} instead, if the disruption budgets permit it`, refused.evict),
    way === "now"
      ? answer("f", `give ${it} ${its} grace period after all`)
      : answer("f", `delete ${it} at once instead, without ${its} grace period`, refused.now),
    noAnswer,
  ];
}
