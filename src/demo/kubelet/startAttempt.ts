import type { Container, ContainerStatus, Pod } from "../objects/pod.ts";
import { aboutContainer, type Said, warning } from "./containerEvents.ts";
import type { Machine } from "./machine.ts";
import type { StepNotes } from "./stepNotes.ts";

/** A container that is to be started, and since when it may be (a whole second, ms since the Unix epoch). */
export interface StartAttempt {
  readonly machine: Machine;
  readonly pod: Pod;
  readonly container: Container;
  readonly status: ContainerStatus;
  readonly since: number;
  readonly notes: StepNotes;
}

/** Says something of its container. */
export function say({ pod, container, notes }: StartAttempt, said: Said): void {
  notes.say(aboutContainer(pod, container, said));
}

/** It does not get better by waiting. What there is to say besides is said once. */
export function refused(attempt: StartAttempt, reason: string, message: string, event: string): ContainerStatus {
  if (attempt.status.state.waiting?.reason !== reason) {
    say(attempt, warning(event, message));
    say(attempt, warning("Failed", `Error: ${reason}`));
  }
  return waiting(attempt.status, reason, message);
}

/** What it is to be told of when something else becomes of it. */
export function lastStateOf({ state, lastState }: ContainerStatus): ContainerStatus["lastState"] {
  return state.terminated === undefined ? lastState : { terminated: state.terminated };
}

/** Waiting for a reason; what it did before becomes its last state. The same when it waits so already. */
export function waiting(status: ContainerStatus, reason: string, message: string): ContainerStatus {
  const { waiting: before } = status.state;
  if (before?.reason === reason && before.message === message) return status;
  return {
    ...status,
    ready: false,
    started: false,
    state: { waiting: { reason, message } },
    lastState: lastStateOf(status),
  };
}
