import { days, hours, minutes, seconds } from "../../span.ts";
import type { App } from "../app.ts";
import { crashLoop, done, failed, initializing, restarted, well } from "../pasts.ts";
import type { PlaceOf } from "../place.ts";
import type { PodPast } from "../podPast.ts";
import { dueAt, past, service, steady, task } from "../workloads.ts";

const namespace = "payments";
const settlement = task(namespace, "settlement");

const ledger: App = {
  ...service(namespace, "ledger", { cpu: 150, memory: 256, memoryLimit: 512 }),
  initPrograms: [
    { name: "wait-for-database", image: "registry.demo/base/wait-for", tag: "v1.2.0", cpu: 10, memory: 16 },
    { name: "migrate", image: "registry.demo/payments/ledger-migrations", cpu: 50, memory: 64 },
  ],
};

/** The secret is not there: somebody took it away with the old gateway. */
const payoutWorker = service(namespace, "payout-worker", {
  container: {
    env: [{ name: "GATEWAY_TOKEN", valueFrom: { secretKeyRef: { name: "payout-gateway", key: "token" } } }],
  },
});

/** The second container is there for the first alone, but does not know when that is done. */
const report: App = {
  ...task(namespace, "settlement-report"),
  programs: [
    { name: "report", image: "registry.demo/payments/settlement-report", cpu: 50, memory: 128 },
    { name: "proxy", image: "registry.demo/base/proxy", tag: "v2.8.0", cpu: 20, memory: 32 },
  ],
};

/** Money. */
export const payments: PlaceOf = ({ random, now }) => {
  const oldRestart = { agoMs: hours(19) + minutes(40), ranMs: days(1), exitCode: 137, reason: "OOMKilled" };
  return {
    namespace,
    ageMs: days(41),
    deployments: [
      steady(
        service(namespace, "payments-api", { cpu: 200, env: { DATABASE: "postgres://ledger-db:5432/payments" } }),
        3,
        { "v1.8.1": days(14), "v1.8.2": days(6), "v1.8.3": days(1) + hours(7) },
        random,
      ),
      {
        app: ledger,
        replicas: 3,
        ageMs: days(40),
        revisions: [
          ...past({ "v4.1.8": days(40) }),
          { version: "v4.1.9", ageMs: days(10), pods: well(3, days(10), random) },
          { version: "v4.2.0", ageMs: minutes(47), pods: [migrationFails(minutes(47), 13)] },
        ],
      },
      {
        app: service(namespace, "fraud-scorer", { cpu: 300, memory: 384, memoryLimit: 768 }),
        replicas: 2,
        ageMs: days(22),
        revisions: [
          {
            version: "v7.3.0",
            ageMs: days(4),
            pods: [...well(1, days(4), random), restarted(days(4), "fraud-scorer", 1, oldRestart)],
          },
        ],
      },
      {
        app: payoutWorker,
        replicas: 1,
        ageMs: days(30),
        revisions: [
          ...past({ "v1.1.0": days(30) }),
          { version: "v1.2.0", ageMs: minutes(26), pods: [secretIsMissing(minutes(26))] },
        ],
      },
    ],
    jobs: [
      {
        app: dueAt(settlement, now - hours(7)),
        version: "v3.3.2",
        ageMs: hours(7),
        endedMs: hours(7) - minutes(2),
        pods: [done("settlement", hours(7), seconds(95))],
      },
      {
        app: dueAt(settlement, now - minutes(61)),
        version: "v3.4.0",
        ageMs: minutes(61),
        backoffLimit: 2,
        endedMs: minutes(57),
        pods: [minutes(61), minutes(60), minutes(58)].map((ageMs) =>
          failed("settlement", ageMs, { ranMs: seconds(21), exitCode: 1, reason: "Error" }),
        ),
      },
      { app: report, version: "v3.3.2", ageMs: minutes(38), pods: [proxyStays(minutes(38))] },
    ],
    lonePods: [{ app: task(namespace, "reconcile-by-hand"), version: "v3.3.1", past: waitsForTheArchive(days(2)) }],
  };
};

function migrationFails(ageMs: number, restarts: number): PodPast {
  const last = { agoMs: seconds(140), ranMs: seconds(3), exitCode: 3, reason: "Error" };
  return {
    ageMs,
    phase: "Pending",
    containers: { migrate: crashLoop(restarts, last), ledger: initializing },
  };
}

function secretIsMissing(ageMs: number): PodPast {
  const waiting = { reason: "CreateContainerConfigError", message: 'secret "payout-gateway" not found' };
  return { ageMs, phase: "Pending", containers: { "payout-worker": { waiting } } };
}

function proxyStays(ageMs: number): PodPast {
  const ended = { agoMs: ageMs - seconds(84), ranMs: seconds(80), exitCode: 0, reason: "Completed" };
  return { ageMs, containers: { report: { ended } } };
}

/** Done, deleted, and kept for somebody who has still to write it down. */
function waitsForTheArchive(ageMs: number): PodPast {
  return {
    ...done("reconcile-by-hand", ageMs, minutes(4)),
    deletedMs: hours(9),
    finalizers: ["audit.demo/archive"],
  };
}
