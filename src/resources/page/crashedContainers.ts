import { isObject, type JsonObject, listOf, objectOf, textOf } from "../jsonFields.ts";

/** A container whose last run failed, and where the log of that run is. */
export interface CrashedContainer {
  readonly container: string;
  /** The log of the run before the present one; while none runs, the log is that of the last one (kubelet, validateContainerLogStatus). */
  readonly previous: boolean;
  readonly restarts: number;
}

const lists = ["initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses"] as const;
/** More would hide the rest of the page. */
const most = 3;

/** The containers whose last run did not end well. @throws TypeError */
export function crashedContainers(pod: JsonObject): readonly CrashedContainer[] {
  const status = objectOf(pod.status, "status");
  const all = lists.flatMap((list) =>
    listOf(status[list], list)
      .filter(isObject)
      .flatMap((one): readonly CrashedContainer[] => {
        const { running, terminated } = objectOf(one.state, "state");
        const last = objectOf(one.lastState, "lastState").terminated;
        const run = isObject(terminated) ? terminated : last;
        if (!isObject(run) || run.exitCode === 0) return [];
        const restarts = typeof one.restartCount === "number" ? one.restartCount : 0;
        return [{ container: textOf(one.name, "name"), previous: isObject(running), restarts }];
      }),
  );
  return all.slice(0, most);
}
