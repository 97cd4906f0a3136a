import { describe, expect, test } from "vitest";
import { progressText, type WaitOutcome, waitJson, waitText } from "../../../../src/cli/wait/waitReport.ts";
import { podTable } from "../../../../src/resources/podTable.ts";
import { filterOf } from "../../../../src/table/filter.ts";
import { podRow, unhealthy } from "../../../support/podRow.ts";

const oom = podRow({ name: "pay-1", ...unhealthy("broken", "OOMKilled exit 137") });
const asked = {
  filter: filterOf("health=broken", podTable.terms),
  goal: { kind: "none" },
  goalText: "none",
  stableMs: 0,
} as const;
const outcome: WaitOutcome = {
  met: false,
  problem: undefined,
  matching: 1,
  pods: 3,
  inTheWay: [oom],
  waitedMs: 600_000,
  now: Date.UTC(2026, 0, 5, 10, 0, 0),
};

describe("for people", () => {
  test.each<{ what: string; change: Partial<WaitOutcome>; stableMs?: number; text: string }>([
    {
      what: "what is not met names the pods in the way",
      change: {},
      text: 'not met within 10m (--for none): 1 of 3 pods matches "health=broken"\n  shop/pay-1  broken  OOMKilled exit 137\n',
    },
    {
      what: "what is met says how long it was waited for, and how long it held",
      change: { met: true, matching: 0, inTheWay: [], waitedMs: 42_000 },
      stableMs: 30_000,
      text: 'met after 42s: none of 3 pods matches "health=broken", held for 30s\n',
    },
    {
      what: "no pods at all are said as such",
      change: { met: true, matching: 0, pods: 0, inTheWay: [], waitedMs: 0 },
      text: "met after 0s: there are no pods\n",
    },
    {
      what: "what is not known says why, and what was seen last",
      change: { problem: "lost the watch: the server ended the watch" },
      text: "not known within 10m (--for none): lost the watch: the server ended the watch\n  shop/pay-1  broken  OOMKilled exit 137\n",
    },
  ])("$what", ({ change, stableMs = 0, text }) => {
    expect(waitText({ ...asked, stableMs }, { ...outcome, ...change })).toBe(text);
  });

  test("control characters of a name do not reach the terminal", () => {
    const odd = podRow({ name: "x", key: "shop/x\u001b[2J" });

    expect(waitText(asked, { ...outcome, inTheWay: [odd] })).not.toContain("\u001b");
    expect(progressText({ kind: "none" }, outcome, [odd])).not.toContain("\u001b");
  });
});

test("for programs what could not be asked is not met, with the reason", () => {
  expect(JSON.parse(waitJson(asked, { notAsked: "pods is forbidden" }))).toEqual({
    filter: "health=broken",
    for: "none",
    stableSeconds: 0,
    met: false,
    problem: "pods is forbidden",
  });
});
