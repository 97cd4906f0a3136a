import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { argumentsFrom } from "../../../src/cli/arguments.ts";
import { runGet } from "../../../src/cli/get.ts";
import { Output } from "../../../src/cli/output.ts";
import { ago, container, down, ended, healthNow, healthPod, unready, waiting } from "../../support/healthPod.ts";

process.env.TZ = "UTC";

const minute = 60_000;
let dir: string;

/** Pod `index` of a revision of payments. */
const podOf = (hash: string, index: number, change: Parameters<typeof healthPod>[0] = {}) =>
  healthPod({
    ...change,
    metadata: {
      name: `payments-${hash}-${index}`,
      uid: `${hash}-${index}`,
      creationTimestamp: ago(6 * minute),
      labels: { "pod-template-hash": hash },
      ownerReferences: [{ kind: "ReplicaSet", name: `payments-${hash}`, controller: true }],
      ...change?.metadata,
    },
  });
const notPulled = {
  status: {
    phase: "Pending",
    containerStatuses: [down(waiting("ErrImagePull", "manifest unknown: manifest unknown"))],
  },
  conditions: { Ready: unready(6 * minute), ContainersReady: unready(6 * minute) },
};
const killed = {
  status: { containerStatuses: [container({ restartCount: 2, lastState: ended(137, "OOMKilled", 2 * minute) })] },
};
const items = [
  ...[1, 2, 3, 4].map((index) => podOf("7f9c", index, notPulled)),
  podOf("6b1d", 1),
  podOf("6b1d", 2, killed),
  healthPod({ metadata: { name: "once", uid: "once", ownerReferences: [] }, status: { phase: "Succeeded" } }),
];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "podscope-triage-"));
  await writeFile(join(dir, "pods.json"), JSON.stringify({ apiVersion: "v1", kind: "List", items }));
  await writeFile(
    join(dir, "well.json"),
    JSON.stringify({ apiVersion: "v1", kind: "List", items: [podOf("6b1d", 1)] }),
  );
});
afterAll(() => rm(dir, { recursive: true }));

async function triage(file: string, ...argv: readonly string[]): Promise<string> {
  const now = new Date(healthNow).toISOString();
  const flags = argumentsFrom(["triage", "-f", join(dir, file), "--now", now, ...argv]);
  if (flags.command !== "triage") throw new Error("not a triage");
  const stdout = new PassThrough();
  const out = new Output(stdout);
  const around = { version: "test", out, stdin: new PassThrough(), say: () => {}, log: undefined };
  expect(await runGet(flags, around, new AbortController().signal)).toBe(0);
  await out.flush();
  stdout.end();
  return text(stdout);
}

test("people read the causes, the worst first, with whose they are, since when, and what they share", async () => {
  expect(await triage("pods.json")).toBe(`4 broken, 1 flapping of 7 pods

4 broken: pull: manifest unknown payments:v1.2.3
    deployment pay/payments · since 09:54 (6m)
    4 of 4 on revision 7f9c (oldest 6m), revision 6b1d 1 of 2 fine
    pay/payments-7f9c-1, pay/payments-7f9c-2, pay/payments-7f9c-3 and 1 more

1 flapping: OOMKilled exit 137, limit 256Mi · payments:v1.2.3
    deployment pay/payments · since 09:58 (2m)
    pay/payments-6b1d-2
`);
});

test("programs read the same as JSON", async () => {
  expect(JSON.parse(await triage("pods.json", "-o", "json"))).toEqual({
    asOf: "2026-01-05T10:00:00.000Z",
    pods: 7,
    health: { broken: 4, flapping: 1, ok: 1, done: 1 },
    groups: [
      {
        health: "broken",
        cause: "pull: manifest unknown payments:v1.2.3",
        count: 4,
        since: "2026-01-05T09:54:00.000Z",
        workloads: [{ namespace: "pay", kind: "Deployment", name: "payments" }],
        shared: [
          {
            trait: "revision",
            value: "7f9c",
            unhealthy: 4,
            healthy: 0,
            others: [{ value: "6b1d", unhealthy: 1, healthy: 1 }],
          },
        ],
        pods: [1, 2, 3, 4].map((index) => ({ namespace: "pay", name: `payments-7f9c-${index}` })),
      },
      {
        health: "flapping",
        cause: "OOMKilled exit 137, limit 256Mi · payments:v1.2.3",
        count: 1,
        since: "2026-01-05T09:58:00.000Z",
        workloads: [{ namespace: "pay", kind: "Deployment", name: "payments" }],
        shared: [],
        pods: [{ namespace: "pay", name: "payments-6b1d-2" }],
      },
    ],
  });
});

test("nothing to say is said", async () => {
  expect(await triage("well.json")).toBe("0 unhealthy of 1 pods\n");
});
