import { plainText } from "../../base/plainText.ts";
import { type Failure, KubeError } from "../kubeError.ts";
import type { SyncState } from "./syncState.ts";

/** A state as data that JSON can hold. */
export interface SavedState {
  readonly phase: string;
  readonly [name: string]: unknown;
}

export function savedState(state: SyncState): SavedState {
  if (!("error" in state)) return state;
  const { failure, message, advice } = state.error;
  return { ...state, error: { failure, message, advice } };
}

/** Reads what a file has in the place of a value; undefined when it is no such value. */
type Read = (saved: unknown) => unknown;

/** Times that a calendar has. */
const time: Read = (saved) => (typeof saved === "number" && Math.abs(saved) <= 8.64e15 ? saved : undefined);
const count: Read = (saved) => (typeof saved === "number" && Number.isFinite(saved) ? saved : undefined);
const text: Read = (saved) => (typeof saved === "string" ? plainText(saved) : undefined);

const error: Read = (saved) => {
  if (typeof saved !== "object" || saved === null) return undefined;
  const { failure, message, advice } = saved as { readonly [name: string]: unknown };
  const words = text(message) as string | undefined;
  if (words === undefined || typeof failure !== "string") return undefined;
  const known = failures.find((one) => one === failure) ?? "protocol";
  const way = text(advice) as string | undefined;
  return new KubeError(known, words, way === undefined ? {} : { advice: way });
};

const failures: readonly Failure[] = [
  "config",
  "login",
  "proxy",
  "unreachable",
  "tls",
  "unauthorized",
  "forbidden",
  "notFound",
  "gone",
  "throttled",
  "unsupported",
  "server",
  "protocol",
  "mistake",
];

/** What belongs to each phase, first what must be there. */
const shapes: {
  readonly [Phase in SyncState["phase"]]: readonly [
    must: { readonly [name: string]: Read },
    may?: { readonly [name: string]: Read },
  ];
} = {
  starting: [{}],
  authenticating: [{ what: text, since: time }],
  connecting: [{ host: text, since: time }],
  loading: [{ received: count }, { total: count }],
  live: [{ verifiedAt: time }],
  catchingUp: [{ asOf: time, since: time, cause: text }],
  resyncing: [{ asOf: time, cause: text, received: count }, { total: count }],
  waiting: [{ until: time, error }, { asOf: time }],
  polling: [{ verifiedAt: time, everyMs: count }],
  unauthorized: [{ error }, { asOf: time, retryAt: time }],
  forbidden: [{ retryAt: time, error }, { asOf: time }],
  unreachable: [{ retryAt: time, error }, { asOf: time }],
  broken: [{ error }, { asOf: time, retryAt: time }],
  file: [{ path: text, asOf: time }],
  stopped: [{}],
};

/** The state again; undefined when it is none that this program knows. Whatever is in `saved`, it is safe to show. */
export function stateFromSaved(saved: SavedState): SyncState | undefined {
  if (!Object.hasOwn(shapes, saved.phase)) return undefined;
  const phase = saved.phase as SyncState["phase"];
  const [must, may = {}] = shapes[phase];
  const state: Record<string, unknown> = { phase };
  for (const [name, read] of Object.entries({ ...must, ...may })) {
    state[name] = read(saved[name]);
    if (state[name] === undefined && name in must) return undefined;
  }
  return state as unknown as SyncState;
}
