import type { ApiServer } from "../apiServer.ts";
import { isTrue } from "../requestInfo.ts";
import { type FieldProblem, invalidOptions, StatusError } from "../statusError.ts";
import { unhurried } from "../unhurried.ts";
import { wholeNumber } from "./wholeNumber.ts";

/** What a list or a watch asks for besides its selectors (meta/v1 ListOptions). */
export interface ListOptions {
  /** 0: no limit. */
  readonly limit: number;
  readonly continueToken: string;
  /** As it came; `` asks for the newest state. */
  readonly resourceVersion: string;
  readonly match: string;
  /** Undefined when the client does not know of it. */
  readonly sendInitialEvents: boolean | undefined;
  readonly allowsBookmarks: boolean;
  /** Of a watch. 0: as the server likes. */
  readonly timeoutSeconds: number;
}

/** @throws StatusError BadRequest for what is no number */
export function listOptionsOf(query: URLSearchParams): ListOptions {
  return {
    limit: Math.max(0, wholeNumber(query.get("limit"))),
    continueToken: query.get("continue") ?? "",
    resourceVersion: query.get("resourceVersion") ?? "",
    match: query.get("resourceVersionMatch") ?? "",
    sendInitialEvents: query.has("sendInitialEvents") ? isTrue(query.get("sendInitialEvents")) : undefined,
    allowsBookmarks: isTrue(query.get("allowWatchBookmarks")),
    timeoutSeconds: Math.max(0, wholeNumber(query.get("timeoutSeconds"))),
  };
}

/** In the words of apimachinery pkg/apis/meta/internalversion/validation. @throws StatusError Invalid */
export function checkListOptions({ match, resourceVersion, continueToken, sendInitialEvents }: ListOptions): void {
  checkAll([
    match !== "" && resourceVersion === "" && forbidden("is forbidden unless resourceVersion is provided"),
    match !== "" && continueToken !== "" && forbidden("is forbidden when continue is provided"),
    !["", "Exact", "NotOlderThan"].includes(match) && unsupported(match, '"Exact", "NotOlderThan", ""'),
    match === "Exact" && resourceVersion === "0" && forbidden('"exact" is forbidden for resourceVersion "0"'),
    sendInitialEvents !== undefined && forbiddenEvents("is forbidden for list"),
  ]);
}

/** As above, for a watch. @param canStreamLists as the feature gate WatchList says @throws StatusError Invalid */
export function checkWatchOptions(options: ListOptions, canStreamLists: boolean): void {
  const { match, continueToken, sendInitialEvents } = options;
  const isAsked = sendInitialEvents !== undefined;
  const gate = "is forbidden for watch unless the WatchList feature gate is enabled";
  checkAll([
    isAsked &&
      match !== "NotOlderThan" && {
        ...forbidden(""),
        message: "Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan",
      },
    isAsked && !canStreamLists && forbiddenEvents(gate),
    match !== "" && !isAsked && forbidden("is forbidden for watch unless sendInitialEvents is provided"),
    match !== "" && match !== "NotOlderThan" && unsupported(match, '"NotOlderThan"'),
    continueToken !== "" && forbidden("is forbidden when continue is provided"),
  ]);
}

function checkAll(found: readonly (FieldProblem | false)[]): void {
  const problems = found.filter((problem) => problem !== false);
  if (problems.length > 0) throw invalidOptions("ListOptions", problems);
}

function forbidden(why: string): FieldProblem {
  const message = `Forbidden: resourceVersionMatch ${why}`;
  return { field: "resourceVersionMatch", reason: "FieldValueForbidden", message };
}

function forbiddenEvents(why: string): FieldProblem {
  return { field: "sendInitialEvents", reason: "FieldValueForbidden", message: `Forbidden: sendInitialEvents ${why}` };
}

function unsupported(value: string, supported: string): FieldProblem {
  const message = `Unsupported value: ${JSON.stringify(value)}: supported values: ${supported}`;
  return { field: "resourceVersionMatch", reason: "FieldValueNotSupported", message };
}

/** A version of a list or of a watch; undefined when none is given. */
export function versionFrom(text: string, refuse: (message: string) => StatusError): number | undefined {
  if (text === "") return undefined;
  if (!/^\d+$/.test(text)) {
    const problem = `strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`;
    throw refuse(`resourceVersion: Invalid value: ${JSON.stringify(text)}: ${problem}`);
  }
  return Number(text);
}

/** A server that has not come so far waits a while for that. @throws StatusError Timeout */
export async function untilFresh(server: ApiServer, wanted: string, signal: AbortSignal): Promise<void> {
  const { store } = server.registry;
  if (Number(wanted) <= store.revision) return;
  await unhurried(server.time, server.freshnessMs, signal);
  if (Number(wanted) <= store.revision) return;
  throw new StatusError("Timeout", `Timeout: Too large resource version: ${wanted}, current: ${store.revision}`, {
    causes: [{ reason: "ResourceVersionTooLarge", message: "Too large resource version" }],
    retryAfterSeconds: 1,
  });
}
