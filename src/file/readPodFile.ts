import { plainText } from "../base/plainText.ts";
import type { JsonObject } from "../resources/jsonFields.ts";
import { newestTimeIn } from "../resources/newestTime.ts";
import { fileBytes, nameOfFile } from "./fileBytes.ts";
import { FileError } from "./fileError.ts";
import type { FileObject } from "./fileObject.ts";
import { readJsonObjects } from "./readJsonObjects.ts";
import { readYamlObjects } from "./readYamlObjects.ts";

export interface PodFileOptions<Item> {
  /** `-` is stdin. */
  readonly path: string;
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Which pods count; all by default. */
  readonly wanted?: (pod: JsonObject) => boolean;
  /** Turns each pod into what is kept of it. @throws TypeError when it is none. */
  readonly read: (pod: JsonObject) => Item;
  /** Waited for between two pieces of the file, for whoever hands on what `read` gets. */
  readonly rest?: () => Promise<void>;
}

/** What a file holds. */
export interface PodFile<Item> {
  /** In the order of the file. */
  readonly items: readonly Item[];
  /** The newest moment that a pod of the file speaks of, milliseconds since the epoch; NaN when there is none. */
  readonly newestAt: number;
  /** How many objects of each other kind were passed over. */
  readonly skipped: ReadonlyMap<string, number>;
}

/**
 * Reads pods that were saved: a PodList, a List, or single Pods, one or many documents, as JSON or YAML, packed or not.
 * JSON is read as a stream: no more than one pod is in memory beside what `read` keeps. YAML is read whole.
 * @throws FileError
 */
export async function readPodFile<Item>(options: PodFileOptions<Item>): Promise<PodFile<Item>> {
  const name = nameOfFile(options.path);
  const items: Item[] = [];
  const skipped = new Map<string, number>();
  let newestAt = Number.NaN;
  const take = ({ object, kind, place }: FileObject) => {
    if (kind !== "Pod") {
      skipped.set(kind, (skipped.get(kind) ?? 0) + 1);
      return;
    }
    const time = newestTimeIn(object);
    if (!(time <= newestAt) && !Number.isNaN(time)) newestAt = time;
    try {
      if (options.wanted?.(object) ?? true) items.push(options.read(object));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      throw new FileError(`${name}: ${place} is no pod that can be read: ${plainText(error.message)}`, {
        cause: error,
      });
    }
  };
  const bytes = withoutMark(fileBytes(options.path, options.stdin));
  const first = await bytes.next();
  if (first.done) throw new FileError(`${name} is empty: save pods with kubectl get pods -A -o json`);
  const isJson = /^\s*\{/.test(first.value.toString("latin1"));
  const all = rejoined(first.value, bytes, options.rest);
  if (isJson) await readJsonObjects(name, all, take);
  else await readYamlObjects(name, all, take);
  return { items, newestAt, skipped };
}

/** Leaves out chunks of nothing, and the byte order mark that some editors put first. */
async function* withoutMark(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer, undefined> {
  let isFirst = true;
  for await (const chunk of bytes) {
    const hasMark = isFirst && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;
    const rest = hasMark ? chunk.subarray(3) : chunk;
    if (rest.length > 0) yield rest;
    isFirst = false;
  }
  return undefined;
}

async function* rejoined(
  first: Buffer,
  others: AsyncIterable<Buffer>,
  rest: (() => Promise<void>) | undefined,
): AsyncGenerator<Buffer> {
  yield first;
  for await (const chunk of others) {
    await rest?.();
    yield chunk;
  }
}
