import { days, hours, minutes } from "../../span.ts";
import type { App } from "../app.ts";
import { restarted, well } from "../pasts.ts";
import type { PlaceOf } from "../place.ts";
import { past, service, steady, task } from "../workloads.ts";

const namespace = "kube-system";
const image = (name: string) => `registry.demo/system/${name}`;
const critical = { priorityClassName: "system-cluster-critical", priority: 2_000_000_000 };
const onEveryNode = {
  priorityClassName: "system-node-critical",
  priority: 2_000_001_000,
  hostNetwork: true,
  tolerations: [{ operator: "Exists" }],
} as const;

const agent = (name: string, cpu: number): App => {
  const { programs, ...app } = service(
    namespace,
    name,
    { image: image(name), cpu, memory: 64, memoryLimit: 256 },
    onEveryNode,
  );
  return { ...app, programs: programs.map(({ port: _, ...program }) => program) };
};

/** The cluster's own. */
export const system: PlaceOf = ({ random }) => {
  const reboot = { agoMs: days(6) + hours(2), ranMs: days(20), exitCode: 2, reason: "Error" };
  return {
    namespace,
    ageMs: days(41),
    deployments: [
      {
        app: service(namespace, "coredns", { image: image("coredns"), memory: 70, port: 8181 }, critical),
        replicas: 2,
        ageMs: days(41),
        revisions: [
          ...past({ "v1.12.1": days(41) }),
          {
            version: "v1.12.4",
            ageMs: days(27),
            pods: [...well(1, days(27), random), restarted(days(27), "coredns", 1, reboot)],
          },
        ],
      },
      steady(
        service(namespace, "metrics-server", { image: image("metrics-server"), memory: 200, port: 10250 }, critical),
        1,
        { "v0.8.0": days(27) },
        random,
      ),
    ],
    daemonSets: [
      {
        app: agent("kube-proxy", 50),
        version: "v1.35.4",
        ageMs: days(41),
        past: (at) => ({ ageMs: days(12) - minutes(at) }),
      },
    ],
    lonePods: [
      {
        app: { ...task(namespace, "etcd-restore-check"), pod: { tolerations: [{ operator: "Exists" }] } },
        version: "v3.6.5",
        // Written into etcd by hand: no API server ever saw it come.
        past: { ageMs: days(8), hasNoStatus: true, isOnDownNode: true },
      },
    ],
  };
};
