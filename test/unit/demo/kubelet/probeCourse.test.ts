import { describe, expect, test } from "vitest";
import {
  failuresBetween,
  firstVerdictMs,
  type Outage,
  type ProbeTiming,
  probeAt,
  stretchesOf,
} from "../../../../src/demo/kubelet/probeCourse.ts";

const timing: ProbeTiming = { firstMs: 1000, periodMs: 10_000, failureThreshold: 3, successThreshold: 1 };
const outage = (fromMs: number, toMs: number): Outage => ({ fromMs, toMs, answer: `down at ${fromMs}` });
const forever = Number.POSITIVE_INFINITY;

interface Case {
  readonly title: string;
  readonly timing?: Partial<ProbeTiming>;
  readonly outages: readonly Outage[];
}

const cases: readonly Case[] = [
  { title: "always well", outages: [] },
  { title: "ready late", outages: [outage(0, 25_000)] },
  { title: "never ready", outages: [outage(0, forever)] },
  { title: "hanging", outages: [outage(34_000, forever)] },
  { title: "down for too short a time to count", outages: [outage(30_000, 50_000)] },
  { title: "down and back", outages: [outage(30_000, 95_000)] },
  {
    title: "asked to be well twice",
    timing: { successThreshold: 2 },
    outages: [outage(0, 25_000), outage(70_000, 120_000)],
  },
  { title: "down between two tries", outages: [outage(2000, 9000)] },
  {
    title: "asked often",
    timing: { periodMs: 1000, failureThreshold: 1 },
    outages: [outage(0, 3000), outage(9000, 12_500)],
  },
  { title: "never asked", timing: { firstMs: forever }, outages: [outage(0, 3000)] },
];

/** As a kubelet does it that tries again and again and counts. */
function counted({ firstMs, periodMs, failureThreshold, successThreshold }: ProbeTiming, outages: readonly Outage[]) {
  const tries: { at: number; answer: string | undefined; isPassing: boolean }[] = [];
  let isPassing = false;
  let run = 0;
  let last: boolean | undefined;
  for (let at = firstMs; at <= 200_000; at += periodMs) {
    const answer = outages.find(({ fromMs, toMs }) => at >= fromMs && at < toMs)?.answer;
    const passes = answer === undefined;
    run = passes === last ? run + 1 : 1;
    last = passes;
    if (run >= (passes ? successThreshold : failureThreshold)) isPassing = passes;
    tries.push({ at, answer, isPassing });
  }
  return tries;
}

describe.each(cases)("a program $title", ({ timing: change, outages }) => {
  const asked = { ...timing, ...change };
  const stretches = stretchesOf(asked, outages);
  const tries = counted(asked, outages);

  test("is at each moment as one who counted would find it", () => {
    for (let at = 0; at <= 200_000; at += 500) {
      const isPassing = tries.findLast((one) => one.at <= at)?.isPassing ?? false;
      expect([at, probeAt(asked, stretches, at, false).isPassing]).toEqual([at, isPassing]);
    }
  });

  test("has something to come where an answer fails or changes the verdict, and nowhere else", () => {
    const planned: number[] = [];
    for (let at: number | undefined = 0; at !== undefined && at <= 200_000; ) {
      at = probeAt(asked, stretches, at, false).nextMs;
      if (at !== undefined && at <= 200_000) planned.push(at);
    }
    const worth = tries.filter(
      ({ answer, isPassing }, index) => answer !== undefined || isPassing !== (tries[index - 1]?.isPassing ?? false),
    );
    expect(planned).toEqual(worth.map(({ at }) => at));
  });

  test("gives the answers that failed in a time", () => {
    const found = failuresBetween(asked, stretches, 20_500, 71_000);
    expect(found).toEqual(
      tries.filter(({ at, answer }) => answer !== undefined && at > 20_500 && at <= 71_000).map(({ answer }) => answer),
    );
  });

  test("has its first verdicts when they were counted", () => {
    const firstReady = tries.find(({ isPassing }) => isPassing)?.at;
    expect(firstVerdictMs(asked, stretches, true)).toBe(firstReady);
    const firstDown = tries.findIndex(
      ({ answer, isPassing }, index) =>
        answer !== undefined && !isPassing && (tries[index - 1]?.isPassing || index + 1 === asked.failureThreshold),
    );
    expect(firstVerdictMs(asked, stretches, false)).toBe(tries[firstDown]?.at);
  });
});
