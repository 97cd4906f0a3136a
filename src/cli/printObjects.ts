import { stringify } from "yaml";
import { acceptJson } from "../kube/wire/transport.ts";
import { collectionOf } from "./printTable.ts";
import type { PrintTask } from "./printTask.ts";

/** Prints the server's own objects as JSON or YAML, wrapped as kubectl wraps them. Returns the exit code. */
export async function printObjects(task: PrintTask, signal: AbortSignal): Promise<number> {
  const { flags, namespace, out } = task;
  const { names, selectors } = flags;
  const collection = collectionOf(namespace);
  const query = { labelSelector: selectors.labels || undefined, fieldSelector: selectors.fields || undefined };
  const objects: unknown[] = [];
  if (names.length === 0) {
    const list = await objectFrom(task, collection, query, signal);
    // Items of a list come without their kind; kubectl gives it back to them.
    for (const item of (list as { readonly items?: readonly object[] }).items ?? []) {
      objects.push({ apiVersion: "v1", kind: "Pod", ...item });
    }
  }
  for (const name of names)
    objects.push(await objectFrom(task, `${collection}/${encodeURIComponent(name)}`, {}, signal));
  const isOne = names.length === 1;
  const printed = isOne
    ? objects[0]
    : { apiVersion: "v1", items: objects, kind: "List", metadata: { resourceVersion: "" } };
  const sorted = sortedKeys(printed);
  if (flags.output === "json") out(`${JSON.stringify(sorted, undefined, 4).replace(/[<>&]/g, escaped)}\n`);
  else out(stringify(sorted, { lineWidth: 0, indentSeq: false, version: "1.1" }));
  return 0;
}

async function objectFrom(
  { transport }: PrintTask,
  path: string,
  query: object,
  signal: AbortSignal,
): Promise<unknown> {
  const response = await transport.request({ path, query: { ...query }, accept: acceptJson, gzip: true }, signal);
  const parts: Buffer[] = [];
  for await (const chunk of response.body) parts.push(Buffer.from(chunk));
  return JSON.parse(Buffer.concat(parts).toString());
}

/** kubectl prints the keys of every object in order, and hides who manages which field. */
function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value)
    .filter(([key]) => key !== "managedFields")
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortedKeys(inner)]));
}

/** Go's encoder escapes what HTML would read. */
function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
