import { expect, test } from "vitest";
import { failingPullAt, failingPullBetween, type PullEvent } from "../../../../src/demo/kubelet/failingPull.ts";

/** As one finds it who tries, waits, and doubles the wait. */
function counted(seconds: number): readonly PullEvent[] {
  const found: PullEvent[] = [];
  let at = 0;
  for (let wait = 10; at <= seconds; wait = Math.min(wait * 2, 300)) {
    found.push({ atMs: at * 1000, step: "pull" });
    found.push({ atMs: (at + 1) * 1000, step: "fail" });
    found.push({ atMs: (at + 5) * 1000, step: "backOff" });
    at += 1 + wait;
  }
  return found.filter(({ atMs }) => atMs <= seconds * 1000);
}

test("an image is tried again after 10 s, 20 s, 40 s and so on up to 5 minutes", () => {
  expect(failingPullBetween(-1, 3_600_000)).toEqual(counted(3600));
});

test("where it stands is known at each moment from how long it has failed", () => {
  const all = counted(2500);
  for (let at = 0; at <= 1_900_000; at += 500) {
    const last = all.findLast(({ atMs }) => atMs <= at);
    const next = all.find(({ atMs }) => atMs > at);
    expect(failingPullAt(at)).toEqual({ ...last, nextMs: next?.atMs });
  }
});
