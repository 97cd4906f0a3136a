import type { Container, ContainerStatus, Pod } from "../objects/pod.ts";
import { momentOf } from "./seconds.ts";

/** A run of a container that is or was, as the status of its pod tells. Moments are ms since the Unix epoch. */
export interface KnownRun {
  readonly container: Container;
  readonly restarts: number;
  readonly startedAt: number;
  /** Undefined while it goes on. */
  readonly endedAt: number | undefined;
}

/**
 * The run whose logs are meant: the one that goes on or was the last, or the one before it
 * (kubernetes pkg/kubelet validateContainerLogStatus). Undefined when there was none.
 */
export function knownRun(pod: Pod, name: string, { previous }: { readonly previous: boolean }): KnownRun | undefined {
  const { spec, status } = pod;
  const container = [...spec.containers, ...(spec.initContainers ?? [])].find((one) => one.name === name);
  const all = [...(status.containerStatuses ?? []), ...(status.initContainerStatuses ?? [])];
  const found = all.find((one) => one.name === name);
  if (container === undefined || found === undefined) return undefined;
  const run = previous ? lastRun(found) : (currentRun(found) ?? lastRun(found));
  // A process that could not be started has written nothing, and has the epoch for its start.
  return run === undefined || !(run.startedAt > 0) ? undefined : { container, ...run };
}

type Times = Omit<KnownRun, "container">;

function currentRun({ restartCount, state: { running, terminated } }: ContainerStatus): Times | undefined {
  const startedAt = momentOf((running ?? terminated)?.startedAt);
  const endedAt = terminated === undefined ? undefined : momentOf(terminated.finishedAt);
  return running === undefined && terminated === undefined ? undefined : { restarts: restartCount, startedAt, endedAt };
}

function lastRun({ restartCount, state, lastState: { terminated } }: ContainerStatus): Times | undefined {
  if (terminated === undefined) return undefined;
  // A container that waits counts its last run still.
  const restarts = state.running === undefined && state.terminated === undefined ? restartCount : restartCount - 1;
  return { restarts, startedAt: momentOf(terminated.startedAt), endedAt: momentOf(terminated.finishedAt) };
}
