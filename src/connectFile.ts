import { setImmediate } from "node:timers/promises";
import type { Dashboard } from "./app/dashboard.ts";
import { FileConnection } from "./app/fileConnection.ts";
import { newPodTable } from "./app/podTable.ts";
import { systemClock } from "./base/clock.ts";
import type { DashboardFlags } from "./cli/arguments.ts";
import { FileError } from "./file/fileError.ts";
import { readPodFile } from "./file/readPodFile.ts";
import type { JsonObject } from "./resources/jsonFields.ts";
import { podDecoder } from "./resources/podDecoder.ts";
import type { PodRow } from "./resources/podRow.ts";
import { podSelectorFrom } from "./resources/podSelector.ts";

/**
 * Gives a dashboard the pods of a saved list, as they are read; resolves when all of them are there.
 * @throws FileError when it cannot be read, SelectorError when the selectors cannot be understood.
 */
export async function connectFile(dashboard: Dashboard, file: string, flags: DashboardFlags): Promise<void> {
  const connection = new FileConnection(newPodTable);
  const wanted = podSelectorFrom(flags.selectors);
  dashboard.connect(connection);
  await connection.read({
    path: file,
    find: (pod) => podInFile(file, pod),
    read: async (take) => {
      let rows: PodRow[] = [];
      const handOn = () => {
        take(rows);
        rows = [];
      };
      const { newestAt, skipped } = await readPodFile({
        path: file,
        stdin: process.stdin,
        wanted,
        read: (pod) => rows.push(podDecoder.fromJson(pod)),
        // Keys and frames have their turn while a large file is read.
        rest: () => {
          handOn();
          return setImmediate();
        },
      });
      handOn();
      const others = [...skipped].map(([kind, count]) => `${count} ${kind}`);
      if (others.length > 0) dashboard.notice(`Passed over what is no Pod: ${others.join(", ")}`);
      return flags.now ?? (Number.isNaN(newestAt) ? systemClock.now() : newestAt);
    },
  });
}

/** Whole pods are not kept: memory is for rows. */
async function podInFile(path: string, { key }: PodRow): Promise<unknown> {
  if (path === "-") throw new FileError("What came through stdin cannot be read again: save it to look at whole pods.");
  const wanted = (pod: JsonObject) => podDecoder.fromJson(pod).key === key;
  const { items } = await readPodFile({ path, stdin: process.stdin, wanted, read: (pod) => pod, rest: setImmediate });
  const [pod] = items;
  if (pod === undefined) throw new FileError(`${path} no longer has the pod ${key}.`);
  return pod;
}
