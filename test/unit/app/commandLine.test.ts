import { describe, expect, test } from "vitest";
import { commandFrom, completionOf } from "../../../src/app/commandLine.ts";

test.each([
  { text: "", command: undefined },
  { text: "   ", command: undefined },
  { text: "ns shop", command: { kind: "namespace", namespace: "shop" } },
  { text: " NS   shop ", command: { kind: "namespace", namespace: "shop" } },
  { text: "namespace all", command: { kind: "namespace", namespace: undefined } },
  { text: "ns *", command: { kind: "namespace", namespace: undefined } },
  { text: "ns -A", command: { kind: "namespace", namespace: undefined } },
  { text: "ns", command: { kind: "chooseNamespace" } },
  { text: "ctx", command: { kind: "chooseContext" } },
  {
    text: "ctx arn:aws:eks:eu-west-1:123:cluster/Prod",
    command: { kind: "context", context: "arn:aws:eks:eu-west-1:123:cluster/Prod" },
  },
  { text: "pods", command: { kind: "pods" } },
  { text: "po shop", command: { kind: "namespace", namespace: "shop" } },
  { text: "at 14:02", command: { kind: "at", time: "14:02" } },
  { text: " find  ns=pay health=broken ", command: { kind: "find", filter: "ns=pay health=broken" } },
  { text: "find", command: { kind: "find", filter: "" } },
  { text: "h", command: { kind: "help" } },
  { text: "q!", command: { kind: "quit" } },
  { text: "exit", command: { kind: "quit" } },
])("reads `$text`", ({ text, command }) => {
  expect(commandFrom(text)).toEqual(command);
});

test.each([
  { text: "deploy", at: "deploy", reason: "there is no command deploy: :ns :ctx :pods :at :find :help :q" },
  { text: "ns shop now", at: "now", reason: "ns takes no now" },
  { text: "q now", at: "now", reason: "q takes no now" },
  { text: "ns  Shop", at: "Shop", reason: /small letters/ },
  { text: "pods a_b", at: "a_b", reason: /small letters/ },
])("says what is wrong with `$text`, and where", ({ text, at, reason }) => {
  const start = text.indexOf(at);

  expect(commandFrom(text)).toEqual({
    start,
    end: start + at.length,
    reason: typeof reason === "string" ? reason : expect.stringMatching(reason),
  });
});

describe("Tab", () => {
  const names = { namespaces: ["kube-system", "shop", "shop-eu"], contexts: ["kind-dev", "prod"] };

  test.each([
    { text: "n", completion: "s" },
    { text: "po", completion: "ds" },
    { text: "ns", completion: "" },
    { text: "ns ", completion: "" },
    { text: "ns ku", completion: "be-system" },
    { text: "ns shop", completion: "" },
    { text: "ns shop-", completion: "eu" },
    { text: "ns al", completion: "l" },
    { text: "pods ku", completion: "be-system" },
    { text: "NS ku", completion: "be-system" },
    { text: "ctx p", completion: "rod" },
    { text: "ctx ku", completion: "" },
    { text: "q x", completion: "" },
    { text: "ns ku x", completion: "" },
    { text: "", completion: "" },
  ])("puts `$completion` behind `$text`", ({ text, completion }) => {
    expect(completionOf(text, names)).toBe(completion);
  });
});
