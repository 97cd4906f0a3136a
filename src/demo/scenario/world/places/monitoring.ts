import { days, hours, minutes, seconds } from "../../span.ts";
import { done, failed } from "../pasts.ts";
import type { PlaceOf } from "../place.ts";
import type { PodPast } from "../podPast.ts";
import { service, steady, task } from "../workloads.ts";

const namespace = "ops-monitoring";
const prometheus = service(namespace, "prometheus", { cpu: 300, memory: 1024, memoryLimit: 2048, port: 9090 });
const exporter = service(namespace, "node-exporter", { cpu: 20, memory: 32, memoryLimit: 64, port: 9100 });

/** What watches the others. */
export const monitoring: PlaceOf = ({ random }) => ({
  namespace,
  ageMs: days(41),
  deployments: [
    {
      app: prometheus,
      replicas: 1,
      ageMs: days(41),
      revisions: [
        {
          version: "v3.7.3",
          ageMs: days(9),
          pods: [{ ageMs: hours(11) }, evicted(hours(11) + minutes(2)), evicted(hours(14))],
        },
      ],
    },
    steady(service(namespace, "alert-router", { cpu: 50 }), 2, { "v0.28.1": days(20) }, random),
    steady(service(namespace, "dashboards", { cpu: 50, memory: 192, port: 3000 }), 1, { "v12.2.0": days(15) }, random),
  ],
  daemonSets: [
    {
      app: { ...exporter, pod: everywhere },
      version: "v1.9.1",
      ageMs: days(41),
      past: (at) => ({ ageMs: days(12) - minutes(at) }),
    },
  ],
  lonePods: [
    { app: task(namespace, "dump-metrics"), version: "v1.0.0", past: endsUnexplained(days(3), 0) },
    { app: task(namespace, "compact-blocks"), version: "v1.0.0", past: endsUnexplained(days(6), 9) },
    { app: service(namespace, "log-relay"), version: "v0.6.0", past: cannotGo(hours(2)) },
  ],
});

/** On every node, whatever its taints. */
const everywhere = { hostNetwork: true, tolerations: [{ operator: "Exists" }] } as const;

function evicted(ageMs: number): PodPast {
  return {
    ageMs,
    phase: "Failed",
    reason: "Evicted",
    message:
      "The node was low on resource: memory. Threshold quantity: 100Mi, available: 71208Ki. Container prometheus was using 1938212Ki, request is 1Gi, has larger consumption of memory. ",
    hasNoContainers: true,
  };
}

/** An older runtime gave no reasons. */
function endsUnexplained(ageMs: number, signal: number): PodPast {
  const container = signal === 0 ? "dump-metrics" : "compact-blocks";
  if (signal === 0) {
    const { containers, ...past } = done(container, ageMs, minutes(6));
    const ended = { agoMs: ageMs - minutes(6), ranMs: minutes(6), exitCode: 0 };
    return { ...past, containers: { ...containers, [container]: { ended } } };
  }
  return failed(container, ageMs, { ranMs: seconds(41), exitCode: 128 + signal, signal });
}

/** Deleted with its node, and held by a finalizer whose controller is no more. */
function cannotGo(ageMs: number): PodPast {
  return { ageMs, isOnDownNode: true, deletedMs: minutes(12), finalizers: ["logs.demo/flush"] };
}
