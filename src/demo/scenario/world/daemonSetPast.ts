import { pods } from "../../apiserver/resources/pods.ts";
import { daemonSets } from "../../apiserver/resources/workloads.ts";
import { timestamp } from "../../objects/kubeObject.ts";
import { isReady } from "../../objects/podState.ts";
import type { DaemonSet } from "../../objects/workloads.ts";
import { Random } from "../../random.ts";
import { type App, needsOf, templateOf } from "./app.ts";
import type { Machine } from "./machines.ts";
import type { PodPast } from "./podPast.ts";
import { PodMaker, type Scene } from "./snapshotPods.ts";
import { type StoredObject, stored } from "./storedObject.ts";

/** A DaemonSet: one pod of the app on each node. */
export interface DaemonSetPast {
  readonly app: App;
  readonly version: string;
  readonly ageMs: number;
  /** Of the pod on the `index`-th node. */
  past(index: number, random: Random): PodPast;
}

export function daemonSetObjects(
  { app, version, ageMs, past }: DaemonSetPast,
  machines: readonly Machine[],
  scene: Scene,
  seed: number,
): readonly StoredObject[] {
  const { namespace, name } = app;
  const random = new Random(seed, `daemonset ${namespace}/${name}`);
  const uid = random.uuid();
  const hash = random.suffix(10);
  const given: DaemonSet = {
    apiVersion: "apps/v1",
    kind: "DaemonSet",
    metadata: {
      name,
      namespace,
      uid,
      resourceVersion: "",
      generation: 1,
      creationTimestamp: timestamp(scene.now - ageMs),
      labels: { app: name },
      annotations: { "deprecated.daemonset.template.generation": "1" },
    },
    spec: {
      selector: { matchLabels: { app: name } },
      template: templateOf(app, version),
      updateStrategy: { type: "RollingUpdate" },
    },
    status: counts(0, 0),
  };
  const daemonSet = daemonSets.prepareForCreate?.(given) ?? given;
  const owner = { apiVersion: "apps/v1", kind: "DaemonSet", name, uid, controller: true, blockOwnerDeletion: true };
  const { template } = daemonSet.spec;
  const labels = { ...template.metadata?.labels, "controller-revision-hash": hash, "pod-template-generation": "1" };
  const labelled = { ...template, metadata: { ...template.metadata, labels } };
  const maker = new PodMaker({ app, template: labelled, owner, generateName: `${name}-`, random }, scene);
  const made = machines.map((machine, index) => {
    machine.take(needsOf(app));
    return maker.pod(past(index, random), machine);
  });
  const status = counts(made.length, made.filter(isReady).length);
  return [stored(daemonSets, { ...daemonSet, status }), ...made.map((pod) => stored(pods, pod))];
}

function counts(nodes: number, ready: number): DaemonSet["status"] {
  return {
    observedGeneration: 1,
    currentNumberScheduled: nodes,
    desiredNumberScheduled: nodes,
    numberMisscheduled: 0,
    numberReady: ready,
    numberAvailable: ready,
    ...(nodes === ready ? {} : { numberUnavailable: nodes - ready }),
    updatedNumberScheduled: nodes,
  };
}
