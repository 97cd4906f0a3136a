import type { QuestionView } from "../dashboardView.ts";
import { noAnswer } from "../questionLayer.ts";
import { contextText, type PlaceNames } from "./placeNames.ts";
import type { RestartTarget } from "./restartTarget.ts";

/** What a question about a restart depends on. */
export interface RestartFacts {
  /** `shop/web-1`. */
  readonly pod: string;
  readonly namespace: string;
  readonly place: PlaceNames;
  /** Undefined while its owners are read. */
  readonly target: RestartTarget | undefined;
  /** Why it may not be restarted. */
  readonly refused: string | undefined;
}

/** The question in words: what is restarted, where, and how many pods that replaces. */
export function restartView({ pod, namespace, place, target, refused }: RestartFacts): QuestionView {
  const fact = (name: string, text: string, tone: QuestionView["tone"] = "normal") => ({ name, text, tone });
  const where = [fact("Context", contextText(place)), fact("Namespace", namespace)];
  if (target === undefined) {
    return {
      title: "Restart",
      tone: "warning",
      facts: [...where, fact("Pod", pod), fact("Owner", "being looked for", "busy")],
      answers: [noAnswer],
    };
  }
  const { name, replaces, isHarsh, master } = target;
  return {
    title: `Restart: ${name}?`,
    tone: isHarsh ? "bad" : "warning",
    facts: [
      ...where,
      fact("Restarts", name),
      fact("Replaces", replaces, isHarsh ? "bad" : "normal"),
      ...(master === "" ? [] : [fact("Beware", `${master} owns it, and may undo that`, "warning")]),
      ...(refused === undefined ? [] : [fact("But", refused, "bad")]),
    ],
    answers: [
      ...(refused === undefined
        ? [{ keys: "y", title: "restart it; for 3 s u undoes it", tone: "normal" } as const]
        : []),
      noAnswer,
    ],
  };
}
