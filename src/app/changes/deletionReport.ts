import type { PodRow } from "../../resources/podRow.ts";
import type { Tone } from "../../table/column.ts";
import type { QuestionView } from "../dashboardView.ts";
import { podsText, type Way, ways } from "./deletion.ts";
import type { Failing } from "./failureWords.ts";
import { listed } from "./podFate.ts";
import type { Report } from "./report.ts";

/** What became of one pod; no failing is that the server has said yes. */
export interface Outcome {
  readonly pod: PodRow;
  readonly failing: Failing | undefined;
}

const mostNames = 3;

/** `7 of 12 deleted, 5 refused`, with the reasons. */
export function deletionReport(outcomes: readonly Outcome[], way: Way): Report {
  const { done } = ways[way];
  const failed = outcomes.flatMap(({ pod, failing }) => (failing === undefined ? [] : [{ pod, failing }]));
  const pods = outcomes.map(({ pod }) => pod);
  if (failed.length === 0) return { text: yesText(pods, way), details: undefined };
  const [only] = failed;
  const text = outcomes.length === 1 && only !== undefined ? oneText(only, done) : countsText(outcomes, done);
  return {
    text: `${text}.`,
    details: { title: text, tone: toneOf(failed), facts: reasonsOf(failed) },
  };
}

function yesText(pods: readonly PodRow[], way: Way): string {
  const what = podsText(pods);
  if (pods.length > 1) return `The server has accepted it: ${what} ${ways[way].done}.`;
  return way === "now" ? `${what} is gone.` : `${what} is on its way: its row shows how far.`;
}

function oneText(
  { pod, failing: { kind } }: { readonly pod: PodRow; readonly failing: Failing },
  done: string,
): string {
  return kind === "unknown" ? `Not known whether ${pod.key} was ${done}` : `Not ${done}: ${pod.key}`;
}

function countsText(outcomes: readonly Outcome[], done: string): string {
  const count = (kind: Failing["kind"] | undefined) => outcomes.filter(({ failing }) => failing?.kind === kind).length;
  const parts = [
    `${count(undefined)} of ${outcomes.length} ${done}`,
    ...(["refused", "gone", "unknown"] as const).flatMap((kind) => {
      const number = count(kind);
      return number === 0 ? [] : [`${number} ${kindWords[kind]}`];
    }),
  ];
  return parts.join(", ");
}

const kindWords: Readonly<Record<Failing["kind"], string>> = {
  refused: "refused",
  gone: "gone already",
  unknown: "not known",
};

function toneOf(failed: readonly { readonly failing: Failing }[]): Tone {
  return failed.every(({ failing: { kind } }) => kind === "gone") ? "warning" : "bad";
}

/** Each reason once, with the pods that it is of; the most frequent first. */
function reasonsOf(failed: readonly { readonly pod: PodRow; readonly failing: Failing }[]): QuestionView["facts"] {
  const byWords = Map.groupBy(failed, ({ failing: { words } }) => words);
  return [...byWords]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([words, those]) => ({
      name: those.length === 1 && failed.length === 1 ? "Pod" : `${those.length}`,
      text: `${listed(
        those.map(({ pod }) => pod.key),
        mostNames,
      )}: ${words}`,
      tone: "normal",
    }));
}
