import { describe, expect, test } from "vitest";
import { podDescription } from "../../../../src/resources/describe/podDescription.ts";
import { eventDecoder, newestFirst } from "../../../../src/resources/eventRow.ts";
import { paymentEvents, paymentPod } from "../../../support/paymentPod.ts";

process.env.TZ = "UTC";

const now = Date.UTC(2026, 0, 5, 10, 0, 0);
const linesOf = (pod: object) => podDescription({ ...pod }, undefined, now);
const after = (lines: readonly string[], first: string, count: number) => {
  const start = lines.findIndex((line) => line.startsWith(first));
  return lines.slice(start, start + count);
};

/** Held against kubectl 1.35 on a real control plane, and written down here. */
test("a pod as kubectl describes it", async () => {
  const events = newestFirst(paymentEvents.map(eventDecoder.fromJson));
  const lines = podDescription({ ...paymentPod }, events, now);

  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("payment.txt");
});

test.each([
  { status: { phase: "Running" }, metadata: {}, line: "Status:           Running" },
  {
    status: { phase: "Running" },
    metadata: { deletionTimestamp: "2026-01-05T09:50:00Z", deletionGracePeriodSeconds: 30 },
    line: "Status:                    Terminating (lasts 10m)",
  },
  {
    status: { phase: "Running" },
    metadata: { deletionTimestamp: "2026-01-05T10:00:30Z", deletionGracePeriodSeconds: 30 },
    line: "Status:                    Terminating (lasts <invalid>)",
  },
  {
    status: { phase: "Succeeded" },
    metadata: { deletionTimestamp: "2026-01-05T09:50:00Z" },
    line: "Status:       Succeeded",
  },
])("the status $line", ({ status, metadata, line }) => {
  expect(linesOf({ status, metadata }).map((one) => one.replace(/: +/, ": "))).toContain(line.replace(/: +/, ": "));
});

test("tolerations are in the order of their keys", () => {
  const tolerations = [
    { key: "b", operator: "Equal", value: "x", effect: "NoSchedule" },
    { key: "a", operator: "Exists", effect: "NoExecute", tolerationSeconds: 300 },
    { operator: "Exists" },
  ];

  expect(after(linesOf({ spec: { tolerations } }), "Tolerations", 3)).toEqual([
    "Tolerations:     op=Exists",
    "                 a:NoExecute op=Exists for 300s",
    "                 b=x:NoSchedule",
  ]);
});

test("long annotations stand below their key, and what kubectl applied is left out", () => {
  const annotations = {
    "kubectl.kubernetes.io/last-applied-configuration": "{}",
    short: "x",
    long: "y".repeat(150),
    lines: "one\ntwo\n",
  };

  expect(after(linesOf({ metadata: { annotations } }), "Annotations", 6).map((line) => line.slice(14))).toEqual([
    "lines:",
    "  one",
    "  two",
    "long:",
    `  ${"y".repeat(138)}...`,
    "short: x",
  ]);
});

describe("variables", () => {
  const described = (variable: object, resources: object = {}) =>
    after(
      linesOf({
        metadata: { name: "web-1", labels: { app: "web" } },
        spec: { containers: [{ name: "main", env: [{ name: "V", ...variable }], resources }] },
      }),
      "      V:",
      1,
    )[0]
      ?.trim()
      .replace(/ {2,}/g, "  ");
  const field = (fieldPath: string) => ({ valueFrom: { fieldRef: { apiVersion: "v1", fieldPath } } });
  const resource = (name: string, divisor?: string) => ({
    valueFrom: { resourceFieldRef: { resource: name, divisor } },
  });

  test.each([
    { variable: { value: "x" }, text: "V:  x" },
    { variable: field("metadata.name"), text: "V:  web-1 (v1:metadata.name)" },
    { variable: field("metadata.labels['app']"), text: "V:  web (v1:metadata.labels['app'])" },
    { variable: field("status.podIP"), text: "V:  (v1:status.podIP)" },
    { variable: resource("limits.cpu"), text: "V:  node allocatable (limits.cpu)" },
    {
      variable: resource("limits.memory", "1Mi"),
      resources: { limits: { memory: "1Gi" } },
      text: "V:  1024 (limits.memory)",
    },
    { variable: resource("requests.cpu"), resources: { requests: { cpu: "250m" } }, text: "V:  1 (requests.cpu)" },
    {
      variable: { valueFrom: { secretKeyRef: { name: "s", key: "k", optional: true } } },
      text: "V:  <set to the key 'k' in secret 's'>  Optional: true",
    },
  ])("$text", ({ variable, resources, text }) => {
    expect(described(variable, resources)).toBe(text);
  });
});

test.each([
  {
    volume: { emptyDir: {} },
    lines: [
      "Type:        EmptyDir (a temporary directory that shares a pod's lifetime)",
      "Medium:      ",
      "SizeLimit:   <unset>",
    ],
  },
  { volume: { nobodyKnows: {} }, lines: ["<unknown>"] },
])("the volume $lines.0", ({ volume, lines }) => {
  const described = after(linesOf({ spec: { volumes: [{ name: "v", ...volume }] } }), "  v:", lines.length + 1);

  expect(described.slice(1).map((line) => line.trimStart())).toEqual(lines);
});
