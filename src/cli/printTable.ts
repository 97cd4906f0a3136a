import { systemClock } from "../base/clock.ts";
import { KubeError } from "../kube/kubeError.ts";
import { httpListWatch } from "../kube/wire/httpListWatch.ts";
import { acceptJson } from "../kube/wire/transport.ts";
import { podDecoder } from "../resources/podDecoder.ts";
import type { PodRow } from "../resources/podRow.ts";
import { podTable } from "../resources/podTable.ts";
import type { GetFlags } from "./arguments.ts";
import { errorLinesOf } from "./errorLines.ts";
import type { PrintTask } from "./printTask.ts";
import { textTable } from "./textTable.ts";

const pageSize = 500;

/** Prints the table, or with `-o name` the names. Returns the exit code. */
export async function printTable(task: PrintTask, signal: AbortSignal): Promise<number> {
  const { flags, out, err } = task;
  const { rows, failed } = flags.names.length > 0 ? await namedRows(task, signal) : await allRows(task, signal);
  if (flags.output === "name") {
    out(rows.map(({ name }) => `pod/${name}\n`).join(""));
  } else if (rows.length > 0) {
    const header = flags.headers ? [headerOf(flags)] : [];
    const lines = textTable([...header, ...rows.map((row) => cellsOf(row, flags, task.now()))]);
    out(`${lines.join("\n")}\n`);
  } else if (!failed) {
    err(noneFound(task));
  }
  return failed ? 1 : 0;
}

async function allRows({ flags, transport, namespace }: PrintTask, signal: AbortSignal) {
  const source = httpListWatch({
    transport,
    path: collectionOf(namespace),
    labelSelector: flags.selectors.labels,
    fieldSelector: flags.selectors.fields,
    decoder: podDecoder,
    clock: systemClock,
    random: Math.random,
  });
  const rows: PodRow[] = [];
  for await (const part of source.list(undefined, { pageSize, gzip: false }, signal)) rows.push(...part.rows);
  return { rows, failed: false };
}

async function namedRows({ flags, transport, namespace, server, err }: PrintTask, signal: AbortSignal) {
  const rows: PodRow[] = [];
  let failed = false;
  for (const name of flags.names) {
    try {
      const path = `${collectionOf(namespace)}/${encodeURIComponent(name)}`;
      const response = await transport.request({ path, accept: acceptJson }, signal);
      const parts: Buffer[] = [];
      for await (const chunk of response.body) parts.push(Buffer.from(chunk));
      rows.push(podDecoder.fromJson(JSON.parse(Buffer.concat(parts).toString())));
    } catch (error) {
      if (!(error instanceof KubeError) || error.failure !== "notFound") throw error;
      for (const line of errorLinesOf(error, server)) err(line);
      failed = true;
    }
  }
  return { rows, failed };
}

/** Path of the pods of a namespace, or of all. */
export function collectionOf(namespace: string | undefined): string {
  return namespace === undefined ? "/api/v1/pods" : `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`;
}

function noneFound({ namespace }: PrintTask): string {
  return namespace === undefined ? "No resources found" : `No resources found in ${namespace} namespace.`;
}

function columnsOf(flags: GetFlags) {
  return podTable.columns.filter(
    ({ wide, acrossNamespaces }) =>
      (wide !== true || flags.output === "wide") && (acrossNamespaces !== true || flags.namespace === null),
  );
}

function headerOf(flags: GetFlags): readonly string[] {
  const labels = flags.labelColumns.map((key) => key.slice(key.lastIndexOf("/") + 1).toUpperCase());
  return [...columnsOf(flags).map(({ title }) => title), ...labels, ...(flags.showLabels ? ["LABELS"] : [])];
}

function cellsOf(row: PodRow, flags: GetFlags, now: number): readonly string[] {
  const pairs = row.labels.split(",");
  const labels = flags.labelColumns.map(
    (key) => pairs.find((pair) => pair.startsWith(`${key}=`))?.slice(key.length + 1) ?? "",
  );
  const all = row.labels === "" ? "<none>" : row.labels;
  return [...columnsOf(flags).map((column) => column.text(row, now)), ...labels, ...(flags.showLabels ? [all] : [])];
}
