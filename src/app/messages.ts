import { grouped } from "../base/grouped.ts";
import type { Access } from "../kube/config/access.ts";
import { isNoConfiguration } from "../kube/config/configError.ts";
import { isBadRequest, type KubeError } from "../kube/kubeError.ts";
import type { SyncState } from "../kube/sync/syncState.ts";
import type { MessageView } from "./dashboardView.ts";
import type { Findings } from "./inquiry.ts";
import { kubectlAccess } from "./kubectlAccess.ts";
import { loginSource } from "./loginSource.ts";
import { isSelecting, type Scope } from "./scope.ts";

/** What a message depends on. */
export interface Situation {
  readonly sync: SyncState;
  readonly scope: Scope | undefined;
  readonly access: Access | undefined;
  readonly findings: Findings;
  readonly filter: string;
  /** All rows, before the filter. */
  readonly total: number;
  /** Those of them that are folded away since they are done. */
  readonly folded: number;
  /** The keys of a command as the screen shows them, for sentences: `n`. */
  keysOf(command: string): readonly string[];
}

/** What to say in place of rows: why there are none, and the way out. */
export function messageOf(situation: Situation): MessageView | undefined {
  const { sync, filter, total } = situation;
  // Whatever is going on: the rows are there, and the header says the rest.
  if (total > 0 && filter !== "") return filteredOut(situation);
  if (total > 0 && situation.folded > 0) return saying("muted", "No pod is at work", keys(situation, "fold"));
  switch (sync.phase) {
    case "starting":
      return saying("busy", "Starting");
    case "authenticating":
      return saying("busy", `Logging in: ${sync.what}`);
    case "connecting":
      return saying("busy", `Connecting to ${sync.host}`);
    case "loading":
      return total > 0 ? undefined : saying("busy", "Loading pods");
    case "live":
    case "polling":
    case "resyncing":
    case "catchingUp":
    case "file":
      return none(situation);
    case "waiting":
      return failure("warning", "Waiting to try again", sync.error, situation);
    case "unauthorized":
      return loginRefused(sync.error, situation);
    case "forbidden":
      return forbidden(sync.error, situation);
    case "unreachable":
      return failure("bad", `Cannot reach ${situation.access?.server ?? "the server"}`, sync.error, situation);
    case "broken":
      if (isNoConfiguration(sync.error)) return noConfiguration(sync.error, situation);
      if (selectorsKey(situation).length > 0 && isBadRequest(sync.error)) return selectorRefused(sync.error, situation);
      return failure("bad", titleOf(sync.error), sync.error, situation);
    case "stopped":
      return saying("muted", "Stopped");
  }
}

/** The cause of the trouble and the way out in one line, for when the rows of before stand on the screen; undefined when all is well. */
export function troubleOf(situation: Situation): string | undefined {
  const { sync } = situation;
  if (sync.phase === "catchingUp") return sync.cause;
  if (!("error" in sync)) return undefined;
  return `${sync.error.message}   ${keys(situation, "reconnect", "context")}`;
}

function saying(tone: MessageView["tone"], title: string, ...sentences: readonly string[]): MessageView {
  return { title, tone, sentences, commands: [] };
}

function none(situation: Situation): MessageView {
  const { scope, findings } = situation;
  if (scope?.namespace !== undefined && findings.missingNamespace === scope.namespace) {
    return saying("warning", `There is no namespace ${scope.namespace}`, otherScopes(situation));
  }
  const place = scope?.namespace === undefined ? "in any namespace" : `in namespace ${scope.namespace}`;
  const title =
    scope !== undefined && isSelecting(scope.selectors) ? `No pods ${place} match the selector` : `No pods ${place}`;
  return saying("normal", title, otherScopes(situation));
}

/** The key to change what the server leaves out, where it leaves out something. */
function selectorsKey({ scope }: Situation): readonly "selectors"[] {
  return scope !== undefined && isSelecting(scope.selectors) ? ["selectors"] : [];
}

function otherScopes(situation: Situation): string {
  const all = situation.scope?.namespace === undefined ? [] : (["namespace.all"] as const);
  return keys(situation, ...selectorsKey(situation), "namespace", ...all);
}

function filteredOut(situation: Situation): MessageView {
  const { filter, total, folded } = situation;
  const count = total === 1 ? "The one pod does not pass" : `None of ${grouped(total)} pods passes`;
  return saying(
    "normal",
    `${count} the filter ${filter}`,
    keys(situation, "escape", ...(folded > 0 ? (["fold"] as const) : [])),
  );
}

function loginRefused(error: KubeError, situation: Situation): MessageView {
  if (error.failure === "login") return failure("bad", "You are not logged in", error, situation);
  const { access } = situation;
  const source = access === undefined ? [] : [loginSource(access)];
  const title = "The server does not accept your login";
  return { title, tone: "bad", sentences: [error.message, ...source, waysOut(situation)], commands: [] };
}

function selectorRefused({ message }: KubeError, situation: Situation): MessageView {
  const ways = keys(situation, "selectors", "context", "quit");
  return { title: "The server does not take the selector", tone: "bad", sentences: [message, ways], commands: [] };
}

/** Nobody gets other pods than their own unasked: a demo cluster is only told of. */
function noConfiguration(error: KubeError, situation: Situation): MessageView {
  const message = failure("bad", "There is no kubeconfig", error, situation);
  return { ...message, commands: ["podscope demo   # a demo cluster, when there is no other at hand"] };
}

function titleOf({ failure: kind }: KubeError): string {
  if (kind === "config") return "The kubeconfig cannot be used";
  if (kind === "tls") return "The server's certificate is not trusted";
  if (kind === "mistake") return "podscope is broken here";
  return kind === "unsupported" ? "The server refuses the request" : "This is not a Kubernetes API";
}

function failure(tone: MessageView["tone"], title: string, error: KubeError, situation: Situation): MessageView {
  const advice = error.advice === undefined ? [] : [error.advice];
  return { title, tone, sentences: [error.message, ...advice, waysOut(situation)], commands: [] };
}

function forbidden(error: KubeError, situation: Situation): MessageView {
  const { scope, access, findings } = situation;
  const { identity } = findings;
  const who =
    identity === undefined
      ? []
      : [`The server takes you for ${identity.username}, groups ${identity.groups.join(", ") || "none"}.`];
  const where = scope?.namespace === undefined ? "-A" : `-n ${scope.namespace}`;
  const offer =
    scope?.namespace === undefined && access !== undefined
      ? [`Reading all namespaces is more than you may; namespace ${access.namespace} is this context's own.`]
      : [];
  return {
    title: "You may not list pods here",
    tone: "bad",
    sentences: [error.message, ...who, ...offer, waysOut(situation)],
    commands: [["kubectl auth can-i list pods", where, ...kubectlAccess(access)].join(" ")],
  };
}

function waysOut(situation: Situation): string {
  const scopes = situation.scope === undefined ? [] : ([...selectorsKey(situation), "namespace"] as const);
  return keys(situation, "reconnect", ...scopes, "context", "quit");
}

/** What the keys of some commands do where there are no rows. */
const wayWords = {
  selectors: "other selectors",
  namespace: "another namespace",
  "namespace.all": "all namespaces",
  escape: "clear the filter",
  fold: "those that are done",
  reconnect: "try again now",
  context: "another context",
  quit: "quit",
} as const;

function keys({ keysOf }: Situation, ...commands: readonly (keyof typeof wayWords)[]): string {
  return commands
    .flatMap((command) => {
      const [key] = keysOf(command);
      return key === undefined ? [] : [`${key}: ${wayWords[command]}`];
    })
    .join("   ");
}
