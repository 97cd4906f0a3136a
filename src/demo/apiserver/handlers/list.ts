import { type KubeObject, keyOf } from "../../objects/kubeObject.ts";
import type { Answer, LongList } from "../answer.ts";
import type { StoredCall } from "../apiServer.ts";
import { apiVersionOf, type ResourceType } from "../resourceType.ts";
import { qualified, StatusError } from "../statusError.ts";
import { continueTokenOf, type PageStart, pageStartFrom } from "./continueToken.ts";
import { checkListOptions, type ListOptions, listOptionsOf, untilFresh, versionFrom } from "./listOptions.ts";
import { type Selection, selectionOf } from "./selection.ts";

/**
 * A list, or one page of it (apiserver pkg/storage/cacher, GetList).
 * @throws StatusError BadRequest, Invalid, Expired, Timeout
 */
export async function listObjects(call: StoredCall): Promise<Answer> {
  const { type, info, request } = call;
  const selection = selectionOf(type, info, request.query);
  const options = listOptionsOf(request.query);
  checkListOptions(options);
  const start = startOf(options);
  const { store } = call.server.registry;
  const wanted = options.continueToken === "" ? options.resourceVersion : String(start.revision ?? 0);
  await untilFresh(call.server, wanted, call.signal);
  const revision = start.revision ?? store.revision;
  const all = store.list(qualified(type), revision);
  if (all === undefined) throw expired(start, options);
  return {
    type: "list",
    list: pageOf(type, all, start, { ...options, revision, namespace: info.namespace, selection }),
  };
}

/** Which moment is asked for, and where in it the page begins. */
function startOf({ continueToken, resourceVersion, match, limit }: ListOptions): PageStart {
  const refuse = (message: string) => new StatusError("BadRequest", `invalid resource version: ${message}`);
  const version = versionFrom(resourceVersion, refuse);
  if (continueToken !== "") {
    const start = pageStartFrom(continueToken);
    if (version !== undefined && version !== 0) {
      throw new StatusError("BadRequest", "specifying resource version is not allowed when using continue");
    }
    return start;
  }
  // A limit without a match means exactly this version, as it did before there were matches.
  const isExact = version !== undefined && version > 0 && (match === "Exact" || (match === "" && limit > 0));
  return { revision: isExact ? version : undefined, key: "" };
}

interface PageOptions extends ListOptions {
  readonly revision: number;
  readonly namespace: string | undefined;
  readonly selection: Selection;
}

function pageOf(type: ResourceType, all: readonly KubeObject[], start: PageStart, options: PageOptions): LongList {
  const { revision, namespace, selection } = options;
  const inScope = namespace === undefined ? all : all.filter(({ metadata }) => metadata.namespace === namespace);
  const rest = start.key === "" ? inScope : inScope.filter((object) => keyIn(namespace, object) >= start.key);
  const { items, seen } = taken(rest, selection, limitOf(options));
  const last = rest[seen - 1];
  const isMore = seen < rest.length && last !== undefined;
  const metadata = {
    resourceVersion: String(revision),
    ...(isMore ? { continue: continueTokenOf({ revision, key: `${keyIn(namespace, last)}\0` }) } : {}),
    ...(isMore && !selection.isNarrowed ? { remainingItemCount: rest.length - seen } : {}),
  };
  return { head: { kind: `${type.kind}List`, apiVersion: apiVersionOf(type), metadata }, itemsField: "items", items };
}

/** Version 0 is answered from memory, whole, whatever the limit. */
function limitOf({ limit, resourceVersion }: ListOptions): number {
  return limit === 0 || resourceVersion === "0" ? Number.POSITIVE_INFINITY : limit;
}

/** As a continue token names it: without the namespace where there is only one. */
function keyIn(namespace: string | undefined, { metadata }: KubeObject): string {
  return namespace === undefined ? keyOf(metadata) : metadata.name;
}

/** The first `limit` objects of the selection, and how many had to be looked at for them. */
function taken(objects: readonly KubeObject[], selection: Selection, limit: number) {
  const items: KubeObject[] = [];
  let seen = 0;
  for (const object of objects) {
    if (items.length >= limit) break;
    seen++;
    if (selection.has(object)) items.push(object);
  }
  return { items, seen };
}

function expired({ key }: PageStart, { continueToken }: ListOptions): StatusError {
  if (continueToken === "") return new StatusError("Expired", "The resourceVersion for the provided list is too old.");
  return new StatusError("Expired", tooOld, undefined, continueTokenOf({ revision: undefined, key }));
}

/** Word for word (apiserver pkg/storage/etcd3/errors.go). */
const tooOld =
  "The provided continue parameter is too old to display a consistent list result. You can start a new list without the " +
  "continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing " +
  "with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the " +
  "time the first chunk was returned and now may show up in the list.";
