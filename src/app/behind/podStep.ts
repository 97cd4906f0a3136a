import { makersOf, podJourney } from "../../resources/page/podJourney.ts";
import { toldLines } from "../../resources/page/section.ts";
import type { StyledLine } from "../../table/look.ts";
import { momentText } from "./momentText.ts";
import type { Step } from "./step.ts";
import type { TourFacts } from "./tourFacts.ts";

const explanation = "A controller makes a pod, the scheduler places it, a kubelet runs it.";

/** What became of the pod under the cursor. */
export function podStep({ pod, ages, now }: TourFacts): Step {
  if (pod === undefined) {
    const lines = toldLines("pod", "none under the cursor");
    return { title: "The pod", explanation, standing: "notReached", lines };
  }
  const { row, now: known } = pod;
  const { object, deletedAt, problem } = known;
  return {
    title: `The pod ${row.key}`,
    explanation,
    standing: problem === undefined ? "done" : "troubled",
    lines: [
      ...toldLines("made by", makersOf(row)),
      ...(object === undefined ? [] : journeyOf(object, ages)),
      ...(deletedAt === undefined ? [] : toldLines("deleted", momentText(deletedAt, now))),
      ...toldLines("problem", problem ?? ""),
    ],
  };
}

function journeyOf(...[object, ages]: Parameters<typeof podJourney>): readonly StyledLine[] {
  try {
    return podJourney(object, ages);
  } catch (error) {
    // Files can hold anything.
    if (!(error instanceof TypeError)) throw error;
    return toldLines("problem", error.message);
  }
}
