import type { Failure, KubeError } from "../../kube/kubeError.ts";
import type { SyncState } from "../../kube/sync/syncState.ts";
import type { Standing } from "./step.ts";

/** The steps between a person and the rows, in the order in which a request takes them. */
export const wayNames = ["kubeconfig", "request", "identity", "rights", "list", "watch"] as const;

export type WayName = (typeof wayNames)[number];

export type Standings = Readonly<Record<WayName, Standing>>;

/** How far each step has come in this state: those before the one that it speaks of are done, those after it not reached. */
export function standingsOf(sync: SyncState): Standings {
  const { at, is } = placeOf(sync);
  const place = wayNames.indexOf(at);
  const standing = (index: number): Standing => {
    if (is === "notNeeded" || is === "done") return is;
    if (index === place) return is;
    return index < place ? "done" : "notReached";
  };
  return Object.fromEntries(wayNames.map((name, index) => [name, standing(index)])) as unknown as Standings;
}

interface Place {
  readonly at: WayName;
  readonly is: Standing;
}

function placeOf(sync: SyncState): Place {
  switch (sync.phase) {
    case "starting":
    case "authenticating":
      return { at: "kubeconfig", is: "doing" };
    case "connecting":
      return { at: "request", is: "doing" };
    case "loading":
    case "resyncing":
      return { at: "list", is: "doing" };
    case "live":
      return { at: "watch", is: "done" };
    case "catchingUp":
    case "polling":
      return { at: "watch", is: "troubled" };
    case "waiting":
      return { at: brokenStepOf(sync), is: "troubled" };
    case "unauthorized":
    case "forbidden":
    case "unreachable":
    case "broken":
      return { at: brokenStepOf(sync), is: "broken" };
    case "file":
      return { at: "kubeconfig", is: "notNeeded" };
    case "stopped":
      return { at: "kubeconfig", is: "notReached" };
  }
}

/** Where each kind of failure is met; what is met while answers are read stands at the list, or at the watch where the list is in. */
const steps: Readonly<Record<Failure, WayName | undefined>> = {
  config: "kubeconfig",
  login: "kubeconfig",
  proxy: "request",
  unreachable: "request",
  tls: "request",
  protocol: "request",
  unauthorized: "identity",
  forbidden: "rights",
  notFound: undefined,
  gone: undefined,
  throttled: undefined,
  unsupported: undefined,
  server: undefined,
  mistake: undefined,
};

function brokenStepOf({ error, asOf }: { readonly error: KubeError; readonly asOf: number | undefined }): WayName {
  return steps[error.failure] ?? (asOf === undefined ? "list" : "watch");
}
