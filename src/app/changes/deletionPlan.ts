import { inParallel } from "../../base/inParallel.ts";
import type { PodRow } from "../../resources/podRow.ts";
import type { Session } from "../session.ts";
import { deletionOf, podsText, type Way, ways } from "./deletion.ts";
import { deletionReport, type Outcome } from "./deletionReport.ts";
import { type Failing, failingOf } from "./failureWords.ts";
import type { PlannedChange, Sender } from "./heldChange.ts";

/** So many requests are under way at a time. */
const mostAtOnce = 4;

/** Lets pods of a session go. */
export function deletionPlan(pods: readonly PodRow[], way: Way, session: Session, sender: Sender): PlannedChange {
  const { right, doing } = ways[way];
  const { gate, change } = sender;
  const send = async (pod: PodRow, signal: AbortSignal): Promise<Failing | undefined> => {
    const refusal = await gate.refusal(right, pod.namespace);
    if (refusal !== undefined) return { kind: "refused", words: refusal };
    if (session.table.rowOf(pod.key)?.uid !== pod.uid) return { kind: "gone", words: "It was gone already." };
    return change(deletionOf(pod, way), signal).then(() => undefined, failingOf);
  };
  return {
    doing: `${doing} ${podsText(pods)}`,
    count: pods.length,
    session,
    whyNot: () => gate.whyClosed(pods),
    send: async (signal, onAnswer) => {
      const outcomes = await inParallel(pods, mostAtOnce, async (pod): Promise<Outcome> => {
        const failing = await send(pod, signal);
        onAnswer();
        return { pod, failing };
      });
      return deletionReport(outcomes, way);
    },
  };
}
