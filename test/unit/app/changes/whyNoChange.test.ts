import { expect, test } from "vitest";
import { type ChangeSituation, whyForbidden, whyNoChange } from "../../../../src/app/changes/whyNoChange.ts";

const possible: ChangeSituation = {
  sync: { phase: "live", verifiedAt: 0 },
  isPast: false,
  context: "prod",
  isAllowed: true,
  hasPod: true,
  parked: undefined,
};

test.each([
  { what: "the rows are live", change: {} },
  { what: "the rows are asked for again and again", change: { sync: { phase: "polling", verifiedAt: 0, everyMs: 1 } } },
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
    why: "Read-only: see --allow-writes or allowWrites in config.yaml.",
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
  { change: { isPast: true }, why: "Nothing is changed by what was seen before: Esc comes back to now." },
  { change: { hasPod: false }, why: "No pod is under the cursor." },
] satisfies readonly { change: Partial<ChangeSituation>; why: string }[])(
  "nothing is changed: $why",
  ({ change, why }) => {
    expect(whyNoChange({ ...possible, ...change })).toBe(why);
  },
);

test.each([
  { verdict: undefined, why: undefined },
  { verdict: { isAllowed: true, reason: "" }, why: undefined },
  { verdict: { isAllowed: false, reason: "" }, why: "You may not delete pods in namespace shop." },
  {
    verdict: { isAllowed: false, reason: "the cluster is frozen" },
    why: "You may not delete pods in namespace shop: the cluster is frozen",
  },
])("of $verdict the screen says: $why", ({ verdict, why }) => {
  expect(whyForbidden("delete pods", "shop", verdict)).toBe(why);
});
