import { describe, expect, test } from "vitest";
import { type LivenessAct, livenessAct, type Pulse, timeBetween } from "../../../../src/kube/sync/liveness.ts";

/** A watch that is well, at 1,000 s: accepted long ago, an event just now. */
const watch: Pulse = {
  now: 1_000_000,
  ask: "watch",
  acceptedAt: 0,
  lastBatchAt: 1_000_000,
  probedAt: undefined,
  probingSince: undefined,
  bookmarksExpected: true,
  hadBookmark: true,
  hadProgress: true,
  recovering: false,
  versionChecked: false,
  received: 0,
  total: undefined,
  lastInitialAt: 0,
  mayCompress: true,
};
/** A streaming list that began ten seconds ago and is going well. */
const list: Pulse = {
  ...watch,
  ask: "streamingList",
  acceptedAt: 990_000,
  lastInitialAt: 1_000_000,
  received: 50_000,
  total: 100_000,
};
const ago = (ms: number) => watch.now - ms;

describe("what to do with a request", () => {
  test.each([
    { what: "a watch that is well", pulse: watch, act: "nothing" },
    { what: "a watch silent for 29 s", pulse: { ...watch, lastBatchAt: ago(29_999) }, act: "nothing" },
    { what: "a watch silent for 30 s", pulse: { ...watch, lastBatchAt: ago(30_000) }, act: "probe" },
    {
      what: "a silent watch, probed 29 s ago",
      pulse: { ...watch, lastBatchAt: ago(59_999), probedAt: ago(29_999) },
      act: "nothing",
    },
    {
      what: "a silent watch, probed 30 s ago",
      pulse: { ...watch, lastBatchAt: ago(60_000), probedAt: ago(30_000) },
      act: "probe",
    },
    {
      what: "a probe that waits for 4 s",
      pulse: { ...watch, lastBatchAt: ago(34_999), probingSince: ago(4_999) },
      act: "nothing",
    },
    {
      what: "a probe that waits for 5 s",
      pulse: { ...watch, lastBatchAt: ago(35_000), probingSince: ago(5_000) },
      act: "dead",
    },
    {
      what: "a bookmark that is ten seconds late",
      pulse: { ...watch, lastBatchAt: ago(70_001), probedAt: ago(1_000) },
      act: "silent",
    },
    {
      what: "no bookmark for long from a server that sends none",
      pulse: { ...watch, bookmarksExpected: false, lastBatchAt: ago(600_000), probedAt: ago(1_000) },
      act: "nothing",
    },
    {
      what: "an old version taken up after a failure",
      pulse: { ...watch, recovering: true, hadProgress: false },
      act: "checkVersion",
    },
    {
      what: "the same once it was checked",
      pulse: { ...watch, recovering: true, hadProgress: false, versionChecked: true },
      act: "nothing",
    },
    { what: "the same once it moved", pulse: { ...watch, recovering: true }, act: "nothing" },
    {
      what: "90 s without bookmark or progress",
      pulse: { ...watch, hadProgress: false, hadBookmark: false, acceptedAt: ago(90_000) },
      act: "checkVersion",
    },
    { what: "a list that is well", pulse: list, act: "nothing" },
    { what: "a list that stands still for 30 s", pulse: { ...list, lastBatchAt: ago(30_000) }, act: "probe" },
    {
      what: "a list that stands still for a minute, whatever the probes say",
      pulse: { ...list, lastBatchAt: ago(60_000), probedAt: ago(1_000) },
      act: "stalled",
    },
    {
      what: "pages that stand still for a minute",
      pulse: { ...list, ask: "list", lastBatchAt: ago(60_000), probedAt: ago(1_000) },
      act: "stalled",
    },
    {
      what: "all rows there for 15 s and no end",
      pulse: { ...list, received: 99_000, lastInitialAt: ago(15_000) },
      act: "noEnd",
    },
    {
      what: "an unknown number of rows there for 15 s and no end",
      pulse: { ...list, total: undefined, lastInitialAt: ago(15_000) },
      act: "noEnd",
    },
    { what: "rows missing for 15 s", pulse: { ...list, lastInitialAt: ago(15_000) }, act: "nothing" },
    {
      what: "nothing at all for 29 s",
      pulse: { ...list, received: 0, total: 0, acceptedAt: ago(29_999) },
      act: "nothing",
    },
    {
      what: "nothing at all for 30 s",
      pulse: { ...list, received: 0, total: 0, acceptedAt: ago(30_000) },
      act: "noEnd",
    },
    { what: "a slow link with much to come", pulse: { ...list, received: 1_000, total: 10_000 }, act: "slow" },
    { what: "a slow link with little to come", pulse: { ...list, received: 1_000, total: 2_999 }, act: "nothing" },
    { what: "a slow link of unknown length", pulse: { ...list, received: 100, total: undefined }, act: "nothing" },
    {
      what: "a slow link that had no time yet",
      pulse: { ...list, received: 100, acceptedAt: ago(2_999) },
      act: "nothing",
    },
    {
      what: "a slow link where compression does not work",
      pulse: { ...list, received: 1_000, mayCompress: false },
      act: "nothing",
    },
    { what: "a slow list in pages", pulse: { ...list, ask: "list", received: 100 }, act: "nothing" },
  ] satisfies { what: string; pulse: Pulse; act: LivenessAct }[])("$what: $act", ({ pulse, act }) => {
    expect(livenessAct(pulse)).toBe(act);
  });
});

describe("time between two ticks", () => {
  const before = { wall: 1_000_000, monotonic: 0 };

  test.each([
    { what: "passed as it should", wall: 1_000, monotonic: 1_000, slept: false, wallJump: 0 },
    { what: "was adjusted a little", wall: 5_900, monotonic: 1_000, slept: false, wallJump: 0 },
    { what: "eight hours asleep", wall: 28_801_000, monotonic: 1_000, slept: true, wallJump: 28_800_000 },
    {
      what: "eight hours asleep where sleep counts",
      wall: 28_801_000,
      monotonic: 28_801_000,
      slept: true,
      wallJump: 0,
    },
    { what: "an hour back", wall: -3_599_000, monotonic: 1_000, slept: false, wallJump: -3_600_000 },
    { what: "seven seconds forward", wall: 8_000, monotonic: 1_000, slept: false, wallJump: 7_000 },
    { what: "a process that stood still for 10 s", wall: 11_001, monotonic: 11_001, slept: true, wallJump: 0 },
    { what: "a process that was busy for 9 s", wall: 10_000, monotonic: 10_000, slept: false, wallJump: 0 },
  ])("$what", ({ wall, monotonic, slept, wallJump }) => {
    expect(timeBetween(before, { wall: before.wall + wall, monotonic }, 1_000)).toEqual({ slept, wallJump });
  });
});
