import type { Container, ContainerStatus, Pod, Terminated } from "../objects/pod.ts";
import { runOf } from "./containerRun.ts";
import type { Machine } from "./machine.ts";
import { momentOf } from "./seconds.ts";

const firstMs = 10_000;
const mostMs = 300_000;
/** A container that ran longer starts again without a wait: twice the longest back-off. */
const forgivenAfterMs = 2 * mostMs;

/**
 * How long a container that has ended waits before it is started again: not at all the first time, then 10 s, doubling up to
 * 5 minutes as long as its runs are short (kubernetes pkg/kubelet/kuberuntime doBackOff, client-go util/flowcontrol). Earlier
 * runs than the last are known from what their image does: nothing has to be remembered.
 * @param last how the run ended that was the last; it was the one after `restartCount` restarts.
 */
export function crashBackOffMs(
  machine: Machine,
  pod: Pod,
  container: Container,
  { restartCount }: ContainerStatus,
  last: Terminated,
): number {
  if (restartCount === 0 || wasLong(machine, last)) return 0;
  let ms = firstMs;
  for (let run = restartCount - 1; run > 0 && ms < mostMs && isShort(machine, pod, container, run); run--) ms *= 2;
  return Math.min(ms, mostMs);
}

function wasLong(machine: Machine, { startedAt, finishedAt, reason }: Terminated): boolean {
  return reason !== "StartError" && momentOf(finishedAt) - momentOf(startedAt) > machine.span(forgivenAfterMs);
}

function isShort(machine: Machine, pod: Pod, container: Container, restarts: number): boolean {
  const { life, end } = runOf(machine, pod, container, restarts);
  return life.startError !== undefined || (end !== undefined && end.afterMs <= forgivenAfterMs);
}
