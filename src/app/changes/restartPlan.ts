import { restartedAt } from "../../kube/wire/podChange.ts";
import type { PodRow } from "../../resources/podRow.ts";
import type { Session } from "../session.ts";
import { type Failing, failingOf } from "./failureWords.ts";
import type { PlannedChange, Sender } from "./heldChange.ts";
import type { Report } from "./report.ts";
import type { RestartTarget } from "./restartTarget.ts";
import { restartRights } from "./rights.ts";

/** Restarts the owner of a pod. `now` is our clock, milliseconds since the epoch. */
export function restartPlan(
  pod: PodRow,
  { owner, resource, name }: RestartTarget,
  session: Session,
  { gate, change, now }: Sender & { now(): number },
): PlannedChange {
  return {
    doing: `Restarting ${name} of ${owner.namespace}`,
    count: 1,
    session,
    whyNot: () => gate.whyClosed([pod]),
    send: async (signal, onAnswer) => {
      const refusal = await gate.refusal(restartRights[resource], owner.namespace);
      if (refusal !== undefined) return restartReport(name, { kind: "refused", words: refusal });
      const sent = change({ kind: "restart", owner, resource, at: restartedAt(now()) }, signal);
      const failing = await sent.then(() => undefined, failingOf);
      onAnswer();
      return restartReport(name, failing);
    },
  };
}

/** What became of it, in words; no failing is that the server has said yes. */
export function restartReport(name: string, failing: Failing | undefined): Report {
  if (failing === undefined) return { text: `${name} replaces its pods: the table shows how far.`, details: undefined };
  const title = failing.kind === "unknown" ? `Not known whether ${name} was restarted` : `Not restarted: ${name}`;
  return {
    text: `${title}.`,
    details: { title, tone: "bad", facts: [{ name: "Why", text: failing.words, tone: "normal" }] },
  };
}
