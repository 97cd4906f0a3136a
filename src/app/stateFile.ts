import type { Clock } from "../base/clock.ts";
import { namespaceProblem } from "./scope.ts";
import type { TextFiles } from "./textFiles.ts";

/** What is remembered of one kubeconfig context. Names only, never anything secret. */
export interface ContextMemory {
  /** Shown last; null is all namespaces, undefined is nothing yet. */
  readonly namespace: string | null | undefined;
  /**
   * Namespaces that were shown, at most nine, each in the place of its digit key: a place is kept as long as its
   * namespace is among the nine used last, so that fingers can learn it.
   */
  readonly recent: readonly RecentNamespace[];
  readonly sort: SortMemory | undefined;
  /** When its pods were last there, milliseconds since the epoch; undefined for never. */
  readonly usedAt: number | undefined;
}

export interface RecentNamespace {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly usedAt: number;
}

export interface SortMemory {
  readonly column: string;
  readonly direction: "ascending" | "descending";
}

export interface StateFile {
  of(context: string): ContextMemory;
  /** Remembers and writes the file a little later. */
  remember(context: string, change: Partial<ContextMemory>): void;
  /** Writes what is not written yet, then stops. */
  close(): Promise<void>;
}

const nothing: ContextMemory = { namespace: undefined, recent: [], sort: undefined, usedAt: undefined };
const places = 9;
const writeAfterMs = 1000;

/**
 * Opens the state file at `path`. Nothing about it ever stops the program: a damaged file counts as empty, and
 * `notice` hears of it, as it does of a file that cannot be written.
 */
export async function openStateFile(
  path: string,
  files: TextFiles,
  clock: Clock,
  notice: (text: string) => void,
): Promise<StateFile> {
  const memories = new Map<string, ContextMemory>();
  const touched = new Set<string>();
  let pending: AbortController | undefined;
  let writing = Promise.resolve();
  let saysWriteFailures = true;

  try {
    const known = memoriesFrom(await files.read(path));
    if (known === undefined)
      notice(`${path} is damaged: remembered namespaces are lost, the file will be written anew`);
    for (const [context, memory] of known ?? []) memories.set(context, memory);
  } catch (error) {
    notice(`cannot read what is remembered: ${reasonOf(error)}`);
  }

  const write = async () => {
    if (touched.size === 0) return;
    const written = [...touched];
    touched.clear();
    try {
      // Another podscope may have written since: of its contexts we know nothing better.
      const merged = new Map(memoriesFrom(await files.read(path)));
      for (const context of written) merged.set(context, memories.get(context) ?? nothing);
      await files.replace(path, `${JSON.stringify({ version: 1, contexts: Object.fromEntries(merged) }, null, 2)}\n`);
    } catch (error) {
      if (saysWriteFailures) notice(`cannot remember namespaces: ${reasonOf(error)}`);
      saysWriteFailures = false;
    }
  };

  /** One write at a time: each reads what the one before has written. */
  const writeNext = () => {
    writing = writing.then(write);
  };

  const schedule = () => {
    if (pending !== undefined) return;
    const timer = new AbortController();
    pending = timer;
    const due = () => {
      pending = undefined;
      writeNext();
    };
    clock.sleep(writeAfterMs, timer.signal).then(due, () => {});
  };

  return {
    of: (context) => memories.get(context) ?? nothing,
    remember: (context, change) => {
      memories.set(context, { ...(memories.get(context) ?? nothing), ...change });
      touched.add(context);
      schedule();
    },
    close: () => {
      pending?.abort();
      writeNext();
      return writing;
    },
  };
}

/** The places of the digit keys after `name` was shown: it keeps its place, takes a free one, or the one unused longest. */
export function withRecent(
  recent: readonly RecentNamespace[],
  name: string,
  usedAt: number,
): readonly RecentNamespace[] {
  const entry = { name, usedAt };
  const place = recent.findIndex((other) => other.name === name);
  if (place !== -1) return recent.with(place, entry);
  if (recent.length < places) return [...recent, entry];
  const oldest = recent.reduce(
    (least, other, index) => (other.usedAt < (recent[least]?.usedAt ?? 0) ? index : least),
    0,
  );
  return recent.with(oldest, entry);
}

/** Undefined when the text is damaged as a whole; a part of it that is not understood is left out. */
function memoriesFrom(text: string | undefined): [string, ContextMemory][] | undefined {
  if (text === undefined) return [];
  const file = jsonFrom(text);
  if (!isRecord(file) || !isRecord(file.contexts)) return undefined;
  return Object.entries(file.contexts).flatMap(([context, memory]) =>
    isRecord(memory) ? [[context, memoryFrom(memory)]] : [],
  );
}

function jsonFrom(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function memoryFrom({ namespace, recent, sort, usedAt }: Readonly<Record<string, unknown>>): ContextMemory {
  return {
    namespace: namespace === null || isNamespace(namespace) ? namespace : undefined,
    recent: Array.isArray(recent) ? recent.filter(isRecent).slice(0, places) : [],
    sort: isSort(sort) ? sort : undefined,
    usedAt: typeof usedAt === "number" ? usedAt : undefined,
  };
}

function isRecent(value: unknown): value is RecentNamespace {
  return isRecord(value) && isNamespace(value.name) && typeof value.usedAt === "number";
}

function isNamespace(value: unknown): value is string {
  return typeof value === "string" && namespaceProblem(value) === undefined;
}

function isSort(value: unknown): value is SortMemory {
  return (
    isRecord(value) &&
    typeof value.column === "string" &&
    (value.direction === "ascending" || value.direction === "descending")
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
