import type { Container, ContainerStatus } from "../objects/pod.ts";
import { normal, type Said, warning } from "./containerEvents.ts";
import { failingPullAt, failingPullBetween, type PullEvent } from "./failingPull.ts";
import { imageNameProblem, withTag } from "./imageName.ts";
import { elapsedMs, type Machine } from "./machine.ts";
import { goDuration } from "./seconds.ts";
import { refused, type StartAttempt, say, waiting } from "./startAttempt.ts";

/** How long it takes to find that an image has not changed. */
const checkMs = 350;

/**
 * Gets the image of a container that is to be started (kubernetes pkg/kubelet/images/image_manager.go). Returns the status of
 * the container while it has to wait for it; once it is there, the words in which that is told.
 */
export function pullImage(attempt: StartAttempt): { readonly status: ContainerStatus } | { readonly pulled: string } {
  const { machine, container, status, notes } = attempt;
  const problem = imageNameProblem(container.image);
  if (problem !== undefined) return { status: refused(attempt, "InvalidImageName", problem, "InspectFailed") };
  const { since, isPulled } = pullOf(attempt);
  if (since === Number.POSITIVE_INFINITY) {
    const message = `Container image "${container.image}" is not present with pull policy of Never`;
    return { status: refused(attempt, "ErrImageNeverPull", message, "ErrImageNeverPull") };
  }
  const { pullError } = machine.imageOf(container.image);
  if (isPulled && pullError !== undefined) return { status: failingPull(attempt, pullError) };
  if (isPulled && notes.isNew(attempt.since)) say(attempt, normal("Pulling", `Pulling image "${container.image}"`));
  if (since <= notes.now) return { pulled: isPulled ? pulledWords(attempt) : presentWords(container) };
  notes.later(since);
  return { status };
}

export function presentWords({ image }: Container): string {
  return `Container image "${image}" already present on machine`;
}

/** Whether the image comes from the registry, and when it is there; Infinity: never. */
function pullOf(attempt: StartAttempt): { since: number; isPulled: boolean } {
  const { machine, container, since, notes } = attempt;
  const policy = policyOf(container);
  const there = imageSince(attempt);
  const wasThere = there !== undefined && there <= since;
  if (policy === "Never") return { since: there === undefined ? Number.POSITIVE_INFINITY : since, isPulled: false };
  if (wasThere && policy === "IfNotPresent") return { since, isPulled: false };
  const pulled = since + machine.span(wasThere ? checkMs : pullMsOf(machine, container));
  // Another pod may have got it meanwhile.
  const isShared = !wasThere && there !== undefined && there <= notes.now;
  return { since: isShared ? Math.min(pulled, there) : pulled, isPulled: true };
}

/** Another container of the pod may have got it just now. */
function imageSince({ machine, container, notes }: StartAttempt): number | undefined {
  return machine.imageSince(container.image) ?? (notes.pulled.has(container.image) ? notes.now : undefined);
}

/** Not the same on each node. */
function pullMsOf(machine: Machine, container: Container): number {
  const { pullMs } = machine.imageOf(container.image);
  return Math.round(pullMs * (0.85 + 0.3 * machine.luck(`pull/${container.image}`)));
}

/** (kubernetes pkg/apis/core/v1 defaults) */
function policyOf({ image, imagePullPolicy }: Container): NonNullable<Container["imagePullPolicy"]> {
  return imagePullPolicy ?? (withTag(image).endsWith(":latest") ? "Always" : "IfNotPresent");
}

function failingPull(attempt: StartAttempt, pullError: string): ContainerStatus {
  const { machine, container, since, notes } = attempt;
  const elapsed = elapsedMs(machine, since, notes.now);
  const { step, nextMs } = failingPullAt(elapsed);
  notes.later(since + machine.span(nextMs));
  for (const event of failingPullBetween(elapsedMs(machine, since, notes.since), elapsed)) {
    for (const said of pullWords[event.step](container.image, pullError)) say(attempt, said);
  }
  if (step === "pull") return attempt.status;
  const backOff = `Back-off pulling image "${container.image}": ErrImagePull: ${pullError}`;
  return step === "fail"
    ? waiting(attempt.status, "ErrImagePull", pullError)
    : waiting(attempt.status, "ImagePullBackOff", backOff);
}

const pullWords: Readonly<Record<PullEvent["step"], (image: string, why: string) => readonly Said[]>> = {
  pull: (image) => [normal("Pulling", `Pulling image "${image}"`)],
  fail: (image, why) => [
    warning("Failed", `Failed to pull image "${image}": ${why}`),
    warning("Failed", "Error: ErrImagePull"),
  ],
  backOff: (image) => [
    normal("BackOff", `Back-off pulling image "${image}"`),
    warning("Failed", "Error: ImagePullBackOff"),
  ],
};

function pulledWords(attempt: StartAttempt): string {
  const { machine, container, since, notes } = attempt;
  const { sizeBytes } = machine.imageOf(container.image);
  const there = imageSince(attempt);
  const wasThere = there !== undefined && there <= since;
  const ms = wasThere ? checkMs : Math.min(pullMsOf(machine, container), elapsedMs(machine, since, notes.now));
  const took = goDuration(ms);
  return `Successfully pulled image "${container.image}" in ${took} (${took} including waiting). Image size: ${sizeBytes} bytes.`;
}
