import type { RecordedEvent } from "../eventRecorder.ts";
import { type Condition, timestamp } from "../objects/kubeObject.ts";
import type { Node } from "../objects/node.ts";
import { momentOf } from "./seconds.ts";

/** What a node can run short of. */
export type Shortage = "memory" | "ephemeral-storage" | "pids";

interface Words {
  readonly type: string;
  readonly short: readonly [reason: string, message: string];
  readonly enough: readonly [reason: string, message: string];
  /** Of the events that a change is told with. */
  readonly events: readonly [short: string, enough: string];
}

/** (kubernetes pkg/kubelet/nodestatus/setters.go) */
const pressures: Readonly<Record<Shortage, Words>> = {
  memory: {
    type: "MemoryPressure",
    short: ["KubeletHasInsufficientMemory", "kubelet has insufficient memory available"],
    enough: ["KubeletHasSufficientMemory", "kubelet has sufficient memory available"],
    events: ["NodeHasInsufficientMemory", "NodeHasSufficientMemory"],
  },
  "ephemeral-storage": {
    type: "DiskPressure",
    short: ["KubeletHasDiskPressure", "kubelet has disk pressure"],
    enough: ["KubeletHasNoDiskPressure", "kubelet has no disk pressure"],
    events: ["NodeHasDiskPressure", "NodeHasNoDiskPressure"],
  },
  pids: {
    type: "PIDPressure",
    short: ["KubeletHasInsufficientPID", "kubelet has insufficient PID available"],
    enough: ["KubeletHasSufficientPID", "kubelet has sufficient PID available"],
    events: ["NodeHasInsufficientPID", "NodeHasSufficientPID"],
  },
};

/** How long a pressure is reported at least (evictionPressureTransitionPeriod). */
const pressureShownMs = 300_000;

/** The pressures that a node reports, by the type of the condition. */
export function reportedPressures({ status }: Node): readonly string[] {
  const types = Object.values(pressures).map(({ type }) => type);
  return (status.conditions ?? [])
    .filter(({ type, status }) => status === "True" && types.includes(type))
    .map(({ type }) => type);
}

export interface NodeReport {
  readonly conditions: readonly Condition[];
  readonly events: readonly RecordedEvent[];
}

/** What a kubelet reports of its node: it is ready, and what it is short of. @param now ms since the Unix epoch */
export function nodeReport(
  { metadata, status }: Node,
  shortages: ReadonlySet<Shortage>,
  now: number,
  span: (ms: number) => number,
): NodeReport {
  const before = status.conditions ?? [];
  const events: RecordedEvent[] = [];
  const at = timestamp(now);
  const own = (type: string, status: "True" | "False", [reason, message]: readonly [string, string], event: string) => {
    const previous = before.find((condition) => condition.type === type);
    const isSame = previous?.status === status;
    if (!isSame)
      events.push({ type: "Normal", reason: event, message: `Node ${metadata.name} status is now: ${event}` });
    const lastTransitionTime = (isSame ? previous.lastTransitionTime : undefined) ?? at;
    return { type, status, reason, message, lastHeartbeatTime: at, lastTransitionTime } as const;
  };
  const reported = Object.entries(pressures).map(
    ([
      shortage,
      {
        type,
        short,
        enough,
        events: [begun, over],
      },
    ]) => {
      const previous = before.find((condition) => condition.type === type);
      const lasts = previous?.status === "True" && now < momentOf(previous.lastTransitionTime) + span(pressureShownMs);
      return shortages.has(shortage as Shortage) || lasts
        ? own(type, "True", short, begun)
        : own(type, "False", enough, over);
    },
  );
  const ready = own("Ready", "True", ["KubeletReady", "kubelet is posting ready status"], "NodeReady");
  const types = [...reported.map(({ type }) => type), "Ready"];
  const foreign = before.filter(({ type }) => !types.includes(type));
  return { conditions: [...foreign, ...reported, ready], events };
}
