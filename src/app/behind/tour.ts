import { type StyledLine, styled } from "../../table/look.ts";
import { identityLines } from "./identityStep.ts";
import { kubeconfigLines } from "./kubeconfigStep.ts";
import { listLines } from "./listStep.ts";
import { podStep } from "./podStep.ts";
import { requestLog } from "./requestLog.ts";
import { requestLines } from "./requestStep.ts";
import { rightsLines } from "./rightsStep.ts";
import { type Standings, standingsOf, type WayName, wayNames } from "./standings.ts";
import { overviewLine, type Step, stepLines, troubleLines } from "./step.ts";
import type { TourFacts } from "./tourFacts.ts";
import { causeOf, verdictLines } from "./verdict.ts";
import { watchLines } from "./watchStep.ts";

interface Way {
  readonly title: string;
  readonly explanation: string;
  readonly lines: (facts: TourFacts) => readonly StyledLine[];
}

const ways: Readonly<Record<WayName, Way>> = {
  kubeconfig: {
    title: "The kubeconfig",
    explanation: "A context names a cluster, where to ask, and a user, how to log in.",
    lines: kubeconfigLines,
  },
  request: {
    title: "The request",
    explanation: "What kubectl shows, it asks the API server for, over HTTP.",
    lines: requestLines,
  },
  identity: {
    title: "Who you are",
    explanation: "The server finds out who asks, by certificate or token: authentication.",
    lines: identityLines,
  },
  rights: {
    title: "What you may",
    explanation: "It looks up whether this user may do this: authorization, mostly RBAC.",
    lines: rightsLines,
  },
  list: {
    title: "The list",
    explanation: "Every pod as it was at one moment, whose number is the resourceVersion.",
    lines: listLines,
  },
  watch: {
    title: "The watch",
    explanation: "It stays open for every change since; a bookmark says none was missed.",
    lines: watchLines,
  },
};

/** The way from the kubeconfig to the rows step by step, and below it every request of late. */
export function tourLines(facts: TourFacts): readonly StyledLine[] {
  const standings = standingsOf(facts.sync);
  const steps = [...wayNames.map((name) => wayStep(name, standings, facts)), podStep(facts)];
  const gap: StyledLine = [styled("")];
  return [
    ...verdictLines(facts.sync),
    ...(facts.sync.phase === "file" ? [] : [overviewLine(standings)]),
    ...steps.flatMap((step, index) => [gap, ...stepLines(step, index + 1)]),
    ...(facts.sync.phase === "file" ? [] : [gap, ...requestLog(facts.requests, facts.now)]),
  ];
}

function wayStep(name: WayName, standings: Standings, facts: TourFacts): Step {
  const { title, explanation, lines } = ways[name];
  const standing = standings[name];
  if (standing === "notNeeded") return { title, explanation, standing, lines: [] };
  return { title, explanation, standing, lines: [...whyNotFurther(standing, facts), ...lines(facts)] };
}

/** Why it does not go on at this step. */
function whyNotFurther(standing: Step["standing"], { sync }: TourFacts): readonly StyledLine[] {
  return standing === "broken" || standing === "troubled" ? troubleLines("because", causeOf(sync)) : [];
}
