import { type Condition, timestamp } from "../../objects/kubeObject.ts";
import type { ContainerStatus, PodSpec, PodStatus } from "../../objects/pod.ts";
import { seconds } from "../span.ts";

export interface PodCourse {
  readonly spec: PodSpec;
  readonly phase: NonNullable<PodStatus["phase"]>;
  readonly inits: readonly ContainerStatus[];
  readonly mains: readonly ContainerStatus[];
  /** Ms since the Unix epoch. */
  readonly createdAt: number;
}

/** How long after the creation of a pod its containers are ready as a rule. */
const untilReadyMs = seconds(9);

/** The conditions that a kubelet gives a pod (kubernetes pkg/kubelet/status/generate.go). */
export function conditionsOf(course: PodCourse): readonly Condition[] {
  const { phase, inits, createdAt } = course;
  const isOver = phase === "Succeeded" || phase === "Failed";
  const incomplete = inits.filter(({ ready }) => !ready).map(({ name }) => name);
  const unready = unreadyOf(course);
  const begun = timestamp(createdAt);
  const settled = timestamp(lastEndOf(course) ?? createdAt + untilReadyMs);
  return [
    condition("PodReadyToStartContainers", !isOver, begun),
    phase === "Succeeded"
      ? condition("Initialized", true, begun, { reason: "PodCompleted" })
      : condition("Initialized", incomplete.length === 0, begun, {
          reason: "ContainersNotInitialized",
          message: `containers with incomplete status: ${list(incomplete)}`,
        }),
    condition("Ready", unready === undefined, settled, unready),
    condition("ContainersReady", unready === undefined, settled, unready),
    condition("PodScheduled", true, begun),
  ];
}

/** Why the containers are not ready, all together; undefined when they are. */
function unreadyOf({ spec, phase, inits, mains }: PodCourse): Why | undefined {
  if (phase === "Succeeded") return { reason: "PodCompleted" };
  if (phase === "Failed") return { reason: "PodFailed" };
  const sidecars = new Set(
    spec.initContainers?.filter((each) => each.restartPolicy === "Always").map((each) => each.name),
  );
  const counted = [...inits.filter(({ name }) => sidecars.has(name)), ...mains];
  const names = counted.filter(({ ready }) => !ready).map(({ name }) => name);
  if (names.length === 0) return undefined;
  return { reason: "ContainersNotReady", message: `containers with unready status: ${list(names)}` };
}

/** Of the container that went last, ms since the Unix epoch. */
function lastEndOf({ inits, mains }: PodCourse): number | undefined {
  const ends = [...inits, ...mains]
    .filter(({ ready }) => !ready)
    .map(({ state, lastState }) => Date.parse((state.terminated ?? lastState.terminated)?.finishedAt ?? ""));
  const known = ends.filter((end) => !Number.isNaN(end));
  return known.length === 0 ? undefined : Math.max(...known);
}

interface Why {
  readonly reason: string;
  readonly message?: string;
}

/** `why` is said only when the condition does not hold, or when it holds for a reason of its own. */
function condition(type: string, holds: boolean, lastTransitionTime: string, why?: Why): Condition {
  const said = holds && why?.message !== undefined ? {} : why;
  const status = holds ? "True" : "False";
  return { type, status, observedGeneration: 1, lastProbeTime: null, lastTransitionTime, ...said };
}

/** As Go prints a list of words. */
function list(words: readonly string[]): string {
  return `[${words.join(" ")}]`;
}
