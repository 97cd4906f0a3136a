import { expect, test } from "vitest";
import { podSelectorFrom } from "../../../src/resources/podSelector.ts";
import { SelectorError } from "../../../src/resources/selectorError.ts";

const pod = {
  metadata: { name: "web-1", namespace: "shop", labels: { app: "web" } },
  spec: { nodeName: "n1", restartPolicy: "Always", schedulerName: "s", serviceAccountName: "sa", hostNetwork: true },
  status: { phase: "Running", podIPs: [{ ip: "10.0.0.1" }], nominatedNodeName: "n=2,\\" },
};

test.each([
  { labels: "", fields: "", matches: true },
  { labels: "app=web", fields: "spec.nodeName=n1", matches: true },
  { labels: "app=db", fields: "spec.nodeName=n1", matches: false },
  { labels: "", fields: "metadata.name=web-1,metadata.namespace==shop", matches: true },
  { labels: "", fields: "status.phase!=Running", matches: false },
  { labels: "", fields: "status.phase=Pending", matches: false },
  { labels: "", fields: "status.podIP=10.0.0.1", matches: true },
  { labels: "", fields: "spec.restartPolicy=Always,spec.schedulerName=s,spec.serviceAccountName=sa", matches: true },
  { labels: "", fields: "spec.hostNetwork=true", matches: true },
  { labels: "", fields: "status.nominatedNodeName=n\\=2\\,\\\\", matches: true },
  { labels: "", fields: ",,spec.nodeName=n1,", matches: true },
])("'$labels' and '$fields' match: $matches", ({ matches, ...selectors }) => {
  expect(podSelectorFrom(selectors)(pod)).toBe(matches);
});

test("a pod without the field has its empty value", () => {
  const unscheduled = podSelectorFrom({ labels: "", fields: "spec.nodeName=,spec.hostNetwork=false" });
  expect(unscheduled({ metadata: { name: "a" } })).toBe(true);
});

test.each([
  { fields: "a", message: "invalid selector: 'a'; can't understand 'a'" },
  { fields: "z,a=b", message: "invalid selector: 'z,a=b'; can't understand 'z'" },
  { fields: "spec.nodeName=a,b", message: "invalid selector: 'spec.nodeName=a,b'; can't understand 'b'" },
  { fields: "b=c=d", message: "invalid field selector: unescaped character in value: 61" },
  { fields: "metadata.name=a\\q", message: "invalid field selector: invalid escape sequence: \\q" },
  { fields: "metadata.name=a\\", message: "invalid field selector: invalid escape sequence: \\" },
  { fields: "foo=bar", message: "field label not supported: foo" },
  { fields: "toString=bar", message: "field label not supported: toString" },
])("'$fields' is refused in the server's words", ({ fields, message }) => {
  expect(() => podSelectorFrom({ labels: "", fields })).toThrow(new SelectorError(message));
});
