import { exitWords } from "../exitWords.ts";
import { isObject, type JsonObject, listOf, objectOf, textOf } from "../jsonFields.ts";

/** A container of a pod, as far as its log is concerned. */
export interface LogSource {
  readonly name: string;
  readonly kind: "init" | "sidecar" | "main" | "ephemeral";
  /** How often it was restarted. */
  readonly restarts: number;
  readonly state: "waiting" | "running" | "terminated";
  /** `CrashLoopBackOff`, `exit 137 (SIGKILL), OOMKilled`; empty while it runs. */
  readonly reason: string;
  /** Why it waits, or how it ended, in a sentence; empty while it runs. */
  readonly words: string;
  /** How the run before the present one ended; undefined when there was none. */
  readonly lastRun: string | undefined;
}

const lists = [
  { kind: "init", spec: "initContainers", status: "initContainerStatuses" },
  { kind: "main", spec: "containers", status: "containerStatuses" },
  { kind: "ephemeral", spec: "ephemeralContainers", status: "ephemeralContainerStatuses" },
] as const;

/** The containers of a pod in the order of its spec. @throws TypeError when it is none. */
export function logSourcesOf(pod: JsonObject): readonly LogSource[] {
  const spec = objectOf(pod.spec, "spec");
  const status = objectOf(pod.status, "status");
  const untold = untoldStatus(status);
  return lists.flatMap((list) => {
    const statuses = listOf(status[list.status], list.status).filter(isObject);
    return listOf(spec[list.spec], list.spec).map((item) => {
      const container = objectOf(item, list.spec);
      const name = textOf(container.name, "name");
      // An init container that goes on (core/v1 Container.restartPolicy).
      const kind = list.kind === "init" && container.restartPolicy === "Always" ? "sidecar" : list.kind;
      return sourceOf(name, kind, statuses.findLast((one) => one.name === name) ?? untold);
    });
  });
}

/** Of a container that no kubelet has told of yet: what keeps its pod from a node, else that it is not there. */
function untoldStatus(status: JsonObject): JsonObject {
  const conditions = listOf(status.conditions, "conditions").filter(isObject);
  const unscheduled = conditions.find(({ type, status }) => type === "PodScheduled" && status === "False");
  const waiting = unscheduled ?? { message: "the kubelet has not told of it yet" };
  return { state: { waiting } };
}

function sourceOf(name: string, kind: LogSource["kind"], status: JsonObject): LogSource {
  const state = objectOf(status.state, "state");
  const { terminated } = objectOf(status.lastState, "lastState");
  const restarts = typeof status.restartCount === "number" ? status.restartCount : 0;
  const lastRun = isObject(terminated) ? exitWords(terminated) : undefined;
  if (isObject(state.running)) return { name, kind, restarts, state: "running", reason: "", words: "", lastRun };
  if (isObject(state.terminated)) {
    const words = exitWords(state.terminated);
    return { name, kind, restarts, state: "terminated", reason: words, words, lastRun };
  }
  const waiting = objectOf(state.waiting, "waiting");
  const reason = textOf(waiting.reason, "reason");
  const words = [reason, textOf(waiting.message, "message")].filter(Boolean).join(": ");
  return { name, kind, restarts, state: "waiting", reason, words, lastRun };
}
