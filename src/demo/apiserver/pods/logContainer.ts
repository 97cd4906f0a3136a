import type { Pod } from "../../objects/pod.ts";
import { StatusError } from "../statusError.ts";

/** Which container's log is meant (kubernetes pkg/registry/core/pod/strategy.go). @throws StatusError BadRequest */
export function logContainer({ metadata: { name }, spec }: Pod, wanted: string): string {
  const { containers, initContainers = [] } = spec;
  const [only, ...others] = containers;
  if (wanted === "" && only !== undefined && others.length === 0) return only.name;
  const names = [...initContainers, ...containers].map((container) => container.name);
  if (wanted === "") {
    const message = `a container name must be specified for pod ${name}, choose one of: [${names.join(" ")}]`;
    throw new StatusError("BadRequest", message);
  }
  if (names.includes(wanted)) return wanted;
  throw new StatusError("BadRequest", `container ${wanted} is not valid for pod ${name}`);
}

const pullFailures: Readonly<Record<string, string>> = {
  ErrImagePull: "image can't be pulled",
  ImagePullBackOff: "trying and failing to pull image",
};

/** Why there is no log of a container, as the kubelet says it (kubernetes pkg/kubelet/kubelet_pods.go). */
export function noLog({ metadata, status }: Pod, container: string, isPrevious: boolean): StatusError {
  const which = `container "${container}" in pod "${metadata.name}"`;
  if (isPrevious) return new StatusError("BadRequest", `previous terminated ${which} not found`);
  const all = [...(status.containerStatuses ?? []), ...(status.initContainerStatuses ?? [])];
  const found = all.find(({ name }) => name === container);
  if (found === undefined) return new StatusError("BadRequest", `${which} is not available`);
  const { waiting, terminated } = found.state;
  if (terminated !== undefined) return new StatusError("BadRequest", `${which} is terminated`);
  if (waiting === undefined) return new StatusError("BadRequest", `${which} is waiting to start - no logs yet`);
  const { reason = "" } = waiting;
  return new StatusError("BadRequest", `${which} is waiting to start: ${pullFailures[reason] ?? reason}`);
}
