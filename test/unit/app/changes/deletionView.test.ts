import { describe, expect, test } from "vitest";
import { type DeletionFacts, deletionView } from "../../../../src/app/changes/deletionView.ts";
import { podRow } from "../../../support/podRow.ts";

const pod = podRow();
const place = { context: "prod-eu", cluster: "prod-eu-1" };
const asked = (change: Partial<DeletionFacts> = {}) =>
  deletionView({ pods: [pod], way: "delete", place, marked: undefined, refused: {}, ...change });
const factsOf = (change: Partial<DeletionFacts>) =>
  Object.fromEntries(asked(change).facts.map(({ name, text }) => [name, text]));
const answersOf = (change: Partial<DeletionFacts>) =>
  asked(change).answers.map(({ keys, title }) => `${keys} ${title}`);

test("the question names the pod, its namespace, the context with its cluster, and what comes then", () => {
  expect(asked()).toEqual({
    title: "Delete: web-1?",
    tone: "warning",
    facts: [
      { name: "Context", text: "prod-eu   cluster prod-eu-1", tone: "normal" },
      { name: "Namespace", text: "shop", tone: "normal" },
      { name: "Pod", text: "web-1   Running", tone: "normal" },
      { name: "Then", text: "ReplicaSet/web-7f9c will make another", tone: "normal" },
    ],
    answers: [
      { keys: "y", title: "delete it; for 3 s u undoes it", tone: "normal" },
      { keys: "e", title: "evict it instead, if the disruption budgets permit it", tone: "normal" },
      { keys: "f", title: "delete it at once instead, without its grace period", tone: "normal" },
      { keys: "n Esc", title: "leave it", tone: "normal" },
    ],
  });
});

test("of several it names the first, all namespaces, and the count that says yes", () => {
  const pods = [1, 2, 3, 4, 5, 6, 7].map((n) => podRow({ name: `web-${n}`, namespace: n === 7 ? "pay" : "shop" }));

  expect(asked({ pods: pods.slice(0, 2) }).title).toBe("Delete: 2 pods?");
  expect(factsOf({ pods: pods.slice(0, 2) })).toMatchObject({ "2 pods": "web-1, web-2", Namespace: "shop" });
  expect(factsOf({ pods })).toMatchObject({
    "7 pods": "shop/web-1, shop/web-2, shop/web-3, shop/web-4, shop/web-5 and 2 more",
    Namespaces: "shop, pay",
  });
  expect(answersOf({ pods })[0]).toBe("7 Enter delete them; for 3 s u undoes it");
});

test("marked pods that the table hides are told", () => {
  const pods = [podRow({ name: "web-1" }), podRow({ name: "web-2" })];

  expect(factsOf({ marked: { hidden: 0 } })).toMatchObject({ Marked: "web-1   Running" });
  expect(factsOf({ marked: { hidden: 1 } }).Hidden).toBe("it is marked, and not in the table as it is filtered now");
  expect(factsOf({ pods, marked: { hidden: 1 } }).Hidden).toBe(
    "1 of them is marked, and not in the table as it is filtered now",
  );
  expect(factsOf({ pods, marked: { hidden: 0 } }).Hidden).toBeUndefined();
});

describe("the way that pods go", () => {
  test.each([
    {
      way: "evict",
      yes: "y evict it; for 3 s u undoes it",
      other: "e delete it instead, whatever a disruption budget says",
    },
    { way: "now", yes: "y delete it at once; for 3 s u undoes it", other: "f give it its grace period after all" },
  ] as const)("$way says what it does, and how to get back", ({ way, yes, other }) => {
    expect(answersOf({ way })).toEqual(expect.arrayContaining([yes, other]));
  });

  test("at once comes with a warning", () => {
    expect(asked({ way: "now" }).tone).toBe("bad");
    expect(factsOf({ way: "now" }).Beware).toMatch(/^grace period 0: killed without time to finish/);
    expect(factsOf({}).Beware).toBeUndefined();
  });
});

test("a pod that nothing makes again is worse", () => {
  expect(asked({ pods: [podRow({ owner: "" })] }).tone).toBe("bad");
});

test.each([
  { count: 1, leaving: 1, text: "it is terminating, and this hurries nothing" },
  { count: 2, leaving: 2, text: "they are terminating, and this hurries nothing" },
  { count: 3, leaving: 1, text: "1 of them is terminating, and this hurries nothing" },
  { count: 3, leaving: 0, text: undefined },
])("of $count pods $leaving on their way already: $text", ({ count, leaving, text }) => {
  const pods = Array.from({ length: count }, (_, index) =>
    podRow({ name: `p-${index}`, status: index < leaving ? "Terminating" : "Running" }),
  );

  expect(factsOf({ pods }).Already).toBe(text);
  expect(factsOf({ pods, way: "now" }).Already).toBeUndefined();
});

test("what one may not do says why, and has no yes", () => {
  const refused = { evict: "You may not evict pods in namespace shop." };

  expect(answersOf({ refused })[1]).toBe(
    "e evict it instead, if the disruption budgets permit it (You may not evict pods in namespace shop)",
  );
  expect(factsOf({ way: "evict", refused }).But).toBe("You may not evict pods in namespace shop.");
  expect(answersOf({ way: "evict", refused })[0]).toMatch(/^e delete it instead/);
});
