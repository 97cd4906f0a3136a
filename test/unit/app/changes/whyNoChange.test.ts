import { expect, test } from "vitest";
import { type ChangeSituation, whyNoChange } from "../../../../src/app/changes/whyNoChange.ts";

const possible: ChangeSituation = {
  sync: { phase: "live", verifiedAt: 0 },
  context: "prod",
  isAllowed: true,
  hasPod: true,
  parked: undefined,
  does: "delete pods",
  namespace: "shop",
  verdict: { isAllowed: true, reason: "" },
};

test.each([
  { what: "the rows are live", change: {} },
  { what: "the rows are asked for again and again", change: { sync: { phase: "polling", verifiedAt: 0, everyMs: 1 } } },
  { what: "the server has not said yet whether one may", change: { verdict: undefined } },
] satisfies readonly { what: string; change: Partial<ChangeSituation> }[])(
  "something can be changed: $what",
  ({ change }) => {
    expect(whyNoChange({ ...possible, ...change })).toBeUndefined();
  },
);

test.each([
  {
    change: { sync: { phase: "file", path: "pods.json", asOf: 0 }, isAllowed: false },
    why: "The rows come from a file: there is nothing to change.",
  },
  { change: { context: undefined, isAllowed: false }, why: "There is no cluster yet." },
  {
    change: { isAllowed: false, hasPod: false },
    why: "podscope is read-only here: start it with --allow-writes, or put prod under allowWrites in config.yaml.",
  },
  {
    change: { sync: { phase: "catchingUp", asOf: 0, since: 0, cause: "the connection was reset" } },
    why: "Nothing is changed while the rows are not live.",
  },
  {
    change: { sync: { phase: "loading", received: 1, total: 2 } },
    why: "Nothing is changed while the rows are not live.",
  },
  {
    change: { hasPod: false, parked: "shop/web-1" },
    why: "shop/web-1 is no longer in the table: move the cursor to another pod.",
  },
  { change: { hasPod: false }, why: "No pod is under the cursor." },
  { change: { verdict: { isAllowed: false, reason: "" } }, why: "You may not delete pods in namespace shop." },
  {
    change: { verdict: { isAllowed: false, reason: "the cluster is frozen" } },
    why: "You may not delete pods in namespace shop: the cluster is frozen",
  },
] satisfies readonly { change: Partial<ChangeSituation>; why: string }[])(
  "nothing is changed: $why",
  ({ change, why }) => {
    expect(whyNoChange({ ...possible, ...change })).toBe(why);
  },
);
